"""PDF files with text: lines by their place on the page, tables by their ruling lines.

Read by pdfium, which executes no script of a document as it is used here.
"""

import io
import re
from collections import Counter
from typing import Any

import pypdfium2

from .blocks import Block, Cell, Paragraph, Table
from .lines import Line, joined
from .reading import UnreadableFile
from .ruled import Box, grids
from .scans import MOST_PAGES as MOST_SCANNED
from .scans import RESOLUTION, recognise
from .signatures import signatures_in
from .structure import described

MOST_PAGES = 600
#: Pixels across the picture of the first page.
PICTURE_WIDTH = 900
#: Characters on a page below which it counts as a picture of text.
FEW = 40
#: Points between two words of a line that make columns of it.
_GAP = 22
_PAGE_NUMBER = re.compile(r"[-–—\s]{0,3}(?:trang\s+)?\d{1,4}(?:\s*/\s*\d{1,4})?[-–—\s]{0,3}", re.I)
_DIGITS = re.compile(r"\d+")
_HYPHEN = "\ufffe"


def read(content: bytes, *, recognise: bool) -> dict[str, Any]:
    """Return what stands in a PDF; with ``recognise``, pages that are pictures are recognised.

    Raises:
        UnreadableFile: it is encrypted, broken, a scan, or has too many pages.
    """
    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        is_locked = "password" in str(error).lower() or "security" in str(error).lower()
        raise UnreadableFile("encrypted" if is_locked else "broken") from None
    count = len(document)
    if count == 0:
        raise UnreadableFile("broken")
    if count > MOST_PAGES:
        raise UnreadableFile("too_many_pages")
    pages = [_Page(document[number]) for number in range(count)]
    scanned = [page for page in pages if page.is_scan]
    if len(scanned) * 2 > count and not recognise:
        raise UnreadableFile("scan")
    if recognise:
        if len(scanned) > MOST_SCANNED:
            raise UnreadableFile("too_many_pages")
        for page in scanned:
            page.recognise()
    _drop_running_heads(pages)
    text = "\n".join(line.text for page in pages for line in page.lines)
    answer = described(_merged(joined([piece for page in pages for piece in page.pieces()])), text)
    answer |= {
        "pages": count,
        "is_doubtful": bool(scanned) and recognise,
        "unread_pages": 0 if recognise else len(scanned),
        "first_page": _picture(document[0]),
        "signatures": signatures_in(content),
    }
    return answer


class _Piece(Line):
    """A line with its place: the distance of its edges from the left and the bottom in points."""

    __slots__ = ("bottom", "left", "right", "top")

    def __init__(self, text: str, left: float, bottom: float, right: float, top: float) -> None:
        super().__init__(text)
        self.left, self.bottom, self.right, self.top = left, bottom, right, top


