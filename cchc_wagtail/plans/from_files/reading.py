"""What a plan in a file says: its head, its parts, its contents. Pure, no database.

A plan is read by the outline that plans have (Nghị định 30/2020/NĐ-CP, Phụ lục I, and those of
ministries and provinces): parts with a roman number, in them “Mục đích”, “Yêu cầu”, “Nội dung”,
“Hình thức”, “Thời gian”, “Tổ chức thực hiện”; contents are the items of “Nội dung”, or the rows of
a table with such a column. What the plan does not say stays empty.
"""

import datetime
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from bs4 import BeautifulSoup

from cchc_wagtail.citations import read_head
from cchc_wagtail.language import fold, normalise

from .days import Span, span_of

#: Headings are short; an item of a list may be as short, but ends as a sentence does.
_LONGEST_HEADING = 120
_PART = re.compile(r"^(?P<mark>[IVX]{1,5})[.)]\s+(?P<text>\S.*)$")
_ITEM = re.compile(r"^(?P<mark>\d{1,2}(?:\.\d{1,2})*[.)]|[a-zđ]\)|[-–—+•*])\s*(?P<text>\S.*)$")
_NUMBER = re.compile(r"^\D{0,12}?(\d{1,4})\b\s*(?P<rest>[^\d]*)$")
_YEARS = re.compile(r"\b(?:năm|đoạn)\s+(20\d\d)\b(?:\s*[-–—]\s*(20\d\d)\b)?")
_END = re.compile(r"^(?:tren day la|noi nhan|trong qua trinh thuc hien)\b")
_OPENING = re.compile(r"^(?:can cu|thuc hien|xet de nghi)\b")

#: What the heading of a column means; the first that stands in it counts.
_COLUMNS = [
    ("co_units", ("phoi hop",)),
    ("unit", ("chu tri", "don vi thuc hien", "co quan thuc hien", "phan cong", "phu trach")),
    ("due", ("thoi gian", "thoi han", "tien do", "hoan thanh")),
    ("target", ("so luong", "chi tieu", "so san pham")),
    ("product", ("san pham", "ket qua")),
    ("channels", ("hinh thuc", "kenh")),
    ("reform_field", ("linh vuc",)),
    ("text", ("noi dung", "nhiem vu", "hoat dong", "cong viec")),
    ("number", ("stt", "tt")),
]


@dataclass
class ReadContent:
    """A content as it is written: names of units, forms and fields are the words of the file."""

    text: str
    number: str = ""
    product: str = ""
    target: int | None = None
    unit: str = ""
    co_units: str = ""
    channels: str = ""
    reform_field: str = ""
    due: str = ""
    span: Span = field(default_factory=Span)


@dataclass
class ReadPlan:
    """A plan as a file has it: from ``year`` to ``last_year``.

    Prose is a list of paragraphs; ``span`` holds for all contents.
    """

    title: str = ""
    number: str = ""
    issued_on: datetime.date | None = None
    year: int = 0
    last_year: int = 0
    legal_bases: list[str] = field(default_factory=list)
    purposes: list[str] = field(default_factory=list)
    requirements: list[str] = field(default_factory=list)
    organisation: list[str] = field(default_factory=list)
    span: Span = field(default_factory=Span)
    contents: list[ReadContent] = field(default_factory=list)


def read_plan(text: str, body: str, year: int) -> ReadPlan:
    """Return the ``ReadPlan`` of a text (``ReadFile.text``) and its ``body`` as HTML.

    ``year`` is taken where neither title nor day of issue names one. No errors: what is no plan
    gives one without contents.
    """
    head = read_head(text)
    plan = ReadPlan(
        title=_title(head.title or _below_the_word(text)),
        number=head.number or "",
        issued_on=head.issued_on,
        year=year,
    )
    if match := _YEARS.search(plan.title):
        plan.year, plan.last_year = int(match[1]), int(match[2] or match[1])
    elif plan.issued_on:
        plan.year = plan.issued_on.year
    plan.last_year = max(plan.year, plan.last_year)
    soup = BeautifulSoup(body, "html.parser")
    tables = [_cells_of(table.extract()) for table in soup.find_all("table")]
    _read_parts(plan, _lines_of(soup))
    for rows in tables:
        plan.contents += contents_of(rows, plan.year)
    return plan


def _title(title):
    """Return ``title`` with the word for a plan: it is the type of the document, or in its text."""
    title = title.removeprefix("Ban hành ")
    if not title or fold(title).startswith("ke hoach"):
        return title
    return f"Kế hoạch {title[0].lower()}{title[1:]}"


def _below_the_word(text):
    """Return the line below “KẾ HOẠCH”: a draft that has no number yet has no head to be read."""
    lines = [line for line in map(normalise, text.splitlines()) if line]
    return next((below for line, below in pairwise(lines) if fold(line) == "ke hoach"), "")


