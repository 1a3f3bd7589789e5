"""What a legal text itself changes, and from when it takes effect.

Source of the words: Luật Ban hành văn bản quy phạm pháp luật 64/2025/QH15, on the effect of
documents (thay thế, bãi bỏ, sửa đổi, bổ sung, đình chỉ, ngưng hiệu lực), and Nghị định
78/2025/NĐ-CP, on how amending and repealing documents are worded; "hủy bỏ" and "hết hiệu lực" as
published documents use them.
"""

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import NamedTuple

from cchc_wagtail.language import fold

from .attributes import read_date
from .citation import ArticleReference, Citation
from .finder import find_citations
from .source import Source

_SPACE = r"\s{1,3}"


@dataclass(slots=True)
class Change:
    """One document that a text changes.

    ``kind`` is "replaces", "repeals", "amends", "suspends" or "annuls". ``citation`` is the
    document as the text cites it, with the articles changed, if they are named. ``is_partial`` says
    that only a part of it is changed: those articles, or what the clause describes (a chapter, a
    form, the provisions on something). ``start`` and ``end`` span the clause, in code points of the
    text as given. ``effective_from`` is the day the clause names, else the day the text takes
    effect.
    """

    kind: str
    citation: Citation
    is_partial: bool
    start: int
    end: int
    effective_from: datetime.date | None


def _words(text: str) -> str:
    return text.replace(" ", _SPACE)


_TYPE = "|".join(
    sorted(
        {
            "bo luat", "chi thi", "ke hoach", "luat", "lenh", "nghi quyet", "nghi quyet lien tich",
            "nghi dinh", "phap lenh", "quy che", "quyet dinh", "thong tu", "thong tu lien bo",
            "thong tu lien nganh", "thong tu lien tich", "van ban", "huong dan", "ket luan",
        },
        key=len,
        reverse=True,
    )
).replace(" ", _SPACE)  # fmt: skip

_OPENING = frozenset("“«")
_CLOSING = frozenset("”»")

_FROM = _words(r"(?:ke )?tu (?:ngay|thoi diem) ")
_DAY = r"(?=[0-9]{1,2}[^\w])"
_IN_EFFECT = _words(r"co\s{0,3}hieu luc(?: (?:thi hanh|phap luat|thuc hien))?")
_EFFECT = re.compile(
    rf"(?<!\w)(?:{_TYPE}){_SPACE}nay{_SPACE}(?:(?:(?:da{_SPACE})?duoc|thay{_SPACE}the)"
    rf"{_SPACE}[^.;]{{5,400}}?(?:va|,){_SPACE})?(?:se{_SPACE})?{_IN_EFFECT}"
    rf"[\s,]{{1,4}}(?:(?:{_FROM}|vao{_SPACE}ngay{_SPACE}|ngay{_SPACE}){_DAY}"
    rf"|(?P<signed>{_words('(?:ke )?tu ngay')}{_SPACE}(?:{_words('ky|thong qua|ban hanh')}))"
    rf"|sau{_SPACE}(?:[^\d.;]{{1,30}}\(?)?(?P<days>[0-9]{{1,3}})\)?{_SPACE}ngay[\s,]{{1,4}}"
    rf"{_words('(?:ke )?tu ngay (?:ky|ban hanh|thong qua)')})"
)
_NOT_ITSELF = re.compile(_words(r"(?:cua|khi|truoc ngay|tu ngay|thoi diem|ngay|neu|va|tai|theo) $"))

