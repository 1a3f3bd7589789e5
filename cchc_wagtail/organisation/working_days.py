"""The days on which Vietnamese state bodies work.

Monday to Friday, less public holidays with their compensatory days (Bộ luật Lao động 45/2019/QH14,
Điều 112), and with the days that the Government swaps for others, as far as they are published.
"""

from functools import lru_cache

import holidays

# The names of the holidays are not used, so the language does not matter.
_CALENDAR = lru_cache(maxsize=1)(lambda: holidays.country_holidays("VN"))


def is_working_day(day):
    """Tell whether state bodies work on ``day`` (a date)."""
    return _CALENDAR().is_working_day(day)


def is_public_holiday(day):
    """Tell whether ``day`` is off for all, as a holiday or in exchange for a day that is worked.

    A plain Saturday or Sunday is no holiday.
    """
    return day in _CALENDAR()


def add_working_days(day, count):
    """Return the working day that is ``count`` working days after ``day``, which does not count.

    A ``count`` of 0 gives ``day`` itself or, where that is a day off, the next working day.
    The start is left out and the end moves to a working day as Bộ luật Dân sự 91/2015/QH13,
    Điều 147 and 148 have it.

    Raises:
        ValueError: ``count`` is negative.
    """
    if count < 0:
        raise ValueError("count must not be negative")
    calendar = _CALENDAR()
    if count == 0:
        return day if is_working_day(day) else calendar.get_nth_working_day(day, 1)
    return calendar.get_nth_working_day(day, count)


def working_days_between(start, end):
    """Return how many working days lie after ``start`` up to and including ``end``; at least 0."""
    if end <= start:
        return 0
    return _CALENDAR().get_working_days_count(start, end) - is_working_day(start)
