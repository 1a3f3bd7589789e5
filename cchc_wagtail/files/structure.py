"""The parts of a legal text: its head taken off, chapters and articles as headings.

Source of the parts and their order: Nghị định 78/2025/NĐ-CP (phần, chương, mục, tiểu mục, điều,
khoản, điểm); Nghị định 30/2020/NĐ-CP, Phụ lục I, for appendices and for what is issued with a
document ("Ban hành kèm theo …").
"""

import re
from html import escape
from typing import Any

from cchc_wagtail.language import fold

from .blocks import Block, Paragraph, Table, text_of
from .reading import UnreadableFile

#: Characters of text above which a file is no legal document but a book.
MOST_TEXT = 1_900_000
#: The level of the outermost headings: above them stand the title and the section of the page.
HIGHEST = 3
LOWEST = 6

_ROMAN_OR_NUMBER = r"(?:[ivxlc]+|\d{1,3}[a-z]?|[a-d]|thu\s+[a-z]+(?:\s+[a-z]+)?)"
_HEADING = re.compile(
    rf"(?P<word>phan|chuong|tieu muc|muc|phu luc)\b(?:\s+(?P<number>{_ROMAN_OR_NUMBER}))?"
    r"\s*(?P<mark>[.:–-]?)\s*(?P<rest>.*)",
    re.DOTALL,
)
_RANKS = {"phu luc": 0, "phan": 1, "chuong": 2, "muc": 3, "tieu muc": 4}
_ARTICLE_RANK = 5
_ARTICLE = re.compile(r"dieu\s+(\d{1,4}[a-z]?)\s*[.:]")
_LONGEST_HEADING = 260
_SENTENCE_END = re.compile(r"[.;:/,][”\")]*$")

_HEAD_WORDS = re.compile(
    r"doc lap\W{0,6}tu do\W{0,6}hanh phuc|(?:^|\s)so\s?:|dang cong san viet nam"
)
_BODY = re.compile(
    r"\W{0,4}(?:can cu\b|kinh gui|theo de nghi|xet de nghi|dieu\s+1\s*[.:]|chuong\s+(?:i|1)\b"
    r"|(?:quyet dinh|nghi dinh|quyet nghi)\s*:)"
)
_MOST_HEAD_BLOCKS = 60
_UNSTORABLE = re.compile(r"[\0-\x08\x0b-\x1f\x7f\ud800-\udfff]")
_WITH = re.compile(
    r"\W{0,3}(?:duoc )?(?:ban hanh )?kem theo\b[^.;]{0,60}?"
    r"(?:quyet dinh|nghi dinh|thong tu|nghi quyet|chi thi|cong van|thong bao|luat)\b"
)
_ISSUED = re.compile(
    r"(?:quy che|quy dinh|dieu le|ke hoach|chuong trinh|de an|chien luoc|huong dan|noi quy|phu luc"
    r"|danh muc|bieu mau|mau so|quy trinh|phuong an|phu bieu)\b"
)
_SIGNED = re.compile(r"noi nhan\s*:?")


def described(blocks: list[Block], text: str | None = None) -> dict[str, Any]:
    """Return ``text``, ``body``, ``articles``, ``tables`` and ``attached`` of a ``ReadFile``.

    ``text`` is the text as the file has it; without it, that of the blocks.

    Raises:
        UnreadableFile: there is no text, or more than any document has.
    """
    text = text_of(blocks) if text is None else text
    if not text.strip():
        raise UnreadableFile("no_text")
    if len(text) > MOST_TEXT:
        raise UnreadableFile("too_long")
    writer = _Writer(_without_layout(blocks))
    body = writer.write()
    return {
        "text": _storable(text),
        "body": _storable(body),
        "articles": writer.articles,
        "tables": writer.tables,
        "attached": [_storable(name) for name in writer.attached],
    }


def _storable(text: str) -> str:
    """Return ``text`` without what no database takes: zeros, controls, halves of a letter."""
    return _UNSTORABLE.sub("", text)


def _without_layout(blocks: list[Block]) -> list[Block]:
    """Return the body: the head is left off, tables that only place text beside text are lines."""
    head = _head_length(blocks)
    body: list[Block] = []
    for block in blocks[head:]:
        if isinstance(block, Table) and _is_layout(block):
            body += [Paragraph(line) for line in block.lines]
        else:
            body.append(block)
    return body


def _head_length(blocks: list[Block]) -> int:
    has_head = False
    for position, block in enumerate(blocks[:_MOST_HEAD_BLOCKS]):
        lines = block.lines if isinstance(block, Table) else [block.text]
        folded = fold(" ".join(lines))
        if has_head and not isinstance(block, Table) and _BODY.match(folded):
            return position
        has_head = has_head or bool(_HEAD_WORDS.search(folded))
    return 0


def _is_layout(table: Table) -> bool:
    columns = max(len(row) for row in table.rows)
    text = fold(" ".join(table.lines))
    is_signature = len(table.rows) <= 3 and ("noi nhan" in text or "doc lap" in text)
    return columns == 1 or is_signature or (len(table.rows) == 1 and columns <= 3)


