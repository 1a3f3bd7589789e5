"""A Word file as an article: title, lead, and the blocks of its body. By mammoth.

Kept are headings, bold, italic, raised and lowered text, lists, links, tables, pictures and
captions, and what was inserted with tracked changes. Fonts, colours, comments and what was deleted
are dropped. Pictures to which a file only points are not fetched.
"""

import base64
import io
import re
import zipfile
from dataclasses import asdict, dataclass, field
from html import escape
from itertools import pairwise
from typing import Any
from urllib.parse import urlsplit
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import mammoth
from PIL import Image

from .numbering import with_numbers
from .reading import UnreadableFile
from .word import look_through

MOST_PICTURES = 60
MOST_LETTERS = 1_000_000
MOST_PIXELS = 60_000_000
_SHOWN = {"PNG", "JPEG", "GIF", "WEBP"}
LONGEST_HEAD = 150
LONGEST_LEAD = 500
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STYLES = """
p[style-name='Title'] => h1.title:fresh
p[style-name='Subtitle'] => p.lead:fresh
p[style-name='caption'] => p.caption:fresh
p[style-name='Caption'] => p.caption:fresh
p[style-name='Illustration'] => p.caption:fresh
p[style-name='Figure'] => p.caption:fresh
p[style-name='Table'] => p.caption:fresh
p[style-name='List Bullet 2'] => ul|ol > li > ul > li:fresh
p[style-name='List Bullet 3'] => ul|ol > li > ul|ol > li > ul > li:fresh
"""
_MARKS = {"strong": "b", "em": "i", "sup": "sup", "sub": "sub"}
_HEADS = {f"h{level}": level for level in range(1, 7)}
_CAPTION = re.compile(r"(Hình|Ảnh|Biểu đồ|Sơ đồ|Bảng|Biểu)\b\s*(số\s*)?\d*[.:]", re.IGNORECASE)
_MOTTO = re.compile(
    r"cộng\s+ho(à|òa)\s+xã\s+hội\s+chủ\s+nghĩa|độc\s+lập\s*-\s*tự\s+do", re.IGNORECASE
)


@dataclass(slots=True)
class ReadArticle:
    """An article as a Word file has it.

    ``blocks`` are dicts with ``kind``: "heading" (``text``), "text" (``html``: p, b, i, sup, sub,
    ul, ol, li, br, h3 and a with href), "table" (``rows``, a whole grid of texts; ``merged``,
    lists of row, column, rowspan and colspan; ``caption``) and "picture" (``picture``, its place in
    ``pictures``; ``caption``). ``pictures`` are PNG, JPEG, GIF or WebP and can be read.
    ``lead_is_guessed`` says that the lead is the first paragraph, which nothing marks as one.
    ``insertions``, ``deletions`` and ``comments`` count what was tracked, ``lost_pictures`` those
    that the file only points to, that cannot be read, or that are too many or too big.
    """

    title: str
    lead: str
    blocks: list[dict[str, Any]]
    lead_is_guessed: bool = False
    pictures: list[bytes] = field(default_factory=list)
    lost_pictures: int = 0
    insertions: int = 0
    deletions: int = 0
    comments: int = 0

    def as_dict(self) -> dict[str, Any]:
        """Return it as plain values for JSON; ``from_dict`` makes it again."""
        pictures = [base64.b64encode(one).decode() for one in self.pictures]
        return {**asdict(self), "pictures": pictures}

    @classmethod
    def from_dict(cls, values: dict[str, Any]) -> "ReadArticle":
        """Return what ``as_dict`` gave."""
        pictures = [base64.b64decode(one) for one in values["pictures"]]
        return cls(**{**values, "pictures": pictures})


