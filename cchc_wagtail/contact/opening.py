"""When a unit is open: its hours, the public holidays, and a moment give the answer."""

import datetime
from collections.abc import Iterable
from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from cchc_wagtail.frontend.templatetags.cchc import short_date
from cchc_wagtail.organisation.working_days import is_public_holiday, is_working_day

#: ISO number of a weekday → what it is called.
WEEKDAYS = {
    1: pgettext_lazy("weekday", "Monday"),
    2: pgettext_lazy("weekday", "Tuesday"),
    3: pgettext_lazy("weekday", "Wednesday"),
    4: pgettext_lazy("weekday", "Thursday"),
    5: pgettext_lazy("weekday", "Friday"),
    6: pgettext_lazy("weekday", "Saturday"),
    7: pgettext_lazy("weekday", "Sunday"),
}
FRIDAY = 5
#: No run of days off is longer; the new year (Tết) takes nine at most.
LOOKED_AHEAD = 31


class Hours(NamedTuple):
    """From ``opens`` to ``closes`` on the weekdays (ISO numbers) from the first to the last."""

    first_day: int
    last_day: int
    opens: datetime.time
    closes: datetime.time


class Opening(NamedTuple):
    """Open until ``until``; or closed, and open again at ``again``, None where nobody knows."""

    until: datetime.time | None = None
    again: datetime.datetime | None = None


def weekday_of(day: datetime.date) -> int:
    """Return the weekday (ISO number) whose hours hold on ``day``.

    A Saturday that is worked in exchange for another day has the hours of a Friday.
    """
    weekday = day.isoweekday()
    return FRIDAY if weekday > FRIDAY and is_working_day(day) else weekday


def hours_on(rows: Iterable[Hours], day: datetime.date) -> list[Hours]:
    """Return those of ``rows`` that hold on ``day``, in order; none on a public holiday."""
    if is_public_holiday(day):
        return []
    weekday = weekday_of(day)
    held = [row for row in rows if row.first_day <= weekday <= row.last_day]
    return sorted(held, key=lambda row: row.opens)


def opening_at(rows: Iterable[Hours], moment: datetime.datetime) -> Opening:
    """Return the ``Opening`` at the local ``moment``; the minute of closing is closed."""
    rows, day, time = list(rows), moment.date(), moment.time()
    until = None
    for row in hours_on(rows, day):
        # A row that begins when another ends goes on with it.
        if row.opens <= time < row.closes or row.opens == until:
            until = row.closes
    if until:
        return Opening(until=until)
    for ahead in range(LOOKED_AHEAD):
        day = moment.date() + datetime.timedelta(days=ahead)
        for row in hours_on(rows, day):
            if ahead or row.opens > time:
                return Opening(again=datetime.datetime.combine(day, row.opens))
    return Opening()


def opening_in_words(rows: Iterable[Hours], moment: datetime.datetime) -> str:
    """Say in the active language whether it is open at the local ``moment``; “” without rows."""
    rows = list(rows)
    if not rows:
        return ""
    opening = opening_at(rows, moment)
    if opening.until:
        return _("Open now, until %(time)s") % {"time": f"{opening.until:%H:%M}"}
    if opening.again is None:
        return _("Closed now")
    return _("Closed now; opens again at %(time)s on %(weekday)s %(date)s") % {
        "time": f"{opening.again:%H:%M}",
        "weekday": WEEKDAYS[opening.again.isoweekday()],
        "date": short_date(opening.again.date()),
    }


def days_in_words(row: Hours) -> str:
    """Return the days of ``row``: “Monday to Friday”, or the one that it is."""
    first, last = WEEKDAYS[row.first_day], WEEKDAYS[row.last_day]
    if row.first_day == row.last_day:
        return str(first)
    return _("%(first)s to %(last)s") % {"first": first, "last": last}


def by_days(rows: Iterable[Hours]) -> dict[str, list[Hours]]:
    """Return the days in words → those of ``rows`` that hold on them, in order."""
    days: dict[str, list[Hours]] = {}
    for row in sorted(rows):
        days.setdefault(days_in_words(row), []).append(row)
    return days


def times_in_words(rows: Iterable[Hours]) -> str:
    """Return the times of ``rows``, such as “07:30–11:30, 13:30–17:00”."""
    return ", ".join(f"{row.opens:%H:%M}–{row.closes:%H:%M}" for row in rows)


def hours_in_words(rows: Iterable[Hours]) -> str:
    """Return days and times in one line; “” without rows."""
    return "; ".join(f"{days}: {times_in_words(held)}" for days, held in by_days(rows).items())


def clash(rows: list[Hours]) -> tuple[int, int] | None:
    """Return the places of two of ``rows`` that hold at one time, or None."""
    for second, later in enumerate(rows):
        for first, earlier in enumerate(rows[:second]):
            shares_a_day = (
                earlier.first_day <= later.last_day and later.first_day <= earlier.last_day
            )
            if shares_a_day and earlier.opens < later.closes and later.opens < earlier.closes:
                return first, second
    return None
