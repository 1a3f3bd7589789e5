"""The periods for which state bodies report, from which day to which, and when reports are due.

A reporting period is no period of the calendar: the first quarter runs from 15 December to 14 March
(Nghị định 09/2019/NĐ-CP, Điều 12). What closes when is the rule of a regime, and rules are data.
"""

import datetime
from calendar import monthrange
from dataclasses import dataclass
from enum import Enum


class PeriodKind(str, Enum):
    """How long a period is; the value is kept in databases."""

    MONTH = "month"
    QUARTER = "quarter"
    HALF_YEAR = "half-year"
    NINE_MONTHS = "nine-months"
    YEAR = "year"

    @property
    def months(self) -> int:
        """How many months a period of this kind has."""
        return _MONTHS[self]

    @property
    def in_a_year(self) -> int:
        """How many periods of this kind a year has; of nine months, the first nine alone."""
        return 12 // self.months


_MONTHS = {
    PeriodKind.MONTH: 1,
    PeriodKind.QUARTER: 3,
    PeriodKind.HALF_YEAR: 6,
    PeriodKind.NINE_MONTHS: 9,
    PeriodKind.YEAR: 12,
}


@dataclass(frozen=True)
class Period:
    """A reporting period: its kind, the year, and its number in the year, from 1.

    Raises:
        ValueError: a year has no such period.
    """

    kind: PeriodKind
    year: int
    number: int = 1

    def __post_init__(self) -> None:
        if not 1 <= self.number <= self.kind.in_a_year:
            raise ValueError(f"no {self.kind.value} {self.number} in a year")

    @property
    def first_month(self) -> int:
        return (self.number - 1) * self.kind.months + 1

    @property
    def last_month(self) -> int:
        return self.number * self.kind.months

    @property
    def before(self) -> "Period":
        """The period of the same kind before this one; of nine months, those of last year."""
        if self.number > 1:
            return Period(self.kind, self.year, self.number - 1)
        return Period(self.kind, self.year - 1, self.kind.in_a_year)

    def parts(self, kind: PeriodKind) -> list["Period"]:
        """Return the periods of ``kind`` that make up this one; empty where they do not."""
        if self.kind.months % kind.months:
            return []
        return [
            Period(kind, self.year, number)
            for number in range(1, kind.in_a_year + 1)
            if self.first_month <= (number - 1) * kind.months + 1
            and number * kind.months <= self.last_month
        ]


@dataclass(frozen=True)
class ClosingRule:
    """When the figures of a period are closed, and when its report is due.

    ``closes_on`` is the last day of a period in its last month, None for the end of the month;
    ``due_on`` the day of that month on which a department hands in, None where nothing says so.
    """

    basis: str
    closes_on: int | None = None
    due_on: int | None = None

    def first_day(self, period: Period) -> datetime.date:
        """Return the day on which ``period`` begins."""
        months = period.year * 12 + period.first_month - 2
        return self._last_day(months // 12, months % 12 + 1) + datetime.timedelta(days=1)

    def last_day(self, period: Period) -> datetime.date:
        """Return the day on which the figures of ``period`` are closed."""
        return self._last_day(period.year, period.last_month)

    def due_day(self, period: Period) -> datetime.date | None:
        """Return the day by which the report on ``period`` is handed in; None where it is open."""
        if self.due_on is None:
            return None
        return datetime.date(period.year, period.last_month, self.due_on)

    def period_of(self, day: datetime.date, kind: PeriodKind) -> Period | None:
        """Return the period of ``kind`` in which ``day`` lies; None after the first nine months."""
        for year in (day.year, day.year + 1):
            for number in range(1, kind.in_a_year + 1):
                period = Period(kind, year, number)
                if self.first_day(period) <= day <= self.last_day(period):
                    return period
        return None

    def _last_day(self, year: int, month: int) -> datetime.date:
        return datetime.date(year, month, self.closes_on or monthrange(year, month)[1])


#: A regime's rule by the name under which a report keeps it.
CLOSING_RULES = {
    # Closes by Nghị định 09/2019/NĐ-CP, Điều 12; due by Thông tư 01/2020/TT-VPCP, Điều 10.
    "09-2019": ClosingRule("09/2019/NĐ-CP, Điều 12", closes_on=14, due_on=19),
    "calendar": ClosingRule("", closes_on=None, due_on=None),
}
