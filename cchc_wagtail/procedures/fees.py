"""The words of a fee, and what they say of the time for which it holds."""

import calendar
import datetime
import re

from cchc_wagtail.language import fold, normalise

FREE = "Miễn phí"
#: How the words of a source begin that could not be told apart.
AS_IN_SOURCE = "Theo nguồn: “%s”"

_UNTIL = re.compile(
    r"\b(?:den (?:het )?(?:ngay )?|until )"
    r"(?:(?P<day>\d{1,2})[/.-](?P<month>\d{1,2})[/.-](?P<year>\d{4})"
    r"|(?P<long_day>\d{1,2}) thang (?P<long_month>\d{1,2}) nam (?P<long_year>\d{4})"
    r"|(?:thang (?P<only_month>\d{1,2})(?:/| nam ))?(?:nam )?(?P<only_year>\d{4}))\b"
)
_FROM = re.compile(r"\b(?:ke )?tu (?:ngay )?\d{1,2}[/.-]\d{1,2}[/.-](\d{4})")


def last_day_of(text):
    """Return the last day for which the fee in ``text`` holds, as “đến hết ngày 31/12/2023” says.

    So does “until 31/12/2023” on a page in English.

    None where nothing is said, and where the text also says what holds later: then its reader
    sees both.
    """
    plain = fold(normalise(text))
    days = [day for match in _UNTIL.finditer(plain) if (day := _day(match))]
    if not days:
        return None
    later = [int(year) for year in _FROM.findall(plain) if int(year) > max(days).year]
    return None if later else max(days)


def _day(match):
    found = {name: int(value) for name, value in match.groupdict().items() if value}
    year = found.get("year") or found.get("long_year") or found["only_year"]
    month = found.get("month") or found.get("long_month") or found.get("only_month", 12)
    try:
        last = calendar.monthrange(year, month)[1]
        return datetime.date(year, month, found.get("day") or found.get("long_day") or last)
    except ValueError:
        return None
