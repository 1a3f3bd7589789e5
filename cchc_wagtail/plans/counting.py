"""What counts for the contents of a plan, from what was published and what was done."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Count, Q

from cchc_wagtail import clock
from cchc_wagtail.registry.models import LegalDocument

from .models import Activity, Adjustment, Evidence, PlanUrging
from .progress import FINISHED, Progress, State, due_in_words, progress_of, today_within

#: The order in which a list of work is read.
URGENT_FIRST = [State.OVERDUE, State.NOT_BEGUN, State.UNDER_WAY, State.DONE_LATE, State.DONE]


@dataclass
class Line:
    """A content of a plan with its progress; ``unit`` and ``due_on`` are those that hold now."""

    content: Any
    unit: Any
    due_on: Any
    progress: Progress
    adjustment: Any = None
    urged_on: Any = None
    by_kind: Counter = field(default_factory=Counter)

    @property
    def key(self):
        return self.content.key

    @property
    def due_in_words(self):
        return due_in_words(self.due_on)


def lines_of(plan, rows=None, today=None):
    """Return a ``Line`` of each of ``rows``, or of all contents of ``plan``.

    Three queries besides those for the rows, however many there are and whatever was done.
    """
    rows = plan.rows if rows is None else rows
    today = today or today_within(plan.begins_on, plan.ends_on)
    days, kinds = _days_of(plan)
    adjusted = {}
    for one in Adjustment.objects.filter(plan=plan).select_related("unit", "by"):
        before = adjusted.get(one.key)
        if before:
            one.due_on, one.unit = one.due_on or before.due_on, one.unit or before.unit
        adjusted[one.key] = one
    lines = []
    for content in rows:
        change = adjusted.get(content.key)
        task = content.task(plan, change and change.due_on)
        lines.append(
            Line(
                content=content,
                unit=(change and change.unit) or content.unit,
                due_on=task.due_on,
                progress=progress_of(task, days.get(content.key, []), today),
                adjustment=change,
                by_kind=kinds[content.key],
            )
        )
    return lines


def attach_urging(plan, lines):
    """Give each of ``lines`` the day on which its unit was last urged; one query."""
    urged = PlanUrging.objects.filter(plan=plan).order_by("day").values_list("key", "day")
    urged = dict(urged)
    for line in lines:
        line.urged_on = urged.get(line.key)
    return lines


def _days_of(plan):
    """Return content → the day of each product, and content → how many of each kind.

    A kind is the model of what was published, or ``Activity``.
    """
    days, kinds = defaultdict(list), defaultdict(Counter)
    for key, content_type, of_page, of_document in evidence_that_counts(plan).values_list(
        "key",
        "page__content_type",
        "page__first_published_at",
        "document__first_published_at",
    ):
        model = LegalDocument
        if of_page:
            model = ContentType.objects.get_for_id(content_type).model_class()
        days[key].append(clock.day_of(of_page or of_document))
        kinds[key][model] += 1
    for key, day in Activity.objects.filter(plan=plan).values_list("key", "done_on"):
        days[key].append(day)
        kinds[key][Activity] += 1
    return days, kinds


def evidence_that_counts(plan):
    """Return the ``Evidence`` of what is published and was so for the first time on some day."""
    page = Q(page__live=True, page__first_published_at__isnull=False)
    document = Q(document__live=True, document__first_published_at__isnull=False)
    return Evidence.objects.filter(page | document, plan=plan, counts=True)


@dataclass(frozen=True)
class Summary:
    """How many of ``lines`` are in each state."""

    lines: list
    states: Counter

    @property
    def total(self):
        return len(self.lines)

    @property
    def finished(self):
        return sum(self.states[state] for state in FINISHED)

    @property
    def late(self):
        return self.states[State.OVERDUE]

    @property
    def share(self):
        return round(100 * self.finished / self.total) if self.total else 0

    @property
    def by_state(self):
        """Triples of a state, its name and its lines, what is urgent first; none is empty."""
        return [
            (state, state.label, found)
            for state in URGENT_FIRST
            if (found := [line for line in self.lines if line.progress.state == state])
        ]


def summary_of(lines):
    return Summary(lines, Counter(line.progress.state for line in lines))


def public_summary(plan):
    """Return the ``Summary`` of what the public page of ``plan`` shows."""
    return summary_of(lines_of(plan, plan.public_rows))


def channel_mix(plan, lines):
    """Return pairs of a form and how many products it had: what was published, and activities."""
    published = sum(
        count for line in lines for kind, count in line.by_kind.items() if kind is not Activity
    )
    keys = [line.key for line in lines]
    done = Activity.objects.filter(plan=plan, key__in=keys).values_list("channel")
    counted = Counter(dict(done.annotate(Count("pk")).order_by()))
    counted["portal"] += published
    labels = dict(Activity._meta.get_field("channel").choices)
    return [(labels[name], count) for name, count in counted.most_common() if count]
