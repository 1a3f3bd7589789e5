"""What counts for the contents of a plan, from what was published and what was done."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q

from cchc_wagtail import clock

from .models import Activity, Adjustment, Channel, Evidence, PlanUrging
from .progress import FINISHED, Progress, State, due_in_words, progress_of, today_within

#: The order in which a list of work is read.
URGENT_FIRST = [State.OVERDUE, State.NOT_BEGUN, State.UNDER_WAY, State.DONE_LATE, State.DONE]


@dataclass
class Line:
    """A content of a plan with its progress; ``unit`` and ``due_on`` are those that hold now.

    ``published`` is how many pages and documents count for it, activities apart.
    """

    content: Any
    unit: Any
    due_on: Any
    progress: Progress
    adjustment: Any = None
    urged_on: Any = None
    published: int = 0

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
    days, published = _days_of(plan)
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
                published=published[content.key],
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
    """Return content → the day of each product, and content → how many of them were published."""
    days = defaultdict(list)
    moments = ["page__first_published_at", "document__first_published_at"]
    for key, of_page, of_document in evidence_that_counts(plan).values_list("key", *moments):
        days[key].append(clock.day_of(of_page or of_document))
    published = Counter({key: len(found) for key, found in days.items()})
    for key, day in Activity.objects.filter(plan=plan).values_list("key", "done_on"):
        days[key].append(day)
    return days, published


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
    keys = [line.key for line in lines]
    done = Activity.objects.filter(plan=plan, key__in=keys).values_list("channel")
    counted = Counter(dict(done.annotate(Count("pk")).order_by()))
    counted[Channel.PORTAL] += sum(line.published for line in lines)
    labels = dict(Channel.choices)
    return [(labels[name], count) for name, count in counted.most_common() if count]