def contents_of(rows: Iterable[Sequence[str]], year: int) -> list[ReadContent]:
    """Return the contents in the ``rows`` of a table; none where no column is one of contents.

    A row with nothing but a title (“II | Cải cách thủ tục hành chính”) is what the rows below it
    belong to: their field.
    """
    columns, found, above = {}, [], ""
    for cells in rows:
        cells = [" ".join(normalise(cell).split()) for cell in cells]
        if not columns:
            columns = _columns_of(cells)
            continue
        # The letters or numbers that name the columns.
        if all(len(cell.strip("()")) < 3 for cell in cells):
            continue
        values = {name: cells[at] for name, at in columns.items() if at < len(cells)}
        if "text" not in _said(values):
            continue
        rest = set(values.values()) - {values["text"], values.get("number", ""), ""}
        if not rest and _is_title(values, found):
            above = values["text"]
            continue
        found.append(_content_of({"reform_field": above, **_said(values)}, year))
    return found


def _is_title(values, found):
    """Tell whether a row that names nothing but a text is the title of those below it."""
    number = values.get("number", "").strip(".() ")
    return bool(re.fullmatch(r"[IVX]+|[A-H]", number)) or (not number and values["text"].isupper())


def _said(values):
    return {name: text for name, text in values.items() if text.strip(" -–…")}


def _content_of(values, year):
    product, target = values.get("product", ""), None
    asked = values.get("target") or product
    span = span_of(values.get("due", ""), year)
    if match := _NUMBER.match(asked):
        target = int(match[1]) or None
        rest = match["rest"].split("/")[0].strip(" .,;")
        product = (values.get("product", "") if values.get("target") else rest) or rest
    if span.recurrence is None and (often := span_of(asked, year).recurrence):
        span = Span(span.begins_on, span.due_on, often)
    return ReadContent(
        text=values["text"],
        number=values.get("number", "").strip(" ."),
        product=product,
        target=target,
        unit=values.get("unit", ""),
        co_units=values.get("co_units", ""),
        channels=values.get("channels", ""),
        reform_field=values.get("reform_field", ""),
        due=values.get("due", ""),
        span=span,
    )


def _columns_of(cells):
    """Return name of a column → its place, if ``cells`` are the head of a table of contents."""
    columns = {}
    for place, cell in enumerate(cells):
        words = fold(cell)
        for name, marks in _COLUMNS:
            is_it = words in marks if name == "number" else any(mark in words for mark in marks)
            if is_it and name not in columns:
                columns[name] = place
                break
    return columns if "text" in columns and len(columns) > 1 else {}


def _cells_of(table):
    return [
        [cell.get_text(" ") for cell in row.find_all(["th", "td"])] for row in table.find_all("tr")
    ]


def _lines_of(soup):
    blocks = soup.find_all(["p", "h2", "h3", "h4", "h5", "h6", "li"])
    lines = [" ".join(normalise(block.get_text()).split()) for block in blocks]
    return [line for line in lines if line]


def _read_parts(plan, lines):
    part, items, began, times = "", [], False, []
    for line in lines:
        if match := _PART.match(line):
            part, began = _name_of(match["text"]), True
            continue
        if _END.match(fold(line)):
            part = ""
            continue
        match = _ITEM.match(line)
        if match and began and (inner := _inner(match, line)):
            part = inner
        elif not began:
            if _OPENING.match(fold(line)):
                plan.legal_bases.append(line)
        elif part == "contents":
            _add_item(items, line, match)
        elif part == "times":
            times.append(line)
        elif part in ("purposes", "requirements", "organisation"):
            getattr(plan, part).append(line)
    plan.span = span_of(" ".join(times), plan.year)
    if any(mark for mark, _text in items):
        plan.contents += [ReadContent(text=text) for mark, text in items if mark]


def _inner(match, line):
    """Return the part that a heading within a part begins: “1. Nội dung”; "" for an item."""
    is_heading = match["mark"][0].isdigit() and len(line) <= _LONGEST_HEADING
    if not is_heading or line.endswith((".", ";")):
        return ""
    return _name_of(match["text"], is_whole=True)


def _name_of(heading, is_whole=False):
    """Return the part that a heading names.

    ``is_whole`` for headings in a part, which say one thing; “II. Nội dung, hình thức” says what
    comes first.
    """
    words = fold(heading)
    names = [
        ("purposes", "muc dich|muc tieu"),
        ("requirements", "yeu cau"),
        ("audiences", "doi tuong"),
        ("contents", "noi dung|nhiem vu"),
        ("channels", "hinh thuc"),
        ("times", "thoi gian|thoi han"),
        ("organisation", "to chuc thuc hien|trach nhiem"),
        ("other", "giai phap|kinh phi"),
    ]
    for name, pattern in names:
        if re.match(pattern, words) if is_whole else re.search(pattern, words):
            return name
    return "" if is_whole else "other"


def _add_item(items, line, match):
    """Add ``line`` to the contents: an item of its own, or the rest of the one before.

    The mark of the first item is that of all: what has another stands below it.
    """
    kind = _kind(match["mark"]) if match else ""
    first = next((mark for mark, _text in items if mark), "")
    if match and (not first or kind == first):
        items.append((kind, match["text"]))
    elif items and items[-1][0]:
        mark, text = items[-1]
        # A paragraph that was torn in two goes on with a small letter.
        joint = " " if line[:1].islower() and not match else "\n"
        items[-1] = (mark, f"{text}{joint}{line}")


def _kind(mark):
    if mark[0].isdigit():
        return "1"
    return "a" if mark[0].isalpha() else "-"
