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
_HYPHEN = re.compile(r"[^\W\d]-$")
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
    open_lines: list[Line] = []

    def close() -> None:
        if open_lines:
            blocks.append(Paragraph(_text_of(open_lines)))
            open_lines.clear()

    for line in lines:
        if isinstance(line, Table):
            close()
            blocks.append(line)
        elif _RULER.fullmatch(line.text):
            close()
        else:
            if open_lines and not _goes_on(open_lines[0], open_lines[-1], line):
                close()
            open_lines.append(line)
    close()
    return blocks


def _text_of(lines: list[Line]) -> str:
    parts = [lines[0].text]
    for line in lines[1:]:
        is_cut = _HYPHEN.search(parts[-1]) and line.text[:1].islower()
        parts += ["" if is_cut else " ", line.text]
    return "".join(parts)


def _goes_on(first: Line, last: Line, line: Line) -> bool:
    """Tell whether ``line`` goes on with the paragraph from the line ``first`` to ``last``."""
    folded, begun = fold(line.text), fold(first.text)
    if first is last and _LABEL_ALONE.fullmatch(begun):
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
