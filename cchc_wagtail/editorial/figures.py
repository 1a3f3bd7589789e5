"""The numbers of the workflow for the yearly report."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date

from wagtail.models import TaskState, WorkflowState

from cchc_wagtail import clock
from cchc_wagtail.organisation.models import Unit
from cchc_wagtail.organisation.working_days import working_days_between

from .models import ReviewTaskState


@dataclass
class Figures:
    """The work of one unit in one month, or in any number of them; counts are of pieces.

    ``submitted`` counts reviews that began, ``sent_back`` how often a piece was sent back,
    ``approved`` the reviews that ended with approval, ``overdue`` the steps that were due then and
    were not done in time.
    """

    unit: Unit | None
    month: date | None
    submitted: int = 0
    sent_back: int = 0
    approved: int = 0
    overdue: int = 0
    days: list = field(default_factory=list, repr=False)

    @property
    def mean_days(self):
        """Working days from the first submission to approval, on average, or None."""
        return round(sum(self.days) / len(self.days), 1) if self.days else None

    @property
    def unit_name(self):
        return self.unit.name if self.unit else ""

    def add(self, other):
        for name in ("submitted", "sent_back", "approved", "overdue", "days"):
            setattr(self, name, getattr(self, name) + getattr(other, name))


def figures_of(year, today=None):
    """Return the ``Figures`` of each unit and month of ``year`` in which something happened.

    They are ordered by month, then by unit, content without a unit last. ``today`` decides which
    steps that are still open are overdue.
    """
    today = today or clock.today()
    units = Unit.objects.in_bulk()
    found = {}

    def at(unit_id, day):
        key = (day.replace(day=1), unit_id)
        if key not in found:
            found[key] = Figures(units.get(unit_id), key[0])
        return found[key]

    for review in reviews(year):
        began = clock.day_of(review[0].created)
        unit_id = review[-1].unit_id
        if began.year == year:
            at(unit_id, began).submitted += 1
        for step in review:
            done = step.finished_at and clock.day_of(step.finished_at)
            if step.status == TaskState.STATUS_REJECTED and done.year == year:
                at(unit_id, done).sent_back += 1
            late = step.due_on < (done or today)
            if late and step.status != TaskState.STATUS_CANCELLED and step.due_on.year == year:
                at(unit_id, step.due_on).overdue += 1
        last = review[-1]
        if last.review_status == WorkflowState.STATUS_APPROVED and last.finished_at:
            done = clock.day_of(last.finished_at)
            if done.year == year:
                at(unit_id, done).approved += 1
                at(unit_id, done).days.append(working_days_between(began, done))
    return [found[key] for key in sorted(found, key=lambda key: order(key, units))]


def order(key, units):
    month, unit_id = key
    unit = units.get(unit_id)
    return (month, unit is None, unit.sort_order if unit else 0, unit.name if unit else "")


def reviews(year):
    """Return the steps of each review that touched ``year``, in the order in which they began."""
    start, end = date(year, 1, 1), date(year, 12, 31)
    touched = ReviewTaskState.objects.filter(workflow_state__created_at__date__lte=end).exclude(
        finished_at__date__lt=start, workflow_state__status=WorkflowState.STATUS_APPROVED
    )
    steps = (
        ReviewTaskState.objects.filter(workflow_state__in=touched.values("workflow_state"))
        .order_by("workflow_state", "started_at", "pk")
        .values_list(
            "workflow_state_id",
            "unit_id",
            "status",
            "started_at",
            "finished_at",
            "due_on",
            "workflow_state__created_at",
            "workflow_state__status",
        )
    )
    by_review = defaultdict(list)
    for review_id, *rest in steps.iterator(chunk_size=2000):
        by_review[review_id].append(Step(*rest))
    return by_review.values()


@dataclass(slots=True)
class Step:
    unit_id: int
    status: str
    started_at: object
    finished_at: object
    due_on: date
    created: object
    review_status: str


def totals_by_unit(figures):
    """Add up ``figures`` over the months; return one for each unit, and one for all at the end."""
    by_unit, total = {}, Figures(None, None)
    for one in figures:
        key = one.unit and one.unit.pk
        by_unit.setdefault(key, Figures(one.unit, None)).add(one)
        total.add(one)
    return [*by_unit.values(), total]
