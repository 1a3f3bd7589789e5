"""The tables of an HTML page, which many systems hand out under the name .xls."""

import html.parser

from django.utils.translation import gettext as _

from .cells import SheetRow, from_text
from .errors import UnreadableFile
from .text import opened

_MOST_SPANNED = 1_000


def tables(file, encoding):
    """Return the tables of the page ``file``.

    Raises:
        UnreadableFile: there is no table in it.
    """
    parser = _Parser()
    with opened(file, encoding) as lines:
        for line in lines:
            parser.feed(line)
    parser.close()
    if not parser.tables:
        raise UnreadableFile(
            _("There is no table in this page. Open the file in Excel and save it as .xlsx.")
        )
    return parser.tables


class Table:
    title = ""

    def __init__(self):
        self._rows = []
        self._open = []

    def rows(self):
        return iter(self._rows)

    def add(self, spans, is_hidden):
        """Add a row of ``(text, columns, rows)``."""
        cells, filled, wide, begun = [], set(), set(), []
        open_at = {place: (left, text) for place, left, text in self._open}
        waiting = list(spans)
        while waiting or len(cells) in open_at:
            place = len(cells)
            if place in open_at:
                left, text = open_at[place]
                cells.append(text)
                filled.add(place)
                begun.append((place, left - 1, text))
                continue
            text, columns, rows = waiting.pop(0)
            if columns > 1:
                wide.add(place)
            cells += [text, *[""] * (columns - 1)]
            begun.append((place, rows - 1, text))
        self._open = [one for one in begun if one[1] > 0]
        if any(cell.strip() for cell in cells):
            number = self._number = getattr(self, "_number", 0) + 1
            cells = [from_text(cell) for cell in cells]
            row = SheetRow(number, cells, is_hidden, frozenset(filled), frozenset(wide))
            self._rows.append(row)


class _Parser(html.parser.HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.tables, self._stack = [], []
        self._row = self._cell = None
        self._ignored = 0

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if tag in ("style", "script", "title"):
            self._ignored += 1
        elif tag == "table":
            self._stack.append(Table())
            self.tables.append(self._stack[-1])
        elif tag == "tr" and self._stack:
            self._end_row()
            self._row = []
            style = (given.get("style") or "").replace(" ", "").lower()
            self._hidden = "display:none" in style
        elif tag in ("td", "th") and self._row is not None:
            self._end_cell()
            self._cell = ([], _span(given.get("colspan")), _span(given.get("rowspan")))
        elif tag in ("br", "p", "div", "li") and self._cell:
            self._cell[0].append("\n")

    def handle_endtag(self, tag):
        if tag in ("style", "script", "title"):
            self._ignored = max(0, self._ignored - 1)
        elif tag in ("td", "th"):
            self._end_cell()
        elif tag == "tr":
            self._end_row()
        elif tag == "table" and self._stack:
            self._end_row()
            self._stack.pop()

    def handle_data(self, data):
        if self._cell and not self._ignored:
            self._cell[0].append(data.replace("\xa0", " "))

    def _end_cell(self):
        if self._cell:
            parts, columns, rows = self._cell
            lines = (" ".join(line.split()) for line in _joined(parts).split("\n"))
            self._row.append(("\n".join(line for line in lines if line), columns, rows))
        self._cell = None

    def _end_row(self):
        self._end_cell()
        if self._row is not None and self._stack:
            self._stack[-1].add(self._row, self._hidden)
        self._row = None


def _joined(parts):
    """Return the text of a cell: breaks of the source are spaces, those of the markup stay."""
    return "".join(part if part == "\n" else " ".join(part.split("\n")) for part in parts)


def _span(value):
    return min(max(int(value), 1), _MOST_SPANNED) if value and value.isdigit() else 1
