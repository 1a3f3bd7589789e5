"""Lines that belong together: the broken ones of text files and of PDF joined into paragraphs."""

import re
from dataclasses import dataclass

from cchc_wagtail.language import fold

from .blocks import Block, Paragraph, Table

_MARKER = (
    r"(?:dieu\s+\d+[a-z]?\s*[.:]|(?:chuong|phan|muc|tieu muc|phu luc)\s+(?:[ivxlc]+|\d+|thu)\b"
    r"|\d{1,3}(?:\.\d{1,3}){0,3}[.)]\s|\d{1,3}(?:\.\d{1,3}){1,3}\s|[a-z]\d?\)\s|[ivx]{1,5}[.)]\s"
    r"|[a-h]\.\s|[-+*•–]\s|[|#]|can cu\b|theo de nghi\b|xet de nghi\b|noi nhan|kinh gui|mau so\b)"
)
_BEGINS = re.compile(rf"[“\"(*]{{0,3}}{_MARKER}")
#: Characters that a line has at least where lines are broken at a width.
_LEAST_WIDTH = 50
#: Markers in words open a paragraph only where they are written with a capital.
_WORDS = re.compile(r"[a-z]{2}")
_LABEL_ALONE = re.compile(r"(?:dieu|chuong|muc|tieu muc|phan|phu luc)\s*")
_GROUND = re.compile(r"(?:can cu|theo de nghi|xet de nghi)\b")
_END = re.compile(r"[.;:!?…]['”\"’)\]]*$|/$")
#: Words after which no sentence ends: "quy định tại khoản 1 / Điều 8", "của / Nhà nước".
_UNFINISHED = re.compile(
    r"(?<!\w)(?:của|và|hoặc|tại|theo|trong|cho|do|với|về|các|đến|từ|bởi|bằng|thuộc|giữa|vào"
    r"|khoản|điểm|điều|số|ngày|nghị định số)$"
    r"|(?<!\w)(?:khoản \d{1,3}[a-z]?|điểm [a-zđ])(?:,| và)?$"
)
_ARTICLE_BEGINS = re.compile(r"điều\s+\d+[a-zđ]?\s*[.:]\s+\w")
_RULER = re.compile(r"[-_*=–—~.\s]{3,}")
_PLACE_AND_DAY = re.compile(r"[^,]{2,40},\s*ngay\b")


@dataclass(slots=True)
class Line:
    """A line of a page; ``fills`` says that it reaches the right edge of the text."""

    text: str
    fills: bool = False
    #: A wider space stands before it.
    is_apart: bool = False


def lines_of_text(text: str) -> list[Line | Table]:
    """Return the lines of a text file; where lines were broken at a width, it tells those."""
    lines = [" ".join(line.split()) for line in text.splitlines()]
    lines = [line for line in lines if line]
    lengths = sorted(len(line) for line in lines)
    if not lengths:
        return []
    width = lengths[int(len(lengths) * 0.97)]
    # Where paragraphs stand whole, some are far longer than any line.
    is_broken = width < 130
    full = max(width * 0.8, _LEAST_WIDTH)
    return [Line(line, fills=is_broken and len(line) >= full) for line in lines]


def joined(lines: list[Line | Table]) -> list[Block]:
    """Return the paragraphs that ``lines`` make, and the tables between them."""
    blocks: list[Block] = []
    last: Line | None = None
    for line in lines:
        if isinstance(line, Table):
            blocks.append(line)
            last = None
            continue
        if _RULER.fullmatch(line.text):
            last = None
            continue
        before = blocks[-1] if last is not None else None
        if last is not None and isinstance(before, Paragraph) and _goes_on(before, last, line):
            glue = "" if re.search(r"[^\W\d]-$", before.text) and line.text[:1].islower() else " "
            before.text = f"{before.text}{glue}{line.text}"
        else:
            blocks.append(Paragraph(line.text))
        last = line
    return blocks


def _goes_on(paragraph: Paragraph, last: Line, line: Line) -> bool:
    """Tell whether ``line`` goes on with ``paragraph``, whose last line is ``last``."""
    folded, begun = fold(line.text), fold(paragraph.text)
    if _LABEL_ALONE.fullmatch(begun):
        return True
    if _UNFINISHED.search(last.text.lower()) and not _ARTICLE_BEGINS.match(line.text.lower()):
        return True
    if _BEGINS.match(folded) and not (line.text[:1].islower() and _WORDS.match(folded)):
        return False
    if _is_capitals(line.text) and not (_is_capitals(last.text) or last.fills):
        return False
    if _END.search(last.text):
        return line.text[:1].islower() and not line.is_apart and not last.text.endswith(":")
    if line.text[:1].islower() or last.text.endswith(","):
        return True
    if line.is_apart:
        return False
    if _GROUND.match(begun):
        return True
    if _is_capitals(last.text) != _is_capitals(line.text):
        return False
    if _is_capitals(line.text):
        return True
    return last.fills and not _PLACE_AND_DAY.match(folded)


def _is_capitals(text: str) -> bool:
    return any(map(str.isalpha, text)) and text == text.upper()
