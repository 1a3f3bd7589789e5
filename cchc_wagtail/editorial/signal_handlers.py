from django.db.models.signals import post_save
from wagtail.admin import mail
from wagtail.models import Revision, WorkflowState
from wagtail.signals import (
    published,
    task_submitted,
    workflow_approved,
    workflow_rejected,
    workflow_submitted,
)

from cchc_wagtail.organisation.models import Unit

from . import notifications
from .models import ReviewTaskState
from .pieces import is_reviewed


class OtherWorkflowsMixin:
    """Wagtail's own mail, for workflows without a task of this room."""

    def can_handle(self, instance, **kwargs):
        return super().can_handle(instance, **kwargs) and not is_reviewed(instance)


class SubmissionNotifier(OtherWorkflowsMixin, mail.WorkflowStateSubmissionEmailNotifier):
    pass


class ApprovalNotifier(OtherWorkflowsMixin, mail.WorkflowStateApprovalEmailNotifier):
    pass


class RejectionNotifier(OtherWorkflowsMixin, mail.WorkflowStateRejectionEmailNotifier):
    pass


# Under the names that Wagtail connects its own with: of each name Django keeps only one.
REPLACED = [
    (workflow_submitted, "workflow_state_submitted_email_notification", SubmissionNotifier()),
    (workflow_approved, "workflow_state_approved_email_notification", ApprovalNotifier()),
    (workflow_rejected, "workflow_state_rejected_email_notification", RejectionNotifier()),
]


def tell_that_a_step_began(instance, user, **kwargs):
    notifications.step_began(instance, user)


def tell_that_it_was_sent_back(instance, user, **kwargs):
    if state := reviewed_step(instance):
        notifications.sent_back(state, user)


def tell_that_it_was_approved(instance, user, **kwargs):
    if state := reviewed_step(instance):
        notifications.approved(state, user)


def tell_that_it_was_published_on_schedule(instance, revision, **kwargs):
    """Speak of what is published later than approved; else the approval has told of it."""
    go_live_at = getattr(instance, "go_live_at", None)
    if go_live_at is None or not instance.live:
        return
    steps = ReviewTaskState.objects.approved().filter(revision=revision)
    if step := steps.filter(finished_at__lt=go_live_at).first():
        notifications.published_on_schedule(step)


def keep_the_unit(instance, **kwargs):
    """Let the review of a piece follow it when an editor hands it to another unit."""
    steps = ReviewTaskState.objects.filter(
        workflow_state__in=WorkflowState.objects.active().filter(
            base_content_type=instance.base_content_type_id, object_id=instance.object_id
        )
    )
    if "unit" in instance.content and steps.exists():
        steps.update(unit=Unit.objects.filter(pk=instance.content["unit"]).first())


def reviewed_step(workflow_state):
    """Return the step of this room that ``workflow_state`` has come to, or None."""
    return ReviewTaskState.objects.filter(pk=workflow_state.current_task_state_id).first()


def register_signal_handlers():
    task_submitted.connect(
        tell_that_a_step_began, sender=ReviewTaskState, dispatch_uid="cchc_step_began"
    )
    workflow_rejected.connect(tell_that_it_was_sent_back, dispatch_uid="cchc_sent_back")
    workflow_approved.connect(tell_that_it_was_approved, dispatch_uid="cchc_approved")
    published.connect(tell_that_it_was_published_on_schedule, dispatch_uid="cchc_published")
    post_save.connect(keep_the_unit, sender=Revision, dispatch_uid="cchc_keep_the_unit")
    for signal, name, notifier in REPLACED:
        signal.disconnect(sender=WorkflowState, dispatch_uid=name)
        signal.connect(notifier, sender=WorkflowState, dispatch_uid=name)