_AMENDS = (
    r"(?:sua doi(?:\W{1,3}bo sung)?|bo sung)(?:(?:,| va) (?:thay the|bai bo|sua doi|bo sung))*"
)
_VERBS = {
    "replaces": r"thay the(?: cho)?",
    "repeals": r"bai bo",
    "amends": _AMENDS,
    "suspends": r"(?:tam )?ngung(?: hieu luc)?(?: thi hanh)?|(?:tam )?dinh chi",
    "annuls": r"huy bo",
}
_VERB = "|".join(f"(?P<{kind}>{_words(words)})" for kind, words in _VERBS.items())
_ACTIVE = re.compile(rf"(?<!\w)(?:{_VERB})(?!\w)")
_PASSIVE = re.compile(
    _words(
        r"(?<!\w)(?:(?P<repeals>het hieu luc(?: thi hanh)?|cham dut hieu luc|(?:bi|duoc) bai bo)"
        r"|(?P<annuls>bi huy bo)"
        r"|(?P<suspends>(?:bi |tam )?ngung hieu luc(?: thi hanh)?"
        r"|bi (?:tam )?dinh chi(?: thi hanh)?)"
    )
    + rf"|(?P<replaces>{_words('duoc thay the (?:bang|boi)')}{_SPACE}(?:{_TYPE}){_SPACE}nay))(?!\w)"
)
_BY_ITSELF = re.compile(rf"(?:{_TYPE}){_SPACE}nay(?:{_SPACE}se)?{_SPACE}$")
_ENACTS = re.compile(rf"{_words('ban hanh ')}(?:{_TYPE})(?:{_SPACE}nay)?{_SPACE}$")
_AFTER_EFFECT = re.compile(
    r"hieu\s{1,3}luc[^.]{0,110}?(?:[0-9]{4}|ky|ban\s{1,3}hanh|thong\s{1,3}qua)"
    r"[\s,;]{1,4}(?:(?:va|dong\s{1,3}thoi)[\s,]{1,3}){0,2}$"
)
_GOES_ON = re.compile(r";\s*(?:dong\s{1,3}thoi\s)?")
_LONGEST_LEAD = 160
_ITEM = r"(?:[0-9]{1,2}(?:\.[0-9]{1,2}){0,2}[.)]|[a-z]\)|[-+*•])"
_NEW_ITEM = re.compile(rf"[.;:]?\s*\n\s*{_ITEM}\s*$|;\s*$")
_AND = re.compile(r"(?:[,;]|(?<!\w)(?:va|cung|cung voi|va cac|cac))\s*$")
_HEADING = (
    r"\n\s*(?:dieu\s{1,3}[0-9]{1,4}[a-z]?\s?[.:](?![0-9])|chuong\s{1,3}[0-9ivx]{1,5}\b\W{0,3}\n)"
)
_CLAUSE_END = re.compile(
    rf"\./|\.(?=\s*(?:$|\n\s*(?:{_ITEM}|dieu|chuong|phan|muc)\b|\n\n))|\.(?=\s[^\W\d_])"
    rf"|{_HEADING}"
    rf"|;\s*(?=(?:dong\s{{1,3}}thoi\s)?(?:{'|'.join(map(_words, _VERBS.values()))})\s)"
    rf"|\n\s*(?={_ITEM}\s)"
)
_LIST_END = re.compile(rf"{_HEADING}|\./")
_LIST_FOLLOWS = re.compile(r"(?:(?<!nhu.)sau(?:\s{1,3}day)?|gom)\s{0,2}:", re.DOTALL)
_LONGEST_CLAUSE = 4_000
_LONGEST_LIST = 40_000
_LONGEST_WAY = 400

