"""What a report says of the review."""

from django.db.models import Max, Min
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.models import TaskState, WorkflowState

from cchc_wagtail import clock
from cchc_wagtail.organisation.report_figures import Figure, Part, within
from cchc_wagtail.organisation.working_days import working_days_between

from .models import ReviewTaskState


def figures_of_reviews(first, last):
    """Yield how many pieces were approved and sent back in a period, and how long it took."""
    address = reverse("cchc_editorial_figures")
    ended = (
        ReviewTaskState.objects.filter(workflow_state__status=WorkflowState.STATUS_APPROVED)
        .order_by()
        .values("workflow_state")
        .annotate(began=Min("workflow_state__created_at"), ended=Max("finished_at"))
        .filter(within("ended", first, last))
    )
    days = [
        working_days_between(clock.day_of(row["began"]), clock.day_of(row["ended"]))
        for row in ended
    ]
    sent_back = ReviewTaskState.objects.filter(
        within("finished_at", first, last), status=TaskState.STATUS_REJECTED
    )
    yield Figure(
        "reviews.approved", Part.WORKFLOW, _("Pieces approved"), len(days), address=address
    )
    yield Figure(
        "reviews.days",
        Part.WORKFLOW,
        _("Mean time from submission to approval"),
        round(sum(days) / len(days), 1) if days else None,
        _("working days"),
        address,
    )
    yield Figure(
        "reviews.sent_back",
        Part.WORKFLOW,
        _("Times that a piece was sent back"),
        sent_back.count(),
        address=address,
    )
