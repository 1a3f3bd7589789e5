"""A table of cells: its head, which may stand below titles, and its rows."""

import re
from itertools import islice
from typing import Any, NamedTuple

from django.utils.translation import gettext as _
from openpyxl.utils import get_column_letter

from ..messages import Message
from . import heads
from .cells import Unusable
from .errors import UnreadableFile
from .heads import LOOKED_AT, known_names, plain

MAX_COLUMNS = 200
MAX_CELL = 200_000
SAMPLES = 3
_COLUMN_NUMBER = re.compile(r"\(?(\d{1,2})\)?")


class Row(NamedTuple):
    """A row of the file: its number there, column key → value, and what is wrong with it."""

    number: int
    values: dict[str, Any]
    messages: list[Message]
    is_hidden: bool = False


class TableSource:
    """Reads the one among some tables that has a head: objects with ``title`` and ``rows()``."""

    def __init__(self, tables, columns):
        self._columns = columns
        self._known = known_names(columns)
        required = {column.key for column in columns if column.required}
        self._required = {name for name, key in self._known.items() if key in required}
        found = [(self._find_head(table), table) for table in tables]
        sure = [one for one in found if one[0] and one[0][2]]
        usable = [one for one in found if one[0]]
        if not usable:
            raise UnreadableFile(_("The file is empty: there is nothing to import."))
        (self._first, self._names, _sure), self._table = (sure or usable)[0]
        self._others = [table.title for _head, table in usable if table is not self._table]

    def _find_head(self, table):
        """Return the number of the last row of the head, its names, and whether they are known."""
        rows = list(islice(table.rows(), LOOKED_AT))
        if not rows:
            return None
        counts = [self._known_in(row) for row in rows]
        best = max(counts)
        if best:
            index = counts.index(best)
        else:
            widths = [sum(1 for cell in row.cells if cell.strip()) for row in rows]
            wide = max(widths) * 0.6
            index = next(n for n, width in enumerate(widths) if width >= wide)
        names = [" ".join(cell.split()) for cell in rows[index].cells]
        last = index + 1
        while last < len(rows) and any(
            place < len(names) and rows[last].cells[place] == rows[index].cells[place] != ""
            for place in rows[last].filled
        ):
            below = [" ".join(cell.split()) for cell in rows[last].cells]
            names += [""] * (len(below) - len(names))
            for place, name in enumerate(below):
                names[place] = name if name else names[place]
            last += 1
        if last < len(rows) and _numbers_columns(rows[last]):
            last += 1
        return rows[last - 1].number, names, bool(best)

    def _known_in(self, row):
        names = {plain(cell) for cell in row.cells} & self._known.keys()
        # One known word alone may stand in any title.
        return len(names) if len(names) > 1 or names & self._required else 0

    def head(self):
        """Return the ``Head``; the whole table is read for it.

        Raises:
            UnreadableFile: there are too many columns.
        """
        used, hidden, titles, samples, total = set(), [], [], {}, 0
        for row in self._rows():
            if _is_title(row):
                titles.append(row.number)
                continue
            total += 1
            if row.is_hidden:
                hidden.append(row.number)
            for place, cell in enumerate(row.cells):
                if cell.strip():
                    used.add(place)
                    if len(samples.setdefault(place, [])) < SAMPLES:
                        samples[place].append(cell[:80])
        width = max(used, default=len(self._names) - 1) + 1
        if max(width, len(self._names)) > MAX_COLUMNS:
            raise UnreadableFile(_("The table has more than %(n)d columns.") % {"n": MAX_COLUMNS})
        self._places = self._named_places(used)
        head = heads.read(self._places.values(), self._columns)
        head.total = total
        head.samples = {name: samples.get(place, []) for place, name in self._places.items()}
        if hidden:
            head.notes.append(
                _("Rows hidden or filtered out in the spreadsheet, read all the same: %(rows)s.")
                % {"rows": _ranges(hidden)}
            )
        hides = getattr(self._table, "hides", None)
        if unseen := [self._places[place] for place in sorted(used) if hides and hides(place)]:
            head.notes.append(
                _("Columns hidden in the spreadsheet, read all the same: %(columns)s.")
                % {"columns": ", ".join(f"“{name}”" for name in unseen)}
            )
        if titles:
            head.notes.append(
                _("Rows left out because they are titles across the table: %(rows)s.")
                % {"rows": _ranges(titles)}
            )
        others = [title for title in self._others if title]
        if others:
            head.notes.append(
                _("Only the sheet “%(sheet)s” is read, not: %(others)s.")
                % {"sheet": self._table.title, "others": ", ".join(others)}
            )
        return head

    def _named_places(self, used):
        """Return position → heading, each once; a column without a heading has its letter."""
        places, seen = {}, {}
        for place in range(max([len(self._names) - 1, *used], default=-1) + 1):
            name = self._names[place] if place < len(self._names) else ""
            if not name and place not in used:
                continue
            name = name or f"({get_column_letter(place + 1)})"
            seen[name] = seen.get(name, 0) + 1
            places[place] = name if seen[name] == 1 else f"{name} ({seen[name]})"
        return places

    def rows(self, keys):
        """Yield the ``Row`` list with the columns that ``keys`` (heading → key) names."""
        by_place = {place: keys.get(name) for place, name in self._places.items()}
        by_place = {place: key for place, key in by_place.items() if key}
        labels = {column.key: str(column.label) for column in self._columns}
        for row in self._rows():
            if _is_title(row):
                continue
            values, messages = {}, []
            for place, key in by_place.items():
                cell = row.cells[place] if place < len(row.cells) else ""
                where = f"{labels[key]} ({get_column_letter(place + 1)}{row.number})"
                if isinstance(cell, Unusable):
                    messages.append(Message.error(where, cell.why, cell[:80]))
                elif len(cell) > MAX_CELL:
                    messages.append(Message.error(where, _("The cell is too long."), cell[:80]))
                else:
                    values[key] = cell
            if row.is_hidden:
                messages.append(Message.remark("", _("The row is hidden in the spreadsheet.")))
            yield Row(row.number, values, messages, row.is_hidden)

    def _rows(self):
        for row in self._table.rows():
            if row.number > self._first and any(cell.strip() for cell in row.cells):
                yield row


def _is_title(row):
    """Tell whether ``row`` is one merged cell across the table, such as “I. HỘ TỊCH”."""
    own = [place for place, cell in enumerate(row.cells) if cell.strip()]
    return len(own) == 1 and own[0] in row.wide


def _numbers_columns(row):
    """Tell whether ``row`` numbers the columns: (1) (2) (3)."""
    found = [_COLUMN_NUMBER.fullmatch(cell.strip()) for cell in row.cells if cell.strip()]
    if len(found) < 2 or None in found:
        return False
    numbers = [int(one[1]) for one in found]
    return numbers == list(range(numbers[0], numbers[0] + len(numbers)))


def _ranges(numbers):
    """Return row numbers in short: 4, 7–9."""
    parts = []
    for number in numbers:
        if parts and parts[-1][1] == number - 1:
            parts[-1][1] = number
        else:
            parts.append([number, number])
    texts = [str(a) if a == b else f"{a}–{b}" for a, b in parts]
    return ", ".join(texts[:20]) + (", …" if len(texts) > 20 else "")
