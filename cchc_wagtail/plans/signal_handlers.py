from wagtail.models import WorkflowState
from wagtail.signals import (
    task_submitted,
    workflow_approved,
    workflow_cancelled,
    workflow_rejected,
)

from .models import Report


def settle_the_report(instance, **kwargs):
    """Let a report know where its review has come to; ``instance`` is the review, or a step."""
    review = instance if isinstance(instance, WorkflowState) else instance.workflow_state
    if review.content_type.model_class() is Report:
        # Not the one that the review remembers: an approval has changed another.
        for report in Report.objects.filter(pk=review.object_id):
            report.settle()


def register_signal_handlers():
    for signal in [task_submitted, workflow_approved, workflow_cancelled, workflow_rejected]:
        signal.connect(settle_the_report, dispatch_uid="cchc_settle_the_report")