def read(content: bytes) -> dict[str, Any]:
    """Return the ``ReadArticle`` in a DOCX file, as plain values.

    Raises:
        UnreadableFile: as ``word.read``, or there is neither text nor picture in it.
    """
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        look_through(parts)
        counts = _tracked(parts)
        prepared = with_numbers(parts, lists_stay=True)
    pictures = _Pictures()
    result = mammoth.convert_to_html(
        prepared,
        style_map=_STYLES,
        convert_image=pictures.take,
        include_embedded_style_map=False,
        external_file_access=False,
    )
    if len(result.value) > 5 * MOST_LETTERS:
        raise UnreadableFile("too_long")
    builder = _Builder()
    for element in ElementTree.fromstring(f"<body>{result.value}</body>"):
        builder.add(element)
    article = _arranged(builder.parts)
    if not (article.title or article.lead or article.blocks):
        raise UnreadableFile("no_text")
    article.pictures, article.lost_pictures = pictures.taken, pictures.lost
    article.insertions, article.deletions, article.comments = counts
    return article.as_dict()


class _Pictures:
    """The pictures of a file, each once, in the order in which they first occur."""

    def __init__(self) -> None:
        self.taken: list[bytes] = []
        self.lost = 0

    def take(self, image: Any) -> list[Any]:
        try:
            with image.open() as opened:
                content = _decoded(opened.read())
        except Exception:
            # It stands elsewhere, or whatever a library makes of a broken one.
            content = b""
        if content and content not in self.taken and len(self.taken) < MOST_PICTURES:
            self.taken.append(content)
        if content not in self.taken:
            self.lost += 1
            return []
        place = str(self.taken.index(content))
        return [mammoth.html.element("img", {"src": place})]


def _decoded(content: bytes) -> bytes:
    """Return a picture that can be read, and that browsers show; raises whatever Pillow raises."""
    with Image.open(io.BytesIO(content)) as opened:
        if opened.width * opened.height > MOST_PIXELS:
            return b""
        opened.load()
        if opened.format in _SHOWN:
            return content
        out = io.BytesIO()
        opened.save(out, "PNG")
        return out.getvalue()


def _tracked(parts: zipfile.ZipFile) -> tuple[int, int, int]:
    """Count the insertions, deletions and comments."""
    names = parts.namelist()
    document = ElementTree.fromstring(parts.read("word/document.xml"))
    comments = 0
    if "word/comments.xml" in names:
        comments = len(ElementTree.fromstring(parts.read("word/comments.xml")))
    inserted, deleted = (
        sum(any(True for _ in one.iter(f"{_W}{text}")) for one in document.iter(f"{_W}{tag}"))
        for tag, text in [("ins", "t"), ("del", "delText")]
    )
    return inserted, deleted, comments


@dataclass(slots=True)
class _Part:
    """A piece of the file: ``kind`` is "head", "p", "list", "table" or "picture"."""

    kind: str
    text: str
    html: str = ""
    level: int = 0
    style: str = ""
    is_bold: bool = False
    value: dict[str, Any] = field(default_factory=dict)


class _Builder:
    """Makes parts of the elements that mammoth writes."""

    def __init__(self) -> None:
        self.parts: list[_Part] = []

    def add(self, element: Element) -> None:
        tag = element.tag
        if tag in _HEADS:
            text = _plain(element)
            style = element.get("class", "")
            if text:
                self.parts.append(_Part("head", text, level=_HEADS[tag], style=style))
        elif tag == "p":
            self._add_paragraph(element)
        elif tag in ("ul", "ol"):
            html = _inline(element)
            if _plain(element):
                self.parts.append(_Part("list", _plain(element), html=html))
        elif tag == "table":
            self._add_table(element)
            return
        self._add_pictures(element)

    def _add_paragraph(self, element: Element) -> None:
        text = _plain(element)
        if not text:
            return
        html = f"<p>{_inner(element).strip()}</p>"
        style = element.get("class", "")
        self.parts.append(_Part("p", text, html, style=style, is_bold=_is_bold(element)))

    def _add_table(self, element: Element) -> None:
        lines = list(element.iter("tr"))
        if all(len(row) <= 1 for row in lines):
            # Drawn around text or a picture, to place it.
            for row in lines:
                for cell in row:
                    for child in cell:
                        self.add(child)
            return
        rows, merged = _grid(element)
        if any(map(any, rows)):
            text = "\n".join(" ".join(row) for row in rows)
            self.parts.append(_Part("table", text, value={"rows": rows, "merged": merged}))
        self._add_pictures(element)

    def _add_pictures(self, element: Element) -> None:
        for image in element.iter("img"):
            value = {"picture": int(image.get("src", "0"))}
            self.parts.append(_Part("picture", "", value=value))


