"""HTML as blocks: what a browser shows as paragraphs and tables, nothing else of it."""

import re
from html.parser import HTMLParser

from .blocks import Block, Cell, Paragraph, Table

_SILENT = frozenset("head script style template noscript svg math object iframe select".split())
_BLOCKS = frozenset(
    "address article aside blockquote body caption center dd details div dl dt figcaption figure "
    "footer form h1 h2 h3 h4 h5 h6 header hr html li main nav ol p pre section summary table tbody "
    "td tfoot th thead tr ul".split()
)
_SPACES = re.compile(r"[ \t\r\n\f\u00a0]+")
_DEEPEST = 200


def blocks_of(html: str) -> list[Block]:
    """Return the blocks of ``html``; lists get the numbers that a browser would show."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    reader.end_paragraph()
    while reader.tables:
        reader.handle_endtag("table")
    return reader.blocks


class _Open:
    """A table that is being read: its rows, and the lines of the cell at hand."""

    def __init__(self) -> None:
        self.table = Table()
        self.cell: Cell | None = None
        self.lines: list[str] = []

    def end_cell(self) -> None:
        if self.cell is not None:
            self.cell.text = "\n".join(self.lines)
            self.cell, self.lines = None, []


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.blocks: list[Block] = []
        self.tables: list[_Open] = []
        self.lists: list[int | None] = []
        self.parts: list[str] = []
        self.silent = 0
        self.is_item = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _SILENT:
            self.silent += 1
        elif tag == "br":
            self.parts.append("\0")
        elif tag in _BLOCKS:
            self.end_paragraph()
            self._open(tag, {name: value or "" for name, value in attrs})

    def _open(self, tag: str, given: dict[str, str]) -> None:
        if tag == "ul":
            self.lists.append(None)
        elif tag == "ol":
            self.lists.append(_count(given.get("start", "1"), 10_000))
        elif tag == "li" and self.lists:
            number = self.lists[-1]
            if number is None:
                self.is_item = True
            else:
                self.parts.append(_label(number, sum(one is not None for one in self.lists)))
                self.lists[-1] = number + 1
        elif tag == "table" and len(self.tables) < _DEEPEST:
            self.tables.append(_Open())
        elif self.tables:
            table = self.tables[-1]
            if tag == "tr":
                table.end_cell()
                table.table.rows.append([])
            elif tag in ("td", "th"):
                table.end_cell()
                if not table.table.rows:
                    table.table.rows.append([])
                spans = (_count(given.get(name, "1"), 1000) for name in ("colspan", "rowspan"))
                table.cell = Cell("", *spans)
                table.table.rows[-1].append(table.cell)

    def handle_endtag(self, tag: str) -> None:
        if tag in _SILENT:
            self.silent = max(0, self.silent - 1)
        elif tag in _BLOCKS:
            self.end_paragraph()
            if tag in ("ul", "ol") and self.lists:
                self.lists.pop()
            elif tag in ("td", "th", "tr") and self.tables:
                self.tables[-1].end_cell()
            elif tag == "table" and self.tables:
                self._end_table()

    def _end_table(self) -> None:
        done = self.tables.pop()
        done.end_cell()
        done.table.rows = [row for row in done.table.rows if row]
        if self.tables:
            self._place("\n".join(done.table.lines))
        elif done.table.lines:
            self.blocks.append(done.table)

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.parts.append(data)

    def end_paragraph(self) -> None:
        text = _SPACES.sub(" ", "".join(self.parts))
        lines = [line.strip() for line in text.split("\0")]
        text = "\n".join(line for line in lines if line)
        self.parts = []
        is_item, self.is_item = self.is_item, False
        if not text:
            self.is_item = is_item
        elif not self.tables:
            self.blocks.append(Paragraph(text, is_item))
        else:
            self._place(text)

    def _place(self, text: str) -> None:
        """Put ``text`` into the table at hand."""
        if self.tables[-1].cell is not None:
            self.tables[-1].lines.append(text)
        elif text:
            # A caption, or text that stands between cells by mistake.
            self.tables[-1].table.rows.append([Cell(text)])


def _count(written: str, most: int) -> int:
    return min(max(int(written), 1), most) if written.strip().isdecimal() else 1


def _label(number: int, depth: int) -> str:
    """Return how law numbers its clauses and points: 1. and a)."""
    if depth == 1 or number > 26:
        return f"{number}. "
    return f"{chr(ord('a') + number - 1)}) "
