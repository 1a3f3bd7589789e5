"""Dates as Vietnamese administrative texts write them."""

import datetime
import re

from .normal import fold, normalise

_ISO = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_DATE = re.compile(
    r"(?:ngay )?([0-9]{1,2})(?: ?([-/.]) ?([0-9]{1,2}) ?\2 ?| thang ([0-9]{1,2}) nam )([0-9]{4})"
)


def parse_date(text: str) -> datetime.date | None:
    """Return the date that ``text`` is, or None where it is none or an impossible one.

    Understood are ``04/4/2024``, ``4-4-2024``, ``4.4.2024`` and ``ngày 04 tháng 4 năm 2024``, in
    any case, with or without marks, "ngày" being optional, and ``2024-04-04`` (ISO 8601), which
    browsers and files write; the year has four digits. The whole text must be the date. No errors.
    """
    text = fold(normalise(text))
    if match := _ISO.fullmatch(text):
        year, month, day = match.groups()
    elif match := _DATE.fullmatch(text):
        day, _, short_month, long_month, year = match.groups()
        month = short_month or long_month
    else:
        return None
    try:
        return datetime.date(int(year), int(month), int(day))
    except ValueError:
        return None


def _padded(date: datetime.date) -> tuple[str, str, str]:
    month = f"{date.month:02d}" if date.month < 3 else str(date.month)
    return f"{date.day:02d}", month, f"{date.year:04d}"


def format_date(date: datetime.date) -> str:
    """Return ``date`` as ``04/4/2024``.

    A leading zero stands before days below 10 and before months 1 and 2 only (Nghị định
    30/2020/NĐ-CP, Phụ lục I).
    """
    return "/".join(_padded(date))


def format_date_long(date: datetime.date) -> str:
    """Return ``date`` as ``ngày 04 tháng 4 năm 2024``, zeros as in ``format_date``."""
    day, month, year = _padded(date)
    return f"ngày {day} tháng {month} năm {year}"
