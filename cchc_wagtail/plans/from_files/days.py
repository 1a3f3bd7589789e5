"""Until when something is to be done, as plans write it: pure, no database.

Days are calendar days. What lies “before” a day, a month or a quarter is to be done by the day
before it begins.
"""

import calendar
import datetime
import re
from dataclasses import dataclass

from cchc_wagtail.language import fold, normalise

from ..progress import Recurrence

_MONTHS_OF_QUARTER = 3
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_POINT = re.compile(
    r"(?P<before>truoc )?(?:"
    r"(?:ngay )?(?P<day>\d{1,2})(?: ?[/.-] ?| thang )(?P<month>\d{1,2})"
    r"(?:(?: ?[/.-] ?| nam )(?P<year>\d{4}))?(?![/\d])"
    r"|(?:ngay )?thang (?P<only_month>\d{1,2})(?:(?: ?[/.-] ?| nam )(?P<month_year>\d{4}))?"
    r"|quy (?P<quarter>iv|i{1,3}|[1-4])\b(?:(?: ?[/.-] ?| nam )(?P<quarter_year>\d{4}))?"
    r"|(?P<half>6 thang dau nam|6 thang cuoi nam)(?: (?P<half_year>\d{4}))?"
    r"|(?:trong |ca |het )nam(?: (?P<whole_year>\d{4}))?"
    r")"
)
_OFTEN = [
    (re.compile(r"\b(?:hang|moi) thang\b|/ ?thang\b"), Recurrence.MONTHLY),
    (re.compile(r"\b(?:hang|moi) quy\b|/ ?quy\b"), Recurrence.QUARTERLY),
    (re.compile(r"\b(?:hang|moi) nam\b|/ ?nam\b"), Recurrence.YEARLY),
    (re.compile(r"\bthuong xuyen\b"), Recurrence.ALWAYS),
]
_FROM = re.compile(r"\btu (?:ngay )?$")


@dataclass(frozen=True)
class Span:
    """From when, until when and how often; None where the words do not say it."""

    begins_on: datetime.date | None = None
    due_on: datetime.date | None = None
    recurrence: Recurrence | None = None


def span_of(words: str, year: int) -> Span:
    """Return what ``words`` say of the time; a day without a year lies in ``year``.

    “Trước tháng 11 năm 2024” ends on 31/10/2024, “quý III/2025” on 30/9/2025, “từ tháng 3 đến
    tháng 10” lasts from the first day of the one to the last of the other. Days that do not exist
    are passed over. No errors.
    """
    text = fold(normalise(words))
    begins_on = due_on = None
    for match in _POINT.finditer(text):
        reach = _reach(match, year)
        if reach is None:
            continue
        first, last = reach
        if _FROM.search(text[: match.start()]):
            begins_on = first
        else:
            due_on = _before(first) if match["before"] else last
    if begins_on and due_on and begins_on > due_on:
        begins_on = None
    recurrence = next((one for pattern, one in _OFTEN if pattern.search(text)), None)
    return Span(begins_on, due_on, recurrence)


def _reach(match, year):
    """Return the first and the last day of what ``match`` names, or None for an impossible one."""
    years = ("year", "month_year", "quarter_year", "half_year", "whole_year")
    year = next((int(match[name]) for name in years if match[name]), year)
    if match["day"]:
        return _day(year, int(match["month"]), int(match["day"]))
    if match["only_month"]:
        return _months(year, int(match["only_month"]), 1)
    if match["quarter"]:
        number = _ROMAN.get(match["quarter"]) or int(match["quarter"])
        return _months(year, (number - 1) * _MONTHS_OF_QUARTER + 1, _MONTHS_OF_QUARTER)
    if match["half"]:
        return _months(year, 1 if "dau" in match["half"] else 7, 6)
    return _months(year, 1, 12)


def _day(year, month, day):
    try:
        found = datetime.date(year, month, day)
    except ValueError:
        return None
    return found, found


def _months(year, first, count):
    last = first + count - 1
    if not (first >= 1 and last <= 12 and datetime.MINYEAR <= year <= datetime.MAXYEAR):
        return None
    end = calendar.monthrange(year, last)[1]
    return datetime.date(year, first, 1), datetime.date(year, last, end)


def _before(day):
    return day - datetime.timedelta(1) if day > datetime.date.min else None