_ARTICLE_BEFORE = re.compile(r"dieu\s{1,3}[0-9]{1,4}[a-z]?\s?[.:]\s*$")
_ARTICLE = re.compile(r"(?<!\w)dieu [0-9]{1,4}[a-z]?(?!\w)")
# "Bổ sung Điều 5a vào sau Điều 5" leaves Điều 5 as it is, "khoản 4 vào sau khoản 3" khoản 3.
_ANCHOR_UNIT = re.compile(r" (?:vao )?(?:sau|truoc) (?:khoan [0-9]{1,3}[a-z]?|diem [a-z])(?!\w)")
_ANCHOR = re.compile(r"(?<!\w)(?:sau|truoc) $")
_SOME_DOCUMENT = " Nghị định số 1/2000/NĐ-CP"
# Words between the verb and the document that leave it whole.
_NEUTRAL = re.compile(
    rf"(?<!\w)(?:toan\s{{1,3}}bo|cac|nhung|hieu\s{{1,3}}luc|thi\s{{1,3}}hanh|viec|doi\s{{1,3}}voi|cua"
    rf"|van\s{{1,3}}ban|quy\s{{1,3}}pham|phap\s{{1,3}}luat|sau|day|so|bai\s{{1,3}}bo|{_TYPE}"
    r"|[0-9]{1,3}|[a-z](?=\)))(?!\w)"
)
_NOT_OBJECT = re.compile(
    _words(r"(?:(?<!kem.)theo|can cu|thuc hien|ap dung|trai voi|phu hop voi)")
    + rf"(?:{_words(' (?:cac )?quy dinh (?:tai|cua|trong)')})?\s*(?:cac\s*)?$"
)
_PHRASES = re.compile(_words(r"(?<!\w)(?:cum tu|tu ngu|mot so (?:tu|cum)|cac tu)"))
_LEAD = re.compile(
    rf"\s*(?:{_ITEM}\s*)?(?:dieu\s{{1,3}}[0-9]{{1,3}}[.:]?[^\n]{{0,80}}\n\s*)?"
    rf"(?:{_words('ke tu (?:ngay|thoi diem) ')}[^.;,]{{1,120}},\s*)?"
)
_PART = re.compile(
    _words(
        r"(?:cac|toan bo|nhung|noi dung|mot so|dieu|khoan|diem|quy dinh|phu luc|van ban|chuong|muc)"
    )
    + r"\b"
)
#: "Văn bản quy định chi tiết Nghị định …" is another document.
_DETAILS = re.compile(_words(r"(?:quy dinh chi tiet|huong dan)"))
_LONGEST_PART = 200
_CONDITION = re.compile(
    rf"\s*(?:{_ITEM}\s*)?" + _words(r"(?:truong hop|khi|neu|trong|den khi|cho den|sau khi|ho so)\b")
)
_LAPSED = re.compile(_words(r"(?:da|khi|se|bi|con|duoc|va|hoac|chua|truoc khi|den khi) $"))
_SENTENCE_START = re.compile(
    rf"[.:;”]\s*\n\s*|\.\s{{1,3}}(?=[^\W\d_])|\n\s*(?={_ITEM}\s)"
    r"|\n\s*dieu\s{1,3}[0-9]{1,3}[.:][^\n]{0,120}\n"
)
_SENTENCE_END = re.compile(r"\./|\.\s|\.$|;|\n\s*\n")
_LONGEST_SUBJECT = 2_500
_LONGEST_REST = 200
_FROM_DAY = re.compile(rf"{_FROM}{_DAY}")


def blank_quotations(text: str) -> str:
    """Return ``text`` with what stands in quotation marks as spaces: words of other documents.

    Length and line ends are kept. A mark without its partner blanks nothing. No errors.
    """
    if not any(mark in text for mark in '“”«»"'):
        return text
    spans = list(_quotations(text))
    if not spans:
        return text
    pieces: list[str] = []
    position = 0
    for start, end in spans:
        pieces += text[position:start], _LETTER.sub(" ", text[start:end])
        position = end
    return "".join([*pieces, text[position:]])


_LETTER = re.compile(r"[^\n]")
_MARK = re.compile(r"[“”«»\"]")


def _quotations(text: str) -> Iterator[tuple[int, int]]:
    """Yield the outermost quotations, marks included."""
    open_marks: list[int] = []
    found: list[tuple[int, int]] = []
    for match in _MARK.finditer(text):
        place, mark = match.start(), match[0]
        before, after = text[place - 1 : place], text[place + 1 : place + 2]
        opens = mark in _OPENING or (
            mark == '"' and (not before or before.isspace() or before in "(:") and after.strip()
        )
        if opens:
            open_marks.append(place)
        elif open_marks:
            start = open_marks.pop()
            while found and found[-1][0] > start:
                found.pop()
            found.append((start, place + 1))
    yield from found


