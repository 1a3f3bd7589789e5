from typing import NamedTuple

from django import forms
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.forms import TaskStateCommentForm
from wagtail.log_actions import log
from wagtail.models import AbstractGroupApprovalTask, Page, Task, TaskState

from cchc_wagtail.editorial.authors import author_ids, changes_of, is_unchecked, steps_of
from cchc_wagtail.editorial.findings import needs_reason
from cchc_wagtail.editorial.review import ReviewedMixin
from cchc_wagtail.editorial.wording import same_wording

from .states import ReviewTaskState


def content_of(workflow_state):
    """Return the page, of its own kind, or the snippet that ``workflow_state`` is about."""
    content = workflow_state.content_object
    return content.specific if isinstance(content, Page) else content


def needs_comment(name, offered):
    """Tell whether the action ``name`` is among the ``offered`` ones, and with a comment alone."""
    modals = [launch_modal for action, _label, launch_modal in offered if action == name]
    return bool(modals) and all(modals)


class RequiredCommentForm(TaskStateCommentForm):
    comment = forms.CharField(label=_("Comment"), widget=forms.Textarea({"rows": 2}))


#: The entry in the log that keeps the comment of whoever found the step done by somebody else.
TOO_LATE = "cchc_editorial.too_late"


class Obstacle(NamedTuple):
    """Why somebody may not approve a piece now, for the software and for people."""

    code: str
    text: str


CHANGED = Obstacle(
    "changed",
    gettext_lazy(
        "It has been changed since the step before approved it. Pass it back: whoever approved it "
        "looks at the change, and the piece returns to you."
    ),
)
OWN = Obstacle("own", gettext_lazy("You wrote this piece: somebody else approves it."))
REASON = Obstacle(
    "reason",
    gettext_lazy(
        "It holds what may tell who somebody is. Say in a comment why it may stay, or send the "
        "piece back."
    ),
)
UNCHECKED = Obstacle(
    "unchecked",
    gettext_lazy("You changed this piece, and nobody else has looked at it since. Send it back."),
)


