"""The panels on the admin's home: what waits for whom."""

from django.db.models import Count, Min, Q
from wagtail.admin.ui.components import Component
from wagtail.models import TaskState, WorkflowState

from cchc_wagtail import clock
from cchc_wagtail.organisation.models import units_of
from cchc_wagtail.organisation.working_days import add_working_days

from .beginnings import beginnings_of
from .models import OfficeCheckTask, ReviewTaskState
from .pieces import (
    drafts_of,
    published_of,
    read_pieces,
    sent_back_to,
    waiting_for,
    waiting_of,
)
from .problems import problems
from .urging import may_urge

SHOWN = 5


class ToReviewPanel(Component):
    """The pieces that wait for a check or an approval; the first due come first."""

    name = "cchc_to_review"
    template_name = "cchc_editorial/admin/to_review_panel.html"
    order = 100

    def get_context_data(self, parent_context):
        states = waiting_for(parent_context["request"].user)
        return {
            "count": states.count(),
            "late": states.late(clock.today()).count(),
            "pieces": read_pieces(states[:SHOWN]),
        }


class OfficePanel(Component):
    """For the Office: what each unit waits for, what is overdue, what did not come back."""

    name = "cchc_office"
    template_name = "cchc_editorial/admin/office_panel.html"
    order = 110

    def get_context_data(self, parent_context):
        today = clock.today()
        waiting, sent_back = ReviewTaskState.objects.waiting(), ReviewTaskState.objects.sent_back()
        late = ReviewTaskState.objects.current().late(today)
        return {
            "units": waiting_by_unit(today),
            "waiting_count": waiting.count(),
            "late_count": late.count(),
            "late": read_pieces(late.order_by("due_on", "pk")[:SHOWN]),
            "sent_back_count": sent_back.count(),
            "sent_back": read_pieces(sent_back.order_by("return_due_on", "pk")[:SHOWN]),
            "problems": problems(),
            "request": parent_context["request"],
            "csrf_token": parent_context["csrf_token"],
        }


def waiting_by_unit(today):
    """Return for each unit how many of its pieces wait for the Office's check, since when."""
    checks = ReviewTaskState.objects.waiting().filter(task__in=OfficeCheckTask.objects.values("pk"))
    return (
        checks.order_by()
        .values("unit", "unit__name", "unit__sort_order")
        .annotate(
            count=Count("pk"),
            oldest=Min("started_at"),
            late=Count("pk", filter=Q(due_on__lt=today)),
        )
        .order_by("-late", "oldest")
    )


class MyWorkPanel(Component):
    """For an editor: sent back, waiting, due soon, drafts, published."""

    name = "cchc_my_work"
    template_name = "cchc_editorial/admin/my_work_panel.html"
    order = 120

    def get_context_data(self, parent_context):
        user = parent_context["request"].user
        soon = add_working_days(clock.today(), 1)
        sent_back, waiting = sent_back_to(user), waiting_of(user)
        return {
            "beginnings": beginnings_of(user),
            "sent_back": read_pieces(sent_back[:SHOWN]),
            "sent_back_count": sent_back.count(),
            "due_soon": sent_back.filter(return_due_on__lte=soon).count(),
            "waiting": read_pieces(waiting[:SHOWN]),
            "waiting_count": waiting.count(),
            "drafts": drafts_of(user, SHOWN),
            "published": read_pieces(published_of(user)[:SHOWN]),
        }


def panels_for(user):
    """Return the panels of this room that ``user`` is to see."""
    panels = [ToReviewPanel()]
    if may_urge(user):
        panels.append(OfficePanel())
    if units_of(user):
        panels.append(MyWorkPanel())
    return panels


def other_reviews_exist():
    """Tell whether something waits at a task that is not of this room, for Wagtail's own panels."""
    return (
        TaskState.objects.filter(
            status=TaskState.STATUS_IN_PROGRESS,
            workflow_state__status=WorkflowState.STATUS_IN_PROGRESS,
        )
        .exclude(cchc_editorial_reviewtaskstate__isnull=False)
        .exists()
    )