def _plain(element: Element) -> str:
    text = "".join("\n" if one.tag == "br" else one.text or "" for one in _pieces(element))
    return " ".join(text.split())


def _pieces(element: Element) -> Any:
    """Yield each element with its own text, and what follows it as another."""
    yield element
    for child in element:
        yield from _pieces(child)
        if child.tail:
            tail = Element("tail")
            tail.text = child.tail
            yield tail


def _is_bold(element: Element) -> bool:
    """Tell whether all that can be read of a paragraph is bold."""

    def others(one: Element) -> str:
        inner = "" if one.tag == "strong" else (one.text or "") + "".join(map(others, one))
        return inner + (one.tail or "")

    outside = (element.text or "") + "".join(map(others, element))
    return not outside.strip() and bool(_plain(element))


def _inner(element: Element) -> str:
    return escape(element.text or "", quote=False) + "".join(
        _inline(child) + escape(child.tail or "", quote=False) for child in element
    )


def _inline(element: Element) -> str:
    """Return the HTML of an element with nothing in it but what an article keeps."""
    tag, inner = element.tag, _inner(element)
    if tag == "br":
        return "<br/>"
    if tag == "table":
        return "<br/>".join(escape(line, quote=False) for line in _lines(element))
    if tag in _MARKS:
        name = _MARKS[tag]
        return f"<{name}>{inner}</{name}>" if inner.strip() else inner
    if tag in ("ul", "ol", "li"):
        return f"<{tag}>{inner}</{tag}>"
    if tag == "a":
        href = element.get("href", "")
        if _is_address(href) and inner.strip():
            return f'<a href="{escape(href)}">{inner}</a>'
        return "" if href.startswith(("#footnote-ref", "#endnote-ref")) else inner
    if tag == "p":
        # Within an item of a list, for notes.
        return inner
    return inner if tag != "img" else ""


def _is_address(href: str) -> bool:
    try:
        parts = urlsplit(href)
    except ValueError:
        return False
    return (parts.scheme in ("http", "https") and bool(parts.netloc)) or parts.scheme == "mailto"


def _lines(element: Element) -> list[str]:
    """Return the paragraphs within a cell, or a table within one, as lines."""
    lines, current = [], ""
    for one in _pieces(element):
        if one.tag in ("p", "li", "tr", "br", *_HEADS):
            lines.append(current)
            current = ""
        elif one.tag in ("td", "th"):
            current += " "
        current += one.text or ""
    cleaned = (" ".join(line.split()) for line in [*lines, current])
    return [line for line in cleaned if line]


def _grid(table: Element) -> tuple[list[list[str]], list[list[int]]]:
    """Return a whole grid of the texts of a table, and which cells are merged."""
    rows: list[dict[int, str]] = []
    merged = []
    lines = [row for part in table for row in ([part] if part.tag == "tr" else part)]
    rows = [{} for _ in lines]
    for number, line in enumerate(lines):
        column = 0
        for cell in line:
            while column in rows[number]:
                column += 1
            rowspan = min(int(cell.get("rowspan", "1")), len(lines) - number)
            colspan = int(cell.get("colspan", "1"))
            for below in range(number, number + rowspan):
                for beside in range(column, column + colspan):
                    rows[below][beside] = ""
            rows[number][column] = "\n".join(_lines(cell))
            if rowspan > 1 or colspan > 1:
                merged.append([number, column, rowspan, colspan])
    width = max((max(row, default=-1) + 1 for row in rows), default=0)
    return [[row.get(column, "") for column in range(width)] for row in rows], merged


def _arranged(parts: list[_Part]) -> ReadArticle:
    """Return the article of which these are the parts."""
    parts = _without_letterhead(parts)
    _find_heads(parts)
    title = _take_title(parts)
    lead, is_guessed = _take_lead(parts)
    return ReadArticle(title, lead, _blocks(parts), lead_is_guessed=is_guessed and bool(lead))