class ReviewTask(AbstractGroupApprovalTask):
    """A step done by a group, of which those are left out who wrote what is to be approved."""

    task_ptr = models.OneToOneField(
        Task,
        on_delete=models.CASCADE,
        parent_link=True,
        auto_created=True,
        related_name="%(app_label)s_%(class)s",
    )
    groups = models.ManyToManyField(
        Group,
        verbose_name=AbstractGroupApprovalTask._meta.get_field("groups").verbose_name,
        help_text=AbstractGroupApprovalTask._meta.get_field("groups").help_text,
        related_name="%(app_label)s_%(class)s_set",
    )
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
    may_correct = models.BooleanField(
        _("whoever does this step may correct the piece"),
        default=True,
        help_text=_(
            "A correction is on record. What an earlier step had approved goes back to it first."
        ),
    )

    task_state_class = ReviewTaskState
    admin_form_fields = [
        *AbstractGroupApprovalTask.admin_form_fields,
        "due_days",
        "return_days",
        "escalate_days",
        "comment_required",
        "may_correct",
    ]

    class Meta:
        abstract = True

    def get_actions(self, obj, user):
        """Return what ``user`` may do now: whoever may not approve sends or passes the piece back.

        An administrator approves on record what they may not approve as others do.
        """
        actions = super().get_actions(obj, user)
        if not actions:
            return []
        offered = [("reject", _("Send back"), True)]
        if before := self.step_before(obj):
            label = _("Pass back to “%(step)s”") % {"step": before.name}
            offered.append(("pass_back", label, False))
        obstacle = self.obstacle(obj, user)
        if obstacle is None:
            label = self.approve_label(obj)
            with_comment = ("approve", _("%(action)s, with a comment") % {"action": label}, True)
            if self.needs_reason(obj):
                return [with_comment, *offered]
            return [("approve", label, False), with_comment, *offered]
        if user.is_superuser and obstacle.code != "unpublishable":
            offered.append(("approve_own", _("Approve my own work (on record)"), True))
        return offered

    def approve_label(self, obj):
        """Say what an approval at this step does."""
        following = self.step_after(obj)
        if following is None:
            return _("Approve")
        if isinstance(following.specific, LeadershipApprovalTask):
            return _("Pass on to the leadership")
        return _("Pass on to “%(step)s”") % {"step": following.name}

    def obstacle(self, obj, user):
        """Return why ``user``, who does this step, may not approve ``obj`` now; None if they may.

        The first steps check, the last publishes. Whoever wrote a piece neither checks nor approves
        it, unless nobody else is there to check. Whoever corrected it while checking may pass it
        on. At a later step only that is approved which the step before has approved.
        """
        review = obj.current_workflow_state
        latest = obj.get_latest_revision()
        if self.is_unseen_before(review, latest):
            return CHANGED
        authors = author_ids(obj)
        if self.step_after(obj) is not None:
            return OWN if user.pk in authors and self.has_another(authors) else None
        if isinstance(obj, ReviewedMixin) and (reason := obj.why_not_published(latest)):
            return Obstacle("unpublishable", reason)
        if user.pk in authors:
            return OWN
        own = [change for change in changes_of(obj) if change.user_id == user.pk]
        steps = steps_of(review)
        return UNCHECKED if any(is_unchecked(change, steps) for change in own) else None

    def needs_reason(self, obj):
        """Tell whether the latest revision of ``obj`` is passed on for a reason only."""
        return needs_reason(obj.get_latest_revision_as_object())

    def is_unseen_before(self, workflow_state, revision):
        """Tell whether a task before this one approved last something else than ``revision``."""
        tasks, place = self._place(workflow_state)
        earlier = {task.pk for task in tasks[:place]}
        approved = {
            step.task_id: step.revision
            for step in steps_of(workflow_state)
            if step.status == TaskState.STATUS_APPROVED and step.task_id in earlier
        }
        return any(not same_wording(seen, revision) for seen in approved.values())

    def has_another(self, authors):
        """Tell whether somebody may do this step whose key is not among ``authors``."""
        return self.members().exclude(pk__in=authors).exists()

    def doers(self, obj):
        """Return the active users who are to do this step with ``obj``: those who did not write it.

        Where all of them did, all are: somebody has to send it back, or to pass it on.
        """
        others = self.members().exclude(pk__in=author_ids(obj)).distinct()
        return others if others.exists() else self.members().distinct()

    def start(self, workflow_state, user=None):
        """Begin this step, or the one before it where what that approved was changed since."""
        obj = content_of(workflow_state)
        if self.is_unseen_before(workflow_state, obj.get_latest_revision()):
            tasks, place = self._place(workflow_state)
            return tasks[place - 1].specific.start(workflow_state, user=user)
        return super().start(workflow_state, user=user)

    def get_form_for_action(self, action):
        if action == "approve_own" or (action == "reject" and self.comment_required):
            return RequiredCommentForm
        return super().get_form_for_action(action)

    def get_task_states_user_can_moderate(self, user, **kwargs):
        # Wagtail's home panel would load all of them; the room's own panels count and page.
        return TaskState.objects.none()

    def locked_for_user(self, obj, user):
        locked = not self.may_correct and not user.is_superuser
        return locked or super().locked_for_user(obj, user)

    @transaction.atomic
    def on_action(self, task_state, user, action_name, comment="", **kwargs):
        """Approve, send back or pass back.

        Nothing happens where somebody else has finished the step meanwhile, or where the piece has
        to be looked at again before it can be approved; then the address of the page that says so
        is returned, and a comment is kept in the history. The revision that was approved or sent
        back, the latest, stays with the step.

        Raises:
            PermissionDenied: ``user`` may not do this: they wrote what they would approve, or leave
                out a comment that is needed.
        """
        state = ReviewTaskState.objects.select_for_update().get(pk=task_state.pk)
        if state.status != TaskState.STATUS_IN_PROGRESS:
            if comment.strip():
                self.record(state, user, TOO_LATE, comment)
            return f"{state.history_url}?step={state.pk}"
        obj = content_of(state.workflow_state)
        offered = self.get_actions(obj, user)
        if action_name not in {name for name, *_rest in offered}:
            if action_name == "approve" and self.is_for_others_first(obj, user):
                return f"{state.history_url}?refused={state.pk}"
            raise PermissionDenied(_("Nobody approves what they wrote or last edited."))
        if self.get_form_for_action(action_name) is RequiredCommentForm and not comment.strip():
            raise PermissionDenied(_("This needs a comment."))
        if action_name == "approve" and not comment.strip() and needs_comment("approve", offered):
            return f"{state.history_url}?refused={state.pk}"
        state.revision = obj.get_latest_revision()
        if action_name == "pass_back":
            return self.pass_back(state, user, comment)
        if action_name == "approve_own":
            self.record(state, user, "cchc_editorial.approve_own", comment)
            action_name = "approve"
        elif action_name == "approve" and user.pk in author_ids(obj):
            self.record(state, user, "cchc_editorial.check_own", comment)
        return super().on_action(state, user, action_name, comment=comment, **kwargs)

    def is_for_others_first(self, obj, user):
        """Tell whether ``user`` does this step, and may approve once others have acted."""
        return bool(super().get_actions(obj, user)) and self.obstacle(obj, user) != OWN

    def pass_back(self, state, user, comment):
        """Let the step before look again at what was edited here."""
        before = self.step_before(state.workflow_state.content_object)
        self.record(state, user, "cchc_editorial.pass_back", comment)
        # Not cancel(), which would go on to the first step that is not approved: this one.
        TaskState.objects.filter(pk=state.pk).update(
            status=TaskState.STATUS_CANCELLED,
            revision=state.revision,
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

    def step_before(self, obj):
        """Return the task before this one in the workflow of ``obj``, or None."""
        tasks, place = self._place(obj.current_workflow_state)
        return tasks[place - 1] if place else None

    def step_after(self, obj):
        """Return the task after this one in the workflow of ``obj``; None if this publishes."""
        tasks, place = self._place(obj.current_workflow_state)
        return tasks[place + 1] if place + 1 < len(tasks) else None

    def _place(self, workflow_state):
        """Return the active tasks of the workflow, and which of them this is; 0 if none."""
        tasks = list(workflow_state.workflow.tasks.filter(active=True))
        keys = [task.pk for task in tasks]
        return tasks, keys.index(self.pk) if self.pk in keys else 0

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