class _Writer:
    def __init__(self, blocks: list[Block]) -> None:
        self._blocks = blocks
        self._open: list[int] = []
        self._quoted = 0
        self.articles = self.tables = 0
        self.attached: list[str] = []

    def write(self) -> str:
        parts: list[str] = []
        position = 0
        items = False
        beginnings = self._beginnings_of_issued()
        while position < len(self._blocks):
            block = self._blocks[position]
            is_item = isinstance(block, Paragraph) and block.is_item
            if items != is_item:
                parts.append("<ul>" if is_item else "</ul>")
                items = is_item
            if isinstance(block, Table):
                parts.append(self._table(block))
                position += 1
            elif is_item:
                parts.append(f"<li>{_markup(block.text)}</li>")
                position += 1
            else:
                taken = beginnings.get(position, 0)
                html, taken = self._issued(position, taken) if taken else self._text(position)
                parts.append(html)
                position += taken
        return "".join([*parts, "</ul>" if items else ""])

    # What a document issues

    def _beginnings_of_issued(self) -> dict[int, int]:
        """Return where something issued with the document begins → of how many blocks its name."""
        found = {}
        texts = [b.text if isinstance(b, Paragraph) else "" for b in self._blocks]
        for position, text in enumerate(texts):
            if not _WITH.match(fold(text)) or position == 0:
                continue
            first = position
            while first > 0 and position - first < 6 and _is_name(texts[first - 1]):
                first -= 1
                if _ISSUED.match(fold(texts[first])):
                    break
            if first < position and _ISSUED.match(fold(texts[first])):
                found[first] = position - first
        return found

    def _issued(self, position: int, count: int) -> tuple[str, int]:
        lines = [self._blocks[position + one].text for one in range(count)]  # type: ignore[union-attr]
        self._quoted = 0
        self.attached.append(" ".join(lines).replace("\n", " ")[:300])
        return self._heading(0, "\n".join(lines)), count

    # Headings and paragraphs

    def _text(self, position: int) -> tuple[str, int]:
        text = self._blocks[position].text  # type: ignore[union-attr]
        folded = fold(text)
        article = _ARTICLE.match(folded)
        is_outside = self._is_outside_quotations(text, article is not None)
        if is_outside and article:
            self.articles += 1
            if len(text) <= _LONGEST_HEADING and not _SENTENCE_END.search(text):
                return self._heading(_ARTICLE_RANK, text), 1
            label, rest = text[: article.end()], text[article.end() :]
            return f"<p><b>{_markup(label)}</b>{_markup(rest)}</p>", 1
        if is_outside and (found := self._division(position, text, folded)):
            return found
        return f"<p>{_markup(text)}</p>", 1

    def _is_outside_quotations(self, text: str, is_article: bool) -> bool:
        """Tell whether ``text`` begins outside a quotation; the words of other law are no parts."""
        is_outside = self._quoted <= 0
        self._quoted = max(0, self._quoted + text.count("“") - text.count("”"))
        return is_outside

    def _division(self, position: int, text: str, folded: str) -> tuple[str, int] | None:
        match = _HEADING.match(folded)
        if match is None or not text[:1].isupper() or len(text) > _LONGEST_HEADING:
            return None
        word, rest = match["word"], text[match.start("rest") :]
        if match["number"] is None and (word != "phu luc" or rest):
            return None
        if rest and not match["mark"] and not rest[:1].isupper():
            return None
        if _SENTENCE_END.search(rest):
            return None
        lines, taken = [text], 1
        if not rest:
            for block in self._blocks[position + 1 : position + 4]:
                if not isinstance(block, Paragraph) or not _is_title(block.text, taken == 1):
                    break
                lines.append(block.text)
                taken += 1
        if word == "phu luc":
            self.attached.append(" ".join(lines)[:300])
        return self._heading(_RANKS[word], "\n".join(lines)), taken

    def _heading(self, rank: int, text: str) -> str:
        while self._open and self._open[-1] >= rank:
            self._open.pop()
        level = min(HIGHEST + len(self._open), LOWEST)
        self._open.append(rank)
        return f"<h{level}>{_markup(text)}</h{level}>"

    def _table(self, table: Table) -> str:
        self.tables += 1
        rows = []
        for number, row in enumerate(table.rows):
            tag = "th" if number == 0 and len(row) > 1 and _is_header(row) else "td"
            cells = []
            for cell in row:
                spans = "".join(
                    f' {name}="{span}"'
                    for name, span in [("colspan", cell.colspan), ("rowspan", cell.rowspan)]
                    if span > 1
                )
                cells.append(f"<{tag}{spans}>{_markup(cell.text)}</{tag}>")
            rows.append(f"<tr>{''.join(cells)}</tr>")
        return f"<table><tbody>{''.join(rows)}</tbody></table>"


def _is_header(row: list[Any]) -> bool:
    return all(0 < len(cell.text) <= 120 for cell in row)


def _is_name(text: str) -> bool:
    return 0 < len(text) <= 400 and not _SENTENCE_END.search(text) and not _SIGNED.match(fold(text))


def _is_title(text: str, is_first: bool) -> bool:
    if _HEADING.match(fold(text)) or _ARTICLE.match(fold(text)) or text.startswith(("(", "-")):
        return False
    if text == text.upper():
        return len(text) <= _LONGEST_HEADING
    starts_text = re.match(r"\d+[.)]\s|[a-zđ]\)\s|[IVX]+\.\s", text)
    return is_first and len(text) <= 160 and not _SENTENCE_END.search(text) and not starts_text


def _markup(text: str) -> str:
    return escape(text, quote=False).replace("\n", "<br/>")
