from django import forms
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.forms import TaskStateCommentForm
from wagtail.log_actions import log
from wagtail.models import AbstractGroupApprovalTask, Revision, TaskState

from cchc_wagtail.editorial.review import contributor_ids

from .states import ReviewTaskState


class RequiredCommentForm(TaskStateCommentForm):
    comment = forms.CharField(label=_("Comment"), widget=forms.Textarea({"rows": 2}))


class AfterEdit(models.TextChoices):
    OTHER = "other", _("Another member of the group must check")
    BACK = "back", _("The piece goes back one step")
    LOCKED = "locked", _("Nobody may edit at this step")


class ReviewTask(AbstractGroupApprovalTask):
    """A step done by a group, of which those are left out who wrote what is to be approved."""

    due_days = models.PositiveSmallIntegerField(
        _("time for this step"), default=2, help_text=_("In working days.")
    )
    return_days = models.PositiveSmallIntegerField(
        _("time to submit again"),
        default=3,
        help_text=_("In working days, for the unit once a piece was sent back at this step."),
    )
    escalate_days = models.PositiveSmallIntegerField(
        _("tell the head of the Office"),
        default=2,
        help_text=_("When this step is overdue by so many working days."),
    )
    comment_required = models.BooleanField(_("sending back needs a comment"), default=True)
    after_edit = models.CharField(
        _("when a checker edits the piece"),
        max_length=10,
        choices=AfterEdit.choices,
        default=AfterEdit.OTHER,
    )

    task_state_class = ReviewTaskState
    admin_form_fields = [
        *AbstractGroupApprovalTask.admin_form_fields,
        "due_days",
        "return_days",
        "escalate_days",
        "comment_required",
        "after_edit",
    ]

    class Meta:
        abstract = True

    def get_actions(self, obj, user):
        """Return what ``user`` may do: a writer sends back only, or approves on record as admin."""
        actions = super().get_actions(obj, user)
        if not actions:
            return []
        send_back = [("reject", _("Send back"), True)]
        if self.after_edit == AfterEdit.BACK and self.was_edited(obj):
            pass_back = [("pass_back", _("Pass back to the step before"), False)]
            return send_back + (pass_back if self.step_before(obj) else [])
        if user.pk not in contributor_ids(obj):
            return send_back + [action for action in actions if action[0] == "approve"]
        if user.is_superuser:
            return [*send_back, ("approve_own", _("Approve my own work (on record)"), True)]
        return send_back

    def get_form_for_action(self, action):
        if action == "approve_own" or (action == "reject" and self.comment_required):
            return RequiredCommentForm
        return super().get_form_for_action(action)

    def get_task_states_user_can_moderate(self, user, **kwargs):
        # Wagtail's home panel would load all of them; the room's own panels count and page.
        return TaskState.objects.none()

    def locked_for_user(self, obj, user):
        locked = self.after_edit == AfterEdit.LOCKED and not user.is_superuser
        return locked or super().locked_for_user(obj, user)

    @transaction.atomic
    def on_action(self, task_state, user, action_name, comment="", **kwargs):
        """Approve, send back or pass back.

        Where somebody else has finished the step meanwhile nothing happens, and the address of the
        page that says so is returned.

        Raises:
            PermissionDenied: ``user`` may not do this: they wrote what they would approve, or leave
                out a comment that is needed.
        """
        state = ReviewTaskState.objects.select_for_update().get(pk=task_state.pk)
        if state.status != TaskState.STATUS_IN_PROGRESS:
            return f"{state.history_url}?step={state.pk}"
        obj = state.workflow_state.content_object
        if action_name not in {name for name, *_rest in self.get_actions(obj, user)}:
            raise PermissionDenied(_("Nobody approves what they wrote or last edited."))
        if self.get_form_for_action(action_name) is RequiredCommentForm and not comment.strip():
            raise PermissionDenied(_("This needs a comment."))
        if action_name == "pass_back":
            return self.pass_back(state, user, comment)
        if action_name == "approve_own":
            self.record(state, user, "cchc_editorial.approve_own", comment)
            action_name = "approve"
        return super().on_action(state, user, action_name, comment=comment, **kwargs)

    def pass_back(self, state, user, comment):
        """Let the step before look again at what was edited here."""
        before = self.step_before(state.workflow_state.content_object)
        self.record(state, user, "cchc_editorial.pass_back", comment)
        # Not cancel(), which would go on to the first step that is not approved: this one.
        TaskState.objects.filter(pk=state.pk).update(
            status=TaskState.STATUS_CANCELLED,
            finished_at=timezone.now(),
            finished_by=user,
            comment=comment,
        )
        state.workflow_state.refresh_from_db()
        state.workflow_state.update(user=user, next_task=before)

    def record(self, state, user, action, comment):
        log(
            instance=state.revision.as_object(),
            action=action,
            user=user,
            revision=state.revision,
            data={"task": {"id": self.pk, "title": self.name}, "comment": comment},
        )

    def was_edited(self, obj):
        """Tell whether ``obj`` was edited since it came to this step."""
        state = obj.current_workflow_task_state
        revisions = Revision.objects.for_instance(obj).filter(user__isnull=False)
        return state is not None and revisions.filter(created_at__gt=state.started_at).exists()

    def step_before(self, obj):
        """Return the task before this one in the workflow of ``obj``, or None."""
        tasks = list(obj.current_workflow_state.workflow.tasks.filter(active=True))
        earlier = tasks[: [task.pk for task in tasks].index(self.pk)]
        return earlier[-1] if earlier else None

    def members(self):
        """Return the active users who may do this step."""
        return get_user_model().objects.filter(is_active=True, groups__in=self.groups.all())


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