class _Page:
    def __init__(self, page: Any) -> None:
        self._page = page
        self.width, self.height = page.get_size()
        textpage = page.get_textpage()
        self.lines = _lines_on(textpage)
        self.is_scan = sum(len(line.text) for line in self.lines) < FEW and _has_picture(page)
        self.tables = [] if self.is_scan else _tables_on(page, textpage)
        textpage.close()
        self._mark_full_lines()

    def recognise(self) -> None:
        """Read the page from its picture."""
        image = self._page.render(scale=RESOLUTION / 72, grayscale=True).to_pil()
        picture = io.BytesIO()
        image.save(picture, "PNG")
        texts = [" ".join(line.split()) for line in recognise(picture.getvalue()).splitlines()]
        texts = [text for text in texts if text]
        longest = max(map(len, texts), default=0)
        self.lines = [_Piece(text, 0, 0, len(text), 0) for text in texts]
        for line in self.lines:
            line.fills = len(line.text) > longest * 0.85

    def _mark_full_lines(self) -> None:
        outside = [line for line in self.lines if not self._in_table(line)]
        if not outside:
            return
        rights = sorted(line.right for line in outside)
        edge = rights[int(len(rights) * 0.9)]
        heights = sorted(line.top - line.bottom for line in outside)
        height = heights[len(heights) // 2] or 10
        above: _Piece | None = None
        for line in outside:
            line.fills = line.right > edge - 0.06 * self.width
            if above is not None and above.bottom - line.top > 0:
                line.is_apart = above.bottom - line.top > 2.2 * height
            above = line

    def _in_table(self, line: _Piece) -> bool:
        across, up = (line.left + line.right) / 2, (line.top + line.bottom) / 2
        return any(box.holds(across, up) for box, _ in self.tables)

    def pieces(self) -> list[Line | Table]:
        """Return lines and tables in the order of reading."""
        pieces: list[Line | Table] = []
        waiting = sorted(self.tables, key=lambda one: -one[0].top)
        for line in self.lines:
            if self._in_table(line):
                middle = (line.top + line.bottom) / 2
                while waiting and waiting[0][0].top >= middle:
                    pieces.append(waiting.pop(0)[1])
            else:
                pieces.append(line)
        return [*pieces, *(table for _, table in waiting)]


def _lines_on(textpage: Any) -> list[_Piece]:
    text = textpage.get_text_range()
    lines, start = [], 0
    for raw in text.split("\r\n"):
        stripped = raw.strip()
        if stripped:
            first = start + len(raw) - len(raw.lstrip())
            last = first + len(stripped) - 1
            lines += _columns(textpage, stripped, first, last)
        start += len(raw) + 2
    return lines


def _columns(textpage: Any, text: str, first: int, last: int) -> list[_Piece]:
    """Return the line, cut where a wide gap parts what stands in columns."""
    try:
        left, bottom, _, top = textpage.get_charbox(first)
        _, low, right, high = textpage.get_charbox(last)
    except (pypdfium2.PdfiumError, IndexError):
        return [_Piece(_clean(text), 0, 0, 0, 0)]
    pieces, begun = [], 0
    if right - left > 0.3 * 595 and len(text) < 110:
        for match in re.finditer(" +", text):
            before = textpage.get_charbox(first + match.start() - 1)[2]
            after = textpage.get_charbox(first + match.end())[0]
            if after - before > _GAP:
                pieces.append(
                    _Piece(_clean(text[begun : match.start()]), left, bottom, before, top)
                )
                begun, left = match.end(), after
    pieces.append(_Piece(_clean(text[begun:]), left, min(bottom, low), right, max(top, high)))
    return pieces


def _clean(text: str) -> str:
    return " ".join(text.replace(_HYPHEN, "-").replace("\0", "").split())


def _has_picture(page: Any) -> bool:
    filters = [pypdfium2.raw.FPDF_PAGEOBJ_IMAGE]
    return any(True for _ in page.get_objects(filter=filters, max_depth=3))


def _tables_on(page: Any, textpage: Any) -> list[tuple[Box, Table]]:
    paths = page.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_PATH], max_depth=3)
    boxes = [Box(*path.get_bounds()) for path, _ in zip(paths, range(5000), strict=False)]
    tables = []
    for grid in grids(boxes):
        rows = [
            [Cell(_cell_text(textpage, box), colspan, rowspan) for box, colspan, rowspan in row]
            for row in grid.rows()
        ]
        table = Table([row for row in rows if row])
        if table.lines:
            tables.append((grid.box, table))
    return tables


def _cell_text(textpage: Any, box: Box) -> str:
    text = textpage.get_text_bounded(box.left, box.bottom, box.right, box.top)
    lines: list[Line | Table] = [Line(_clean(one), fills=True) for one in text.split("\r\n")]
    paragraphs = joined([line for line in lines if isinstance(line, Line) and line.text])
    return "\n".join(one.text for one in paragraphs if isinstance(one, Paragraph))


def _drop_running_heads(pages: list[_Page]) -> None:
    """Drop page numbers, and lines that stand at the edge of most pages."""
    edges: Counter[str] = Counter()
    for page in pages:
        for line in _at_edges(page):
            edges[_DIGITS.sub("0", line.text)] += 1
    often = {text for text, count in edges.items() if count >= 3 and count * 2 > len(pages)}
    for page in pages:
        dropped = {
            id(line)
            for line in _at_edges(page)
            if _PAGE_NUMBER.fullmatch(line.text) or _DIGITS.sub("0", line.text) in often
        }
        page.lines = [line for line in page.lines if id(line) not in dropped]


def _at_edges(page: _Page) -> list[_Piece]:
    if page.is_scan:
        return [*page.lines[:1], *page.lines[-1:]]
    high, low = page.height * 0.91, page.height * 0.09
    return [line for line in page.lines if line.bottom > high or line.top < low]


def _merged(blocks: list[Block]) -> list[Block]:
    """Join tables that go on over the page: they have the same columns."""
    merged: list[Block] = []
    for block in blocks:
        before = merged[-1] if merged else None
        if (
            isinstance(block, Table)
            and isinstance(before, Table)
            and _width(block) == _width(before)
        ):
            rows = block.rows
            is_repeated = [c.text for c in rows[0]] == [c.text for c in before.rows[0]]
            before.rows += rows[1:] if is_repeated else rows
        else:
            merged.append(block)
    return merged


def _width(table: Table) -> int:
    return max(sum(cell.colspan for cell in row) for row in table.rows)


def _picture(page: Any) -> str:
    import base64

    width, _ = page.get_size()
    image = page.render(scale=PICTURE_WIDTH / max(width, 1), grayscale=False).to_pil()
    picture = io.BytesIO()
    image.convert("RGB").save(picture, "JPEG", quality=75, optimize=True)
    return base64.b64encode(picture.getvalue()).decode()
