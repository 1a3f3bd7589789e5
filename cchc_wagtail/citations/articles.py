"""References to articles, clauses and points (điều, khoản, điểm)."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from typing import NamedTuple

from cchc_wagtail.language import fold

from .citation import ArticleReference, Citation

_LANDMARKS = ("iều ", "iều\n", "IỀU ", "ieu ", "IEU ")

_MARKS_JOINT = r"\s{0,2}(?:,|;|\bva\b|\bhoac\b|\bden\b|-)\s{0,2}"
_ARTICLE_MARK = r"[0-9]{1,4}[a-z]?(?![\w/%]|[.,][0-9])"
_POINT_MARK = r"(?:[a-z][0-9]{0,2}|[0-9]{1,2})(?:\.[0-9]{1,2})?(?:\([ivx]{1,4}\))?(?![\w/%])"
_UNIT = re.compile(
    rf"(?:(?P<dieu>dieu)|(?P<khoan>khoan))\s{{1,3}}(?:tu\s{{1,2}})?"
    rf"(?P<numbers>{_ARTICLE_MARK}(?:{_MARKS_JOINT}{_ARTICLE_MARK})*)"
    rf"|diem\s{{1,3}}(?P<points>{_POINT_MARK}(?:{_MARKS_JOINT}{_POINT_MARK})*)"
)
_NUMBER_MARK = re.compile(r"[0-9]{1,4}[a-z]?")
_ANY_POINT_MARK = re.compile(r"(?<![a-z])(?:[a-z][0-9]{0,2}|[0-9]{1,2})(?:\.[0-9]{1,2})?(?![a-z])")

_FILLER = (
    r"(?:(?:tai|cua|thuoc|trong|theo|cac|tu|nhung|o|quy dinh|mot trong cac|noi dung|ca|dieu)"
    r"\s{1,3})*"
)
# From one unit of a reference to the next: "điểm a [, ] khoản 2 [của] Điều 7".
_WITHIN = re.compile(rf"[\s,]{{1,4}}{_FILLER}")
_BETWEEN = re.compile(
    rf"\s{{0,3}}(?:[,;]|va/hoac\b|va\b|hoac\b|den\b|cung\b|-)[\s,]{{0,3}}(?:(?:va|hoac)\s{{1,3}})?{_FILLER}"
)
_TO_DOCUMENT = re.compile(
    r"[\s,]{0,4}"
    r"(?:(?:muc|chuong|phan|tieu muc|phu luc)\s{1,2}(?:so\s)?[0-9ivxlc]{1,6}\b[\s,]{0,3})*"
    r"(?:(?:cua|tai|thuoc|trong|theo|o|ban hanh|kem|quy dinh|duoc)\s{1,3})*"
    r"(?:(?:muc|chuong|phan|tieu muc|phu luc)\s{1,2}(?:so\s)?[0-9ivxlc]{1,6}\b[\s,]{0,3})*"
    r"(?:(?:cua|tai|thuoc|trong|theo)\s{1,3})*"
    r"(?:(?:quy che|quy dinh|dieu le|quy trinh|quy chuan|huong dan|danh muc|chuong trinh)\b"
    r"[^.;:()]{0,140}\b(?:ban hanh|kem)\s{1,3}(?:kem\s{1,3})?theo\s{1,3})?"
    r"(?:(?:ca|cac|mot so|du thao|nghi dinh|thong tu|luat|quyet dinh)\s{1,3})*[\"“”]?"
)
_LONGEST_WAY = 200
_LONGEST_PARENTHESIS = 400
_LEADS_TO_REFERENCE = re.compile(
    r"(?:tai|theo|cua|cac|va|hoac|den|tu|thuoc|trong|khoan|diem|o|dieu|voi|,|so|[0-9a-z])\s*$"
)


class _Unit(NamedTuple):
    kind: str
    start: int
    end: int
    marks: list[str]


class _Group(NamedTuple):
    """The references governed by one word "Điều": article, clause and point of each leaf."""

    start: int
    end: int
    leaves: list[tuple[str, str | None, str | None]]


def attach_articles(text: str, citations: list[Citation]) -> None:
    """Hang the article references of ``text`` on the ``citations`` (in order) to their right."""
    if not citations or not _has_article(text):
        return
    folded = fold(text)
    groups = list(_groups(text, folded))
    starts = [citation.start for citation in citations]
    targets: list[Citation | None] = [None] * len(groups)
    for index in range(len(groups) - 1, -1, -1):
        group = groups[index]
        target = _document_after(folded, group.end, citations, starts)
        if target is None and index + 1 < len(groups):
            following = groups[index + 1].start
            if following - group.end < _LONGEST_WAY and _BETWEEN.fullmatch(
                folded, group.end, following
            ):
                target = targets[index + 1]
        targets[index] = target
    for group, target in zip(groups, targets, strict=True):
        if target is not None:
            target.articles += [
                ArticleReference(group.start, group.end, *leaf) for leaf in group.leaves
            ]


def _has_article(text: str) -> bool:
    for landmark in _LANDMARKS:
        position = text.find(landmark)
        while position >= 0:
            if text[position + 3 : position + 8].lstrip()[:1].isdecimal():
                return True
            position = text.find(landmark, position + 3)
    return False


def _document_after(
    folded: str, position: int, citations: list[Citation], starts: list[int]
) -> Citation | None:
    aside = position
    while folded[aside : aside + 1].isspace():
        aside += 1
    if folded.startswith("(", aside):
        # "Điều 32 (được sửa đổi bởi …) của Nghị định": the parenthesis is an aside.
        closing = folded.find(")", aside, aside + _LONGEST_PARENTHESIS)
        if closing < 0:
            return None
        position = closing + 1
    index = bisect_left(starts, position)
    if index == len(starts) or starts[index] - position > _LONGEST_WAY:
        return None
    way = _TO_DOCUMENT.fullmatch(folded, position, starts[index])
    return citations[index] if way else None


def _units(text: str, folded: str) -> Iterator[_Unit]:
    for match in _UNIT.finditer(folded):
        if folded[match.start() - 1 : match.start()].isalnum() and text[match.start()].islower():
            continue
        if match["points"] is not None:
            kind, list_start, mark = "diem", match.start("points"), _ANY_POINT_MARK
        else:
            kind = "dieu" if match["dieu"] else "khoan"
            list_start, mark = match.start("numbers"), _NUMBER_MARK
        marks = [
            text[found.start() : found.end()].lower()
            for found in mark.finditer(folded, list_start, match.end())
        ]
        yield _Unit(kind, match.start(), match.end(), marks)


def _groups(text: str, folded: str) -> Iterator[_Group]:
    units = list(_units(text, folded))
    index = 0
    while index < len(units):
        pending: list[_Unit] = []
        while index < len(units) and units[index].kind != "dieu":
            if pending and not _is_linked(folded, pending[-1], units[index]):
                pending = []
            pending.append(units[index])
            index += 1
        if index == len(units):
            return
        article = units[index]
        if pending and not _WITHIN.fullmatch(folded, pending[-1].end, article.start):
            pending = []
        index += 1
        following = _following(folded, units, index, article) if not pending else []
        index += len(following)
        if not pending and _is_heading(text, folded, article):
            continue
        parts = _clauses(folded, pending or sorted(following, key=_outer_last))
        start = pending[0].start if pending else article.start
        end = following[-1].end if following else article.end
        first, *others = article.marks
        leaves = [(first, clause, point) for clause, point in parts] or [(first, None, None)]
        yield _Group(start, end, leaves + [(mark, None, None) for mark in others])


def _outer_last(unit: _Unit) -> int:
    return unit.kind == "khoan"


def _is_linked(folded: str, left: _Unit, right: _Unit) -> bool:
    if right.start - left.end > 60:
        return False
    return bool(
        _WITHIN.fullmatch(folded, left.end, right.start)
        or _BETWEEN.fullmatch(folded, left.end, right.start)
    )


def _following(folded: str, units: list[_Unit], index: int, article: _Unit) -> list[_Unit]:
    """Return the units that come after their article: "Điều 5 khoản 2 điểm a"."""
    found: list[_Unit] = []
    last = article
    while index < len(units) and len(found) < 2:
        unit = units[index]
        if folded[last.end : unit.start].strip(" ,\n"):
            return found
        if unit.kind == "dieu":
            return []
        if last.kind == unit.kind or (last.kind, unit.kind) == ("dieu", "diem"):
            return []
        found.append(unit)
        last = unit
        index += 1
    if (
        index < len(units)
        and units[index].kind == "dieu"
        and _is_linked(folded, last, units[index])
    ):
        return []
    return found


def _clauses(folded: str, units: list[_Unit]) -> list[tuple[str | None, str | None]]:
    parts: list[tuple[str | None, str | None]] = []
    points: list[str] = []
    previous: _Unit | None = None
    for unit in units:
        if unit.kind == "diem":
            points += unit.marks
        else:
            if (
                points
                and previous is not None
                and previous.start < unit.start
                and not _WITHIN.fullmatch(folded, previous.end, unit.start)
            ):
                parts += [(None, point) for point in points]
                points = []
            first, *others = unit.marks
            parts += [(first, point) for point in points] or [(first, None)]
            parts += [(mark, None) for mark in others]
            points = []
        previous = unit
    return parts + [(None, point) for point in points]


def _is_heading(text: str, folded: str, article: _Unit) -> bool:
    """Whether "Điều 5" is the title of an article in its own document, not a reference."""
    if len(article.marks) > 1 or not text[article.start].isupper():
        return False
    after = folded[article.end : article.end + 1]
    line_start = folded.rfind("\n", 0, article.start) + 1
    before = folded[max(line_start, article.start - 12) : article.start].strip(' *#>-–•\t"“')
    if after in (".", ":"):
        if not before:
            previous_line = folded[max(0, line_start - 12) : line_start]
            return not _LEADS_TO_REFERENCE.search(previous_line.rstrip()) or line_start == 0
        return before[-1] in ".;:!?”)/" and folded[article.end + 1 : article.end + 2] == " "
    if after in ("\n", "") and not before:
        previous_line = folded[max(0, line_start - 12) : line_start].rstrip()
        return not previous_line or previous_line[-1] in ".;:!?”)/"
    return False
