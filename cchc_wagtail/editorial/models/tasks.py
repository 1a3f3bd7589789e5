from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext_lazy as _
from wagtail.models import AbstractGroupApprovalTask

from cchc_wagtail.editorial.review import contributor_ids


class ReviewTask(AbstractGroupApprovalTask):
    """A step done by a group, of which those are left out who wrote what is to be approved."""

    class Meta:
        abstract = True

    def get_actions(self, obj, user):
        actions = super().get_actions(obj, user)
        if user.pk in contributor_ids(obj):
            return [action for action in actions if action[0] != "approve"]
        return actions

    def on_action(self, task_state, user, action_name, **kwargs):
        """Approve or send back.

        Raises:
            PermissionDenied: ``user`` wrote what they would approve.
        """
        obj = task_state.workflow_state.content_object
        if action_name == "approve" and user.pk in contributor_ids(obj):
            raise PermissionDenied(_("Nobody approves what they wrote or last edited."))
        return super().on_action(task_state, user, action_name, **kwargs)


class OfficeCheckTask(ReviewTask):
    """The Office (Văn phòng Sở) checks what a unit submits."""

    class Meta:
        verbose_name = _("Office check")
        verbose_name_plural = _("Office checks")

    @classmethod
    def get_description(cls):
        return _("The Office checks what a unit submits; nobody checks what they wrote.")


class LeadershipApprovalTask(ReviewTask):
    """The leadership (Ban Giám đốc) approves what the Office has checked."""

    class Meta:
        verbose_name = _("Leadership approval")
        verbose_name_plural = _("Leadership approvals")

    @classmethod
    def get_description(cls):
        return _("The leadership approves for publication; nobody approves what they wrote.")