def read_effect(folded: str, start: int, issued_on: datetime.date | None) -> datetime.date | None:
    """Return the day from which a text says that it takes effect as a whole, or None.

    ``folded`` is its body, folded, with quotations blank; what comes before ``start`` does not
    count. "Từ ngày ký" and "sau 45 ngày kể từ ngày ký" count from ``issued_on``. No errors.
    """
    for match in _EFFECT.finditer(folded, start):
        if _NOT_ITSELF.search(folded, max(0, match.start() - 20), match.start()):
            continue
        if match["signed"]:
            return issued_on
        if match["days"]:
            return issued_on and _later(issued_on, int(match["days"]))
        day, _ = read_date(f"ngày {folded[match.end() : match.end() + 40]}", 0)
        if day is not None:
            return day
    return None


def _later(day: datetime.date, days: int) -> datetime.date | None:
    try:
        return day + datetime.timedelta(days=days)
    except OverflowError:
        return None


class _Clause(NamedTuple):
    kind: str
    start: int
    verb_end: int
    end: int


def find_changes(
    text: str,
    folded: str,
    start: int,
    *,
    title: tuple[int, int] | None,
    effective_from: datetime.date | None,
) -> list[Change]:
    """Return what the body of a text changes, in order.

    ``text`` ends with the body, its quotations blank; ``folded`` is the same, folded; the body
    begins at ``start``. The title (its span) counts where the body does not say the same more
    exactly. No errors.
    """
    found: list[Change] = []
    amended: Change | None = None
    amended_until = 0
    for clause in _active(text, folded, start):
        changes = _read_active(text, folded, clause, effective_from)
        if len(changes) == 1 and clause.kind == "amends" and _is_heading(folded, clause.start):
            amended, amended_until = changes[0], _list_end(folded, clause.end)
        elif not changes and amended is not None and clause.end <= amended_until:
            changes = _read_article(text, folded, clause, amended)
        _add_all(folded, found, changes)
    for change in _passive(text, folded, start, effective_from):
        _add_all(folded, found, [change])
    if title is not None:
        verb = _ACTIVE.match(folded, title[0])
        if verb is None and (about := _ABOUT.match(folded, title[0])):
            verb = _ACTIVE.match(folded, about.end())
        if verb is not None and verb.end() < title[1] and verb.lastgroup is not None:
            clause = _Clause(verb.lastgroup, verb.start(), verb.end(), title[1])
            named = _read_active(text, folded, clause, effective_from)
            if not any(change.kind == clause.kind for change in found):
                _add_all(folded, found, named)
    return sorted(found, key=lambda change: change.start)


_ABOUT = re.compile(r"ve\s{0,3}(?:viec\s{1,3})?")


def _active(text: str, folded: str, start: int) -> Iterator[_Clause]:
    """Yield the clauses that say what the text does: "Bãi bỏ …", "Nghị định này thay thế …"."""
    floor = start
    for match in _ACTIVE.finditer(folded, start):
        if match.start() < floor or match.lastgroup is None:
            continue
        goes_on = floor > start and _GOES_ON.fullmatch(folded, floor, match.start())
        if not (goes_on or _is_act(text, folded, match.start())):
            continue
        end = _clause_end(folded, match.end())
        yield _Clause(match.lastgroup, match.start(), match.end(), end)
        floor = end


def _is_act(text: str, folded: str, position: int) -> bool:
    first = max(0, position - _LONGEST_LEAD)
    before = folded[first:position]
    if _BY_ITSELF.search(before) or _ENACTS.search(before):
        return True
    written = text[position : position + 2]
    if written[:1].isupper():
        return not written.isupper() and not re.search(rf"(?:{_TYPE})\s*$", before)
    return _AFTER_EFFECT.search(before) is not None


def _clause_end(folded: str, position: int) -> int:
    limit = position + _LONGEST_CLAUSE
    match = _CLAUSE_END.search(folded, position, limit)
    end = match.start() if match else min(limit, len(folded))
    if _LIST_FOLLOWS.search(folded, position, end):
        limit = position + _LONGEST_LIST
        match = _LIST_END.search(folded, position, limit)
        end = match.start() if match else min(limit, len(folded))
    return end


