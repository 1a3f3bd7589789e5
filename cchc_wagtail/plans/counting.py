"""What counts for the contents of a plan, from what was published and what was done."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import Any

from django.db.models import F, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce, TruncDate

from .models import Activity, Adjustment, Channel, Contribution, Evidence, PlanContent, PlanUrging
from .progress import FINISHED, Progress, State, due_in_words, progress_of, today_within

#: The order in which a list of work is read.
URGENT_FIRST = [State.OVERDUE, State.NOT_BEGUN, State.UNDER_WAY, State.DONE_LATE, State.DONE]


@dataclass
class Line:
    """A content of a plan with its progress; ``unit`` and ``due_on`` are those that hold now.

    ``urged_on`` is the last day of that, where ``rows_with_urging`` asked for it.
    ``channels`` is how many products it had in each form.
    """

    content: Any
    unit: Any
    due_on: Any
    progress: Progress
    adjustment: Any = None
    urged_on: Any = None
    channels: Counter = field(default_factory=Counter)

    @property
    def key(self):
        return self.content.key

    @property
    def due_in_words(self):
        return due_in_words(self.due_on)


def lines_of(plan, rows=None, today=None):
    """Return a ``Line`` of each of ``rows``, or of all contents of ``plan``.

    Two queries besides those for the rows, however many there are and whatever was done.
    """
    rows = plan.rows if rows is None else rows
    today = today or today_within(plan.begins_on, plan.ends_on)
    done = defaultdict(list)
    for key, day, channel in things_done(plan):
        done[key].append((day, channel))
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
                progress=progress_of(task, [day for day, _channel in done[content.key]], today),
                adjustment=change,
                urged_on=getattr(content, "urged_on", None),
                channels=Counter(channel for _day, channel in done[content.key]),
            )
        )
    return lines


def rows_with_urging(plan):
    """Return the contents of ``plan``, each with the last day on which its unit was urged."""
    urged = PlanUrging.objects.filter(plan=OuterRef("page"), key=OuterRef("key"))
    last = urged.order_by("-day").values("day")[:1]
    return plan.contents_with_units().annotate(urged_on=Subquery(last))


def things_done(plan):
    """Return triples of a content, the day of a product and its form; one query.

    What was published is of the form “portal”. What was done for contents of other plans that
    contribute counts too, and once where it was done for both.
    """
    given = Contribution.objects.filter(higher=plan)
    of_row = given.filter(plan=OuterRef("plan"), key=OuterRef("key")).values("higher_key")
    own, others = Q(plan=plan), Q(plan__in=given.values("plan"))
    parts = []
    for rows in (_published(), Activity.objects.annotate(day=F("done_on"), form=F("channel"))):
        things = _names_of_things(rows.model)
        parts.append(rows.filter(own).values_list("key", "day", "form", *things))
        contributed = rows.filter(others).annotate(higher_key=Subquery(of_row))
        contributed = contributed.filter(higher_key__isnull=False)
        parts.append(contributed.values_list("higher_key", "day", "form", *things))
    done = parts[0].union(*parts[1:])
    return [row[:3] for row in done]


def _names_of_things(model):
    """Return expressions that tell one thing that was done from another."""
    none = Value(0)
    if model is Activity:
        return none, none, F("pk")
    return Coalesce("page_id", none), Coalesce("document_id", none), none


def evidence_that_counts(plan):
    """Return the ``Evidence`` of what is published and was so for the first time on some day."""
    return _published().filter(plan=plan)


def _published():
    page = Q(page__live=True, page__first_published_at__isnull=False)
    document = Q(document__live=True, document__first_published_at__isnull=False)
    moment = Coalesce("page__first_published_at", "document__first_published_at")
    return Evidence.objects.filter(page | document, counts=True).annotate(
        day=TruncDate(moment), form=Value(Channel.PORTAL.value)
    )


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


def years_of(line):
    """Return pairs of a plan and the ``Line`` of what ``line`` carries on, the last year first.

    Three queries a year; drafts are no years.
    """
    found, known = [], set()
    follows = line.content.follows
    while follows and follows not in known:
        known.add(follows)
        rows = PlanContent.objects.filter(key=follows, page__live=True)
        content = rows.select_related("page", "reform_field", "unit").first()
        if content is None:
            break
        found.append((content.page, lines_of(content.page, [content])[0]))
        follows = content.follows
    return found


def channel_mix(lines):
    """Return pairs of a form and how many products ``lines`` had in it, the most frequent first."""
    counted = sum((line.channels for line in lines), Counter())
    labels = dict(Channel.choices)
    return [(labels[name], count) for name, count in counted.most_common()]
