"""Reads Biểu số II.06a/VPCP/KSTT as offices fill it in: title rows, merged heads, TỔNG CỘNG."""

import datetime
import re
from dataclasses import dataclass, field

from cchc_wagtail.language import fold, normalise, parse_date
from cchc_wagtail.organisation.reporting_periods import CLOSING_RULES, Period, PeriodKind

from .rules import COLUMNS, Line

_TITLE_ROWS = 40
#: (3), or -3, which is what a spreadsheet makes of it; the sum that it is may stand behind.
_COLUMN_NUMBER = re.compile(r"[-(]?\s*(\d{1,2})\s*\)?\s*(?:=.*)?", re.DOTALL)
_WHOLE = re.compile(r"-?\d+|-?\d{1,3}(?:[.,\s]\d{3})+")
#: In Vietnamese statistics a dash says that there was none.
_NONE = {"-", "–", "—"}
_DATE = r"(\d{1,2}\s*[/.-]\s*\d{1,2}\s*[/.-]\s*\d{4}|\d{1,2} thang \d{1,2} nam \d{4})"
_FROM_TO = re.compile(rf"tu (?:ngay )?{_DATE}\s*(?:den|-)\s*(?:het )?(?:ngay )?{_DATE}")
_QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_OF_YEAR = r"\s*(?:/|,|-|nam)?\s*(?:nam)?\s*(\d{4})"
_PERIODS = [
    (PeriodKind.QUARTER, re.compile(rf"\bquy\s*(iv|i{{1,3}}|[1-4])\b{_OF_YEAR}")),
    (PeriodKind.HALF_YEAR, re.compile(rf"\b(?:6|sau) thang\s*(dau|cuoi)?(?: nam)?{_OF_YEAR}")),
    (PeriodKind.NINE_MONTHS, re.compile(rf"\b(?:9|chin) thang\s*(?:dau)?(?: nam)?{_OF_YEAR}")),
    (PeriodKind.MONTH, re.compile(rf"(?<!\d )\bthang\s*(\d{{1,2}}){_OF_YEAR}")),
    (PeriodKind.YEAR, re.compile(r"\bnam\s*(\d{4})")),
]


@dataclass
class Form:
    """A filled form: its period, the days that it names, its rows, and cells with no number.

    ``unreadable`` are (row, name, column, text).
    """

    period: Period | None = None
    starts_on: datetime.date | None = None
    ends_on: datetime.date | None = None
    lines: list[Line] = field(default_factory=list)
    total: Line | None = None
    unreadable: list[tuple[int, str, int, str]] = field(default_factory=list)

    @property
    def closing_rule(self):
        """The name of the rule by which the period has the days that the form names."""
        for name, rule in CLOSING_RULES.items():
            if self.period and self.ends_on == rule.last_day(self.period):
                return name
        return next(iter(CLOSING_RULES))


def read_form(rows):
    """Return the ``Form`` in ``rows``, each with ``number`` and ``cells`` (texts); None if none.

    The columns are known by the row that numbers them, or by their order after “Lĩnh vực”.
    """
    rows = list(rows)
    head = _find_head(rows)
    if head is None:
        return None
    place, columns = head
    form = Form()
    _read_period(form, rows[:place])
    for row in rows[place + 1 :]:
        name = _text(row, columns[2])
        is_total = _is_total(name) or _is_total(_text(row, columns.get(1, columns[2])))
        cells = {column: _text(row, columns[column]) for column in COLUMNS if column in columns}
        if not any(cells.values()) or not (name or is_total):
            continue
        line = _line(form, row.number, name if not is_total else "TỔNG CỘNG", cells)
        if is_total:
            form.total = line
            break
        form.lines.append(line)
    return form


def _find_head(rows):
    """Return the place of the last row of the head, and column → position; or None."""
    for place, row in enumerate(rows[:_TITLE_ROWS]):
        columns = {}
        for position, cell in enumerate(row.cells):
            match = _COLUMN_NUMBER.fullmatch(cell.strip())
            if match and 1 <= int(match[1]) <= 13:
                columns.setdefault(int(match[1]), position)
        if {2, *COLUMNS} <= columns.keys():
            return place, columns
    return _head_by_order(rows)


def _head_by_order(rows):
    for place, row in enumerate(rows[:_TITLE_ROWS]):
        plain = [fold(normalise(cell)).strip() for cell in row.cells]
        found = next((n for n, cell in enumerate(plain) if cell.startswith("linh vuc")), None)
        if found is None or len(row.cells) < found + 12:
            continue
        last = place
        while last + 1 < len(rows) and not any(
            _WHOLE.fullmatch(_text(rows[last + 1], found + n)) for n in range(1, 12)
        ):
            last += 1
        positions = dict(zip(COLUMNS, range(found + 1, found + 12), strict=True))
        return last, {1: max(found - 1, 0), 2: found, **positions}
    return None


def _text(row, position):
    return " ".join(row.cells[position].split()) if position < len(row.cells) else ""


def _is_total(text):
    return fold(normalise(text)).replace(":", "").strip() in (
        "tong cong",
        "tong so",
        "cong",
        "tong",
    )


def _line(form, number, name, cells):
    found = {}
    for column, text in cells.items():
        if _WHOLE.fullmatch(text):
            found[column] = int(re.sub(r"[.,\s]", "", text))
        elif text in _NONE:
            found[column] = 0
        else:
            found[column] = None
            if text:
                form.unreadable.append((number, name, column, text))
    return Line(number, name, found)


def _read_period(form, rows):
    text = " ".join(" ".join(dict.fromkeys(row.cells)) for row in rows)
    text = " ".join(fold(normalise(text)).split())
    if match := _FROM_TO.search(text):
        form.starts_on, form.ends_on = parse_date(match[1]), parse_date(match[2])
        text = text[: match.start()] + text[match.end() :]
    _before, _mark, after = text.rpartition("ky bao cao")
    form.period = period_in(after)


def period_in(text):
    """Return the ``Period`` that ``text`` names, such as “Quý I/2024”; None if it names none."""
    text = " ".join(fold(normalise(text)).split())
    for kind, pattern in _PERIODS:
        if match := pattern.search(text):
            return _period(kind, match)
    return None


def _period(kind, match):
    year = int(match[match.lastindex])
    number = 1
    if kind == PeriodKind.QUARTER:
        number = _QUARTERS[match[1]]
    elif kind == PeriodKind.HALF_YEAR:
        number = 2 if match[1] == "cuoi" else 1
    elif kind == PeriodKind.MONTH:
        number = int(match[1])
    try:
        return Period(kind, year, number)
    except ValueError:
        return None