def _read_active(
    text: str, folded: str, clause: _Clause, effective_from: datetime.date | None
) -> list[Change]:
    objects = _objects(text, folded, clause.verb_end, clause.end)
    if not objects:
        return []
    first = _object_start(objects[0])
    way = folded[clause.verb_end : first]
    if len(way) > _LONGEST_WAY or _NOT_OBJECT.search(way):
        return []
    kind = clause.kind
    if kind in ("replaces", "repeals") and _PHRASES.search(way):
        kind = "amends"
    day = _day_in(text, folded, objects[0].end, clause.end) or effective_from
    is_partial = kind == "amends" or not _is_whole(way)
    return [
        Change(kind, one, is_partial or bool(one.articles), clause.start, clause.end, day)
        for one in objects
    ]


def _is_heading(folded: str, position: int) -> bool:
    """Whether an act is the heading of an article: Điều 1. Sửa đổi một số điều của Nghị định …"""
    return _ARTICLE_BEFORE.search(folded, max(0, position - 20), position) is not None


def _read_article(text: str, folded: str, clause: _Clause, amended: Change) -> list[Change]:
    """Return what a clause changes in the document that the heading of its article names."""
    squeezed, places = _squeezed(text, clause.verb_end, clause.end)
    for anchor in reversed(list(_ANCHOR_UNIT.finditer(fold(squeezed)))):
        squeezed = squeezed[: anchor.start()] + squeezed[anchor.end() :]
        del places[anchor.start() : anchor.end()]
    plain = fold(squeezed)
    references: list[ArticleReference] = []
    position = 0
    for match in _ARTICLE.finditer(plain):
        piece = squeezed[position : match.end()]
        offset, position = position, match.end()
        if _ANCHOR.search(plain, offset, match.start()):
            continue
        for citation in find_citations(piece + _SOME_DOCUMENT):
            references += [
                ArticleReference(
                    places[offset + one.start],
                    places[offset + min(one.end, len(piece)) - 1] + 1,
                    one.article,
                    one.clause,
                    one.point,
                )
                for one in citation.articles
            ]
    if not references:
        return []
    has_phrases = _PHRASES.search(folded, clause.verb_end, clause.end) is not None
    kind = "amends" if has_phrases or clause.kind == "replaces" else clause.kind
    citation = replace(amended.citation, articles=references)
    return [Change(kind, citation, True, clause.start, clause.end, amended.effective_from)]


def _day_in(text: str, folded: str, start: int, end: int) -> datetime.date | None:
    match = _FROM_DAY.search(folded, start, end)
    return read_date(f"ngày {text[match.end() : match.end() + 40]}", 0)[0] if match else None


def _object_start(citation: Citation) -> int:
    return min([citation.start, *(reference.start for reference in citation.articles)])


def _objects(text: str, folded: str, start: int, end: int) -> list[Citation]:
    """Return the documents that stand in ``start:end`` as what is changed, not inside its title."""
    objects: list[Citation] = []
    nearest: Citation | None = None
    squeezed, places = _squeezed(text, start, end)
    for citation in find_citations(squeezed):
        if citation.kind not in ("document", "law_name"):
            continue
        _move(citation, places)
        if nearest is None or _is_listed(folded, nearest, citation, objects):
            objects.append(citation)
        nearest = citation
    return objects


def _squeezed(text: str, start: int, end: int) -> tuple[str, list[int]]:
    """Return ``text[start:end]`` on one line, with the place in ``text`` of each character.

    Lines that a file breaks hide where articles hang ("khoản 1⏎⏎Điều 47 Quy⏎⏎chế").
    """
    places = [
        place
        for place in range(start, end)
        if not (text[place].isspace() and place > start and text[place - 1].isspace())
    ]
    return "".join(" " if text[place].isspace() else text[place] for place in places), places


def _move(citation: Citation, places: list[int]) -> None:
    citation.start, citation.end = places[citation.start], places[citation.end - 1] + 1
    citation.articles = [
        ArticleReference(
            places[one.start], places[one.end - 1] + 1, one.article, one.clause, one.point
        )
        for one in citation.articles
    ]


