"""How far a content of a plan has come, told from the days on which something was done for it.

Nothing here asks the database. A day is a calendar day; what is left or late is counted in working
days.
"""

import datetime
from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from cchc_wagtail import clock
from cchc_wagtail.language import format_date
from cchc_wagtail.organisation.working_days import working_days_between


class State(models.TextChoices):
    """Where a content of a plan stands (trạng thái thực hiện)."""

    OVERDUE = "overdue", gettext_lazy("Overdue")
    NOT_BEGUN = "not_begun", gettext_lazy("Not begun")
    UNDER_WAY = "under_way", gettext_lazy("Under way")
    DONE_LATE = "done_late", gettext_lazy("Done late")
    DONE = "done", gettext_lazy("Done")


#: What needs nobody any more.
FINISHED = frozenset({State.DONE, State.DONE_LATE})


class Recurrence(models.TextChoices):
    """How often a content asks for its number of products."""

    ONCE = "once", gettext_lazy("In all")
    MONTHLY = "monthly", gettext_lazy("Each month")
    QUARTERLY = "quarterly", gettext_lazy("Each quarter")
    YEARLY = "yearly", gettext_lazy("Each year")
    ALWAYS = "always", gettext_lazy("As occasion arises (thường xuyên)")


#: How many months a period has in which the number of products is asked for.
MONTHS = {Recurrence.MONTHLY: 1, Recurrence.QUARTERLY: 3, Recurrence.YEARLY: 12}


@dataclass(frozen=True)
class Task:
    """What is to be done from ``begins_on`` to ``due_on``, both included.

    ``target`` is how many products are asked for, in each period of the ``recurrence``; None where
    the plan does not say, and then one is enough. What is done after ``ends_on``, the last day of
    the plan, does not count back.
    """

    begins_on: datetime.date
    due_on: datetime.date
    ends_on: datetime.date
    target: int | None = None
    recurrence: str = Recurrence.ONCE


@dataclass(frozen=True)
class Progress:
    """The ``state`` with its numbers: ``done`` of ``wanted``, of which ``missed`` periods failed.

    ``days`` is how many working days are left, negative where it is late by so many; None where
    nothing is due any more.
    """

    state: State
    done: int
    wanted: int
    days: int | None
    missed: int = 0
    is_target_said: bool = True

    @property
    def is_finished(self) -> bool:
        return self.state in FINISHED

    @property
    def share(self) -> int:
        """What is done, in whole per cent, 100 at most."""
        return min(100, 100 * self.done // self.wanted) if self.wanted else 100

    @property
    def in_words(self) -> str:
        """Return why the state is what it is: “2/4 products; 12 working days left”."""
        said = [self._amount()]
        if self.missed:
            said.append(
                ngettext("%(n)d period without enough", "%(n)d periods without enough", self.missed)
                % {"n": self.missed}
            )
        if self.days is not None and not self.is_finished:
            said.append(_days_in_words(self.days))
        return "; ".join(said)

    def _amount(self):
        if not self.is_target_said:
            if self.done:
                return ngettext(
                    "%(n)d product; the plan names no number",
                    "%(n)d products; the plan names no number",
                    self.done,
                ) % {"n": self.done}
            return _("nothing yet; the plan names no number, one is enough")
        return _("%(done)d/%(wanted)d products") % {"done": self.done, "wanted": self.wanted}


def _days_in_words(days):
    if days < 0:
        return ngettext("late by %(n)d working day", "late by %(n)d working days", -days) % {
            "n": -days
        }
    if days == 0:
        return _("due today")
    return ngettext("%(n)d working day left", "%(n)d working days left", days) % {"n": days}


def progress_of(task: Task, days_done: list[datetime.date], today: datetime.date) -> Progress:
    """Return the ``Progress`` of ``task`` on ``today``.

    ``days_done`` has one day for each product, in any order; those outside the plan, and those
    that are still to come, count for nothing.
    """
    counted = sorted(day for day in days_done if task.begins_on <= day <= min(task.ends_on, today))
    if task.recurrence == Recurrence.ALWAYS:
        return _always(task, counted, today)
    periods = periods_of(task)
    wanted = task.target or 1
    in_time = enough = missed = 0
    for begins_on, due_on in periods:
        found = [day for day in counted if begins_on <= day]
        if len(periods) > 1:
            found = [day for day in found if day <= due_on]
        enough += len(found) >= wanted
        in_time += sum(day <= due_on for day in found) >= wanted
        missed += due_on < today and len(found) < wanted
    if enough == len(periods):
        state = State.DONE if in_time == len(periods) else State.DONE_LATE
    elif missed:
        state = State.OVERDUE
    else:
        state = State.UNDER_WAY if counted else State.NOT_BEGUN
    return Progress(
        state,
        len(counted),
        wanted * len(periods),
        days_left(_next_due(task, periods, today), today),
        missed if len(periods) > 1 else 0,
        task.target is not None,
    )


def _always(task, counted, today):
    if today > task.due_on and counted:
        state = State.DONE
    else:
        state = State.UNDER_WAY if counted else State.NOT_BEGUN
    wanted = task.target or 1
    return Progress(state, len(counted), wanted, None, is_target_said=task.target is not None)


def _next_due(task, periods, today):
    """Return the end of the period that runs, or that of the last."""
    return next((due_on for _begin, due_on in periods if due_on >= today), task.due_on)


def periods_of(task: Task) -> list[tuple[datetime.date, datetime.date]]:
    """Return the first and the last day of each period in which ``task`` asks for its target."""
    months = MONTHS.get(Recurrence(task.recurrence))
    if months is None:
        return [(task.begins_on, task.due_on)]
    periods, begins_on = [], task.begins_on
    while begins_on <= task.due_on:
        after = _first_of_period(begins_on, months, 1)
        periods.append((begins_on, min(after - datetime.timedelta(1), task.due_on)))
        begins_on = after
    return periods


def _first_of_period(day, months, further):
    """Return the first day of the period of ``months`` with ``day``, or of one ``further``."""
    number = day.year * 12 + (day.month - 1) // months * months + further * months
    return datetime.date(number // 12, number % 12 + 1, 1)


def days_left(due_on: datetime.date, today: datetime.date) -> int:
    """Return the working days after ``today`` up to ``due_on``; negative where it is late."""
    if due_on < today:
        return -max(1, working_days_between(due_on, today))
    return working_days_between(today, due_on)


def due_in_words(due_on: datetime.date) -> str:
    """Return ``due_on`` as plans write it: “before November” for the last day of October."""
    after = due_on + datetime.timedelta(1)
    if after.day == 1:
        return _("before %(month)d/%(year)d") % {"month": after.month, "year": after.year}
    return _("by %(day)s") % {"day": format_date(due_on)}


def today_within(begins_on: datetime.date, ends_on: datetime.date) -> datetime.date:
    """Return today, or the last day of a plan that is over: its lateness does not grow for ever."""
    return max(begins_on, min(clock.today(), ends_on))