def _without_letterhead(parts: list[_Part]) -> list[_Part]:
    """Drop the motto of the state and what stands beside it, at the head of an office's letter."""
    beginning = [one for one in parts[:6] if _MOTTO.search(one.text)]
    kept = [one for one in parts if one not in beginning]
    return kept if kept else parts


def _find_heads(parts: list[_Part]) -> None:
    """Make heads of bold lines above text: few who write in Word use its styles."""
    for part, following in pairwise(parts):
        is_line = part.kind == "p" and part.is_bold and not part.style
        is_short = len(part.text) <= LONGEST_HEAD and not part.text.endswith((".", ";", ",", ":"))
        if is_line and is_short and not (following.kind == "p" and following.is_bold):
            part.kind, part.level = "head", 7


def _take_title(parts: list[_Part]) -> str:
    heads = [one for one in parts if one.kind == "head"]
    marked = [one for one in heads if one.style == "title"]
    bold = [one for one in parts if one.kind == "p" and one.is_bold]
    first = next(iter(marked + heads), None)
    if not marked:
        # A bold line above the first head, such as a title of two lines.
        first = next((one for one in parts if one is first or one in bold), first)
    if first is None:
        short = [one for one in parts[:1] if one.kind == "p" and len(one.text) <= LONGEST_HEAD]
        first = next(iter(short), None)
    if first is None:
        return ""
    parts.remove(first)
    return first.text


def _take_lead(parts: list[_Part]) -> tuple[str, bool]:
    """Return the lead, and whether nothing marks it as one."""
    marked = next((one for one in parts if one.style == "lead"), None)
    texts = [one for one in parts if one.kind == "p" and not one.style]
    first = parts[0] if parts else None
    if marked is None and first is not None and first.kind == "p" and first.is_bold:
        marked = first
    if marked is not None and len(marked.text) <= LONGEST_LEAD:
        parts.remove(marked)
        return marked.text, False
    if first is not None and texts[:1] == [first] and len(texts) > 1:
        # It would lose what a lead cannot hold.
        is_plain = not re.search("<(a|sup|sub)[ >]", first.html)
        if len(first.text) <= LONGEST_LEAD and is_plain:
            parts.remove(first)
            return first.text, True
    return "", False


def _blocks(parts: list[_Part]) -> list[dict[str, Any]]:
    highest = min((one.level for one in parts if one.kind == "head"), default=0)
    captions = _captions(parts)
    blocks: list[dict[str, Any]] = []
    for part in parts:
        if id(part) in captions.values():
            continue
        caption = next((one.text for one in parts if id(one) == captions.get(id(part))), "")
        if part.kind in ("table", "picture"):
            blocks.append({"kind": part.kind, **part.value, "caption": caption})
        elif part.kind == "head" and part.level == highest:
            blocks.append({"kind": "heading", "text": part.text[:255]})
        else:
            html = part.html
            if part.kind == "head":
                html = f"<h3>{escape(part.text, quote=False)}</h3>"
            if blocks and blocks[-1]["kind"] == "text":
                blocks[-1]["html"] += html
            else:
                blocks.append({"kind": "text", "html": html})
    return blocks


def _captions(parts: list[_Part]) -> dict[int, int]:
    """Return the identity of a table or picture → that of the paragraph that is its caption.

    A caption in the style for them stands on either side, another below a picture or above a table.
    """
    found: dict[int, int] = {}
    for place, part in enumerate(parts):
        if part.kind not in ("table", "picture"):
            continue
        below = parts[place + 1 : place + 2]
        above = parts[place - 1 : place] if place else []
        sides = [*above, *below] if part.kind == "table" else [*below, *above]
        for number, side in enumerate(sides):
            is_usual = number == 0
            is_caption = side.style == "caption" or (is_usual and bool(_CAPTION.match(side.text)))
            is_free = side.kind in ("p", "head") and id(side) not in found.values()
            if is_caption and is_free and len(side.text) <= LONGEST_LEAD:
                found[id(part)] = id(side)
                break
    return found