def _is_listed(folded: str, nearest: Citation, citation: Citation, objects: list[Citation]) -> bool:
    """Whether ``citation`` is a further member of the list of objects."""
    gap = folded[nearest.end : max(nearest.end, _object_start(citation))]
    if _NEW_ITEM.search(gap):
        return True
    if not _AND.search(gap):
        return False
    if nearest is objects[-1]:
        return True
    return citation.type == objects[-1].type and citation.type != nearest.type


def _passive(
    text: str, folded: str, start: int, effective_from: datetime.date | None
) -> Iterator[Change]:
    """Yield what the text says to be no longer in force: "Nghị định số … hết hiệu lực"."""
    floor = start
    for match in _PASSIVE.finditer(folded, start):
        if match.start() < floor or match.lastgroup is None:
            continue
        begin = lowest = max(floor, match.start() - _LONGEST_SUBJECT)
        for boundary in _SENTENCE_START.finditer(folded, lowest, match.start()):
            begin = boundary.end()
        floor = match.end()
        if _CONDITION.match(folded[begin : match.start()]) or _LAPSED.search(
            folded, max(begin, match.start() - 20), match.start()
        ):
            continue
        end = _SENTENCE_END.search(folded, floor, floor + _LONGEST_REST)
        last = end.start() if end else min(floor + _LONGEST_REST, len(folded))
        day = _day_in(text, folded, floor, last) or effective_from
        objects = _objects(text, folded, begin, match.start())
        is_partial = False
        if objects:
            lead = folded[begin : _object_start(objects[0])]
            if not _is_subject(lead):
                continue
            is_partial = not _is_whole(_without_lead(lead))
        elif ":" in folded[floor:last] or _LIST_FOLLOWS.search(folded, begin, last):
            last = _list_end(folded, floor)
            objects, floor = _objects(text, folded, floor, last), last
        for one in objects:
            yield Change(match.lastgroup, one, is_partial or bool(one.articles), begin, last, day)


def _is_whole(words: str) -> bool:
    """Whether nothing but neutral words stands between the verb and the document."""
    return not any(map(str.isalnum, _NEUTRAL.sub("", words)))


def _without_lead(words: str) -> str:
    lead = _LEAD.match(words)
    return words[lead.end() :] if lead else words


def _is_subject(words: str) -> bool:
    """Whether a document after ``words`` is what a sentence speaks of, or a part of it is."""
    rest = _without_lead(words).strip()
    if len(rest) > _LONGEST_PART or "." in rest or _DETAILS.search(rest):
        return False
    return not rest or _PART.match(rest) is not None


def _list_end(folded: str, position: int) -> int:
    match = _LIST_END.search(folded, position, position + _LONGEST_LIST)
    return match.start() if match else min(position + _LONGEST_LIST, len(folded))


def _add_all(text: str, found: list[Change], changes: list[Change]) -> None:
    """Add what is new; articles of a document changed already join those named before."""
    for change in changes:
        same = next((one for one in found if _is_same(text, one, change)), None)
        if same is None:
            found.append(change)
        elif change.citation.articles and (same.is_partial or same.citation.articles):
            named = {_leaf(reference) for reference in same.citation.articles}
            for reference in change.citation.articles:
                if _leaf(reference) not in named:
                    named.add(_leaf(reference))
                    same.citation.articles.append(reference)


def _leaf(reference: ArticleReference) -> tuple[str, str | None, str | None]:
    return reference.article, reference.clause, reference.point


def _is_same(text: str, one: Change, other: Change) -> bool:
    if one.kind != other.kind:
        return False
    if one.citation.number is not None and other.citation.number is not None:
        return one.citation.number == other.citation.number
    return _name(text, other.citation) in _name(text, one.citation)


def _name(folded: str, citation: Citation) -> str:
    """Return what a law cited by name is called; a number is no name."""
    return " ".join(folded[citation.start : citation.end].split())


def restore(source: Source, change: Change) -> None:
    """Turn the offsets of ``change`` from those of ``source.plain`` into those of the original."""
    change.start, change.end = source.span(change.start, change.end)
    citation = change.citation
    citation.start, citation.end = source.span(citation.start, citation.end)
    citation.articles = [
        ArticleReference(*source.span(one.start, one.end), one.article, one.clause, one.point)
        for one in citation.articles
    ]
