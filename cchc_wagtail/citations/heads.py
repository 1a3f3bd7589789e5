"""What a legal text says of itself: type, number, issuer, place and day, title, signature.

Sources: Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần I, for the parts of an administrative document and
their order (motto, issuer below its superior, "Số:", place and day, type and title, body,
signature; a letter has no type, and "V/v" for a title); Nghị định 78/2025/NĐ-CP for normative
documents; Pháp lệnh 01/2012/UBTVQH13 for consolidated ones.
"""

import datetime
import re
from dataclasses import dataclass, field
from typing import NamedTuple

from cchc_wagtail.language import fold, normalise

from .attributes import read_date
from .casing import is_capitals, written_out
from .changes import Change, blank_quotations, find_changes, read_effect, restore
from .codes import TYPES, official_code
from .numbers import DocumentNumber
from .signatures import Signature, read_signatures
from .source import Source
from .words import TYPE_WORDS

_LONGEST_HEAD = 8_000

_SPACES = r"\s{1,3}"
_TYPE = "|".join(sorted(TYPE_WORDS, key=len, reverse=True)).replace(" ", _SPACES)

_MOTTO = re.compile(
    r"(?<!nuoc )(?<!nuoc\n)cong\s{0,3}hoa\s{0,3}x[a-z]{0,2}\s{0,3}hoi\s{0,3}chu\s{0,3}nghia"
    r"\s{0,3}viet\s{0,3}nam"
    r"|doc\s{0,3}lap\W{0,6}tu\s{0,3}do\W{0,6}hanh\s{0,3}phuc"
)
_PARTY_MOTTO = re.compile(r"(?m)^[^\w\n]*dang\s{1,3}cong\s{1,3}san\s{1,3}viet\s{1,3}nam[^\w\n]*$")
_RULER = re.compile(r"[-_*=–—~]{3,}|[*|#]{1,3}|\t")
_COLUMNS = re.compile(r" {3,}")

_LABEL = re.compile(
    rf"(?<!\w)(?:(?P<type>{_TYPE}){_SPACES})?so(?!\w)\s{{0,3}}(?P<colon>[:.;]?)\s{{0,4}}"
)
_JOINT = r"(?:[/\-.&](?=[^\W_])|\s{0,2}[/-]\s{0,2}(?=[A-ZĐ]{2}))"
_NUMBER = re.compile(
    r"[0-9]{1,6}(?:\.[0-9]{1,3}){0,2}[a-zA-ZđĐ]?(?:\s{0,2}/\s{0,2}(?:19|20)[0-9]{2}(?![0-9]))?"
    rf"\s{{0,2}}[/-]\s{{0,2}}[^\W\d_][^\W_]{{0,19}}(?:{_JOINT}[^\W_]{{1,20}}){{0,8}}"
)
_BLANK_NUMBER = re.compile(r"[\s.…_]{0,400}[/-]\s?(?P<sign>[A-ZĐ][^\W\d_]{0,7})(?=[-/])")
# What announces the body, at the start of a line.
_BODY = re.compile(
    r"(?m)^\W{0,4}(?:can\s{1,3}cu|kinh\s{1,3}gui|dieu\s{1,3}1\b|quyet\s{1,3}dinh\s?:"
    r"|nghi\s{1,3}dinh\s?:|quyet\s{1,3}nghi\s?:|chuong\s{1,3}(?:i|1)\b)|kinh\s{1,3}gui\s?:"
)
# A document whose head is lost: "Căn cứ …; QUYẾT ĐỊNH: Điều 1".
_PREAMBLE = re.compile(
    r"(?m)^\W{0,4}can\s{1,3}cu\s(?s:.*?)\n\W{0,4}(?:quyet\s{1,3}dinh|nghi\s{1,3}dinh"
    r"|quyet\s{1,3}nghi)\W{1,6}dieu\s{1,3}1\b"
)
_FARTHEST_MOTTO = 2_000
_APPENDIX = re.compile(r"\W*(?:phu\s{1,3}luc\b|mau\s{1,3}(?:so\b|[0-9]))")
_DAY = re.compile(
    r"\s{0,2}[,.]\s{0,3}ngay(?:"
    r"\s{0,4}(?P<day>[0-9]{1,2})(?:\s{0,4}thang\s{0,4}(?P<month>[0-9]{1,2})\s{0,4}nam\s{0,4}"
    r"|\s?[-/.]\s?(?P<figure>[0-9]{1,2})\s?[-/.]\s?)(?P<year>[0-9]{4})"
    r"|[\s.…_0-9]{0,40}thang[\s.…_0-9]{0,40}nam)"
)
_PLACE_WORD = re.compile(r"[^\W\d_][^\W\d_.]*\.?(?:\s?-\s?[^\W\d_]+)?")
_UNIT_WORDS = frozenset(["phố", "xã", "trấn", "tỉnh", "huyện", "quận"])
_FARTHEST_PLACE = 60
_MOST_PLACE_WORDS = 6
_PASSED = re.compile(r"thong\s{1,3}qua\s{1,3}(?=ngay)")
_PASSED_BY = ("QH", "UBTVQH", "HĐND")

_SUBJECT = re.compile(r"(?<!\w)v/v(?!\w)")
_TITLE_END = re.compile(
    r"\W{0,4}(?:can cu|kinh gui|dieu \d|chuong [ivx1]|phan (?:thu|[ivx])|[ivx]{1,4}\s?[.)-]\s"
    r"|\d{1,2}\s?[.)]|theo de nghi|xet |thuc hien|thi hanh|tiep theo|de |nham |nay cong bo"
    r"|ngay \d|tu ngay|trong |thoi gian|sau khi|hien nay|vua qua|nham|quyet dinh ?:|nghi dinh ?:"
    r"|quyet nghi ?:)|\(|\W{0,4}- "
)
_CAPITAL_TITLE_END = re.compile(
    r"\W{0,4}(?:can cu|kinh gui|dieu \d|chuong [ivx1]|[ivx]{1,4}\s?[.)-]\s|\d{1,2}\s?[.)]\s"
    r"|theo de nghi|xet de nghi|quyet dinh ?:|nghi dinh ?:|quyet nghi ?:|nay cong bo)|\("
)
_LONGEST_TITLE = 900
_ASIDE = frozenset(["du thao", "hoa toc", "khan", "thuong khan", "mat", "toi mat", "ban sao"])
_OWN_REFERENCE = re.compile(
    r"(?:cua [^/]{3,120}? )?so \S{1,40}(?: ?[-/] ?\S{1,30})?,? ngay"
    r" [0-9]{1,2}(?:[-/. ]{1,3}[0-9]{1,2}[-/. ]{1,3}| thang [0-9]{1,2} nam )[0-9]{4},?\s"
    r"|cua [^/]{3,80}? (?=v/v\b|ve viec\b)"
)
_ABOUT = re.compile(r"^V/[Vv](?=\W)")
_BROKEN_NUMBER = re.compile(r"(?<=[0-9]/)\s(?=[^\W\d_])")
_FOOTNOTE = re.compile(r"\s?\[[0-9*]{1,3}\]")
_CONNECTIVE = re.compile(
    r"(?:,|-|(?<!\w)(?:của|và|do|cho|bởi|thuộc|các|giữa|với|tại|về|theo|chủ tịch|bộ trưởng))$"
)
_AUTHORITY = re.compile(
    r"(?:(?:pho )?(?:bo truong|chu nhiem|thong doc|tong (?:giam doc|thanh tra|kiem toan|cuc truong)"
    r"|giam doc|chanh an|vien truong|chu tich|cuc truong|truong ban|hieu truong|chanh van phong"
    r"|bi thu|chanh thanh tra|thu truong)\b[.,]?\s?)*"
)
_BODY_WORD = re.compile(
    r"(?:bo(?! sung| chi so| luat)|so(?! [0-9]|lieu|huu)|uy ban|ubnd|ubmttq|hoi dong|hdnd"
    r"|tong cuc|tong cong ty|tong lien doan|cuc|van phong|ban(?! hanh)|phong(?!,)"
    r"|truong(?! hop)|trung tam|chi cuc|cong an|toa an|vien(?! chuc)|ngan hang|thanh tra"
    r"|kiem toan|dang uy|huyen uy|tinh uy|thanh uy|quan uy|chinh phu|thu tuong|quoc hoi"
    r"|chu tich nuoc|lien doan|hoi(?! nghi| nhap| thao)|dai hoc|hoc vien|co quan|doan(?! the)"
    r"|tap doan|cong ty|bao hiem|kho bac|chi nhanh|dang bo|chi bo|mat tran)\b"
)
#: Names that are none without what the next line says.
_UNFINISHED = frozenset(
    ["van phong", "uy ban thuong vu", "thu tuong", "hoi dong", "uy ban", "ban", "bo truong"]
)
_ENUMERATOR = re.compile(r"\d{1,2}[.)]\s")
#: Signs that tell less of the type than the line that names it: an ordinance bears L/CTN.
_UNDECIDED = frozenset(["L", "LCT", "SL", "CT"])
#: Types whose name a title can begin with.
_IN_TITLES = frozenset(["Quy định", "Quy chế", "Hướng dẫn", "Kế hoạch", "Chương trình", "Đề án"])
_CONSOLIDATED = "Văn bản hợp nhất"
_LETTER = "Công văn"


@dataclass(frozen=True, slots=True)
class DocumentHead:
    """What a legal text says of itself; None, or an empty list, where it does not say.

    ``type`` is the type in words ("Nghị định"; "Công văn" for a letter, which names none);
    ``number`` in official form; ``issuer``, ``place``, ``title``, ``signatory`` and ``position`` on
    one line, in small letters where the text has them in capitals. Several signatories are joined
    by "; ". ``issued_on`` is the day beside the place, for laws without it the day they were
    passed; ``effective_from`` the day the whole takes effect. ``changes`` are what the text itself
    replaces, repeals, amends, suspends or annuls, in order.
    """

    type: str | None = None
    number: str | None = None
    issuer: str | None = None
    place: str | None = None
    issued_on: datetime.date | None = None
    title: str | None = None
    signatory: str | None = None
    position: str | None = None
    effective_from: datetime.date | None = None
    changes: list[Change] = field(default_factory=list)


class _Label(NamedTuple):
    """The place of the text's own number: "Số:" and what follows."""

    start: int
    end: int
    type: str | None
    number: DocumentNumber | str | None

    @property
    def sign(self) -> str | None:
        """The type's abbreviation where the sign begins with it; "LS-PL" is a unit's letter."""
        number = self.number if isinstance(self.number, DocumentNumber) else None
        if number is None or number.type is None:
            return None
        is_last = number.issuer is not None and number.text.endswith(f"-{number.type}")
        return None if is_last else number.type


class _Title(NamedTuple):
    start: int
    end: int
    text: str
    authority: str


def read_head(text: str) -> DocumentHead:
    """Return what the legal document ``text`` says of itself, never what it cites.

    ``text`` is one document as it comes out of a file, with broken lines and columns run together;
    a regulation that a decision issues, and appendices with heads of their own, may follow. Of a
    text that is no legal document (a form, an article, an appendix alone) the head is empty. Time
    is linear in the length. Spans in ``changes`` are code points of ``text`` as given. No errors.
    """
    source = Source(text)
    head = _Reader(source.plain).read()
    for change in head.changes:
        restore(source, change)
    return head


class _Reader:
    """Reads one text; offsets are those of ``text`` throughout."""

    def __init__(self, text: str) -> None:
        self._text = text
        top = text[:_LONGEST_HEAD]
        folded = fold(top)
        mottoes = [match.span() for match in _MOTTO.finditer(folded)]
        mottoes += [
            match.span()
            for match in _PARTY_MOTTO.finditer(folded)
            if is_capitals(top[slice(*match.span())])
        ]
        for start, end in mottoes:
            top = top[:start] + "\n" * (end - start) + top[end:]
        top = _COLUMNS.sub(lambda match: "\n" * len(match[0]), top)
        self._mottoes = sorted(mottoes)
        self._rulers = [match.start() for match in _RULER.finditer(top)]
        top = _RULER.sub(lambda match: "\n" * len(match[0]), top)
        self._top, self._folded = top, fold(top)

    def read(self) -> DocumentHead:
        if _APPENDIX.match(self._folded):
            return DocumentHead()
        below = self._mottoes[0][1] if self._mottoes else 0
        body = _BODY.search(self._folded, below if below < _FARTHEST_MOTTO else 0)
        self._body = body.start() if body else len(self._top)
        self._has_motto = any(start < self._body for start, _ in self._mottoes)
        label = self._label()
        type_line = self._type_line(label)
        if not self._is_document(label, type_line):
            return DocumentHead()
        return self._read(label, type_line)

    def _is_document(self, label: _Label | None, type_line: re.Match[str] | None) -> bool:
        if label is not None:
            return self._has_motto or type_line is not None
        if type_line is None:
            return False
        if self._has_motto:
            return True
        if _PREAMBLE.search(self._folded, type_line.end()):
            return True
        title = self._title(type_line, None)
        starts_text = not self._top[: type_line.start("type")].strip()
        if not starts_text or title is None:
            return False
        return self._own_reference(title, type_line)[0] is not None

    def _read(self, label: _Label | None, type_line: re.Match[str] | None) -> DocumentHead:
        after_label = label.end if label else 0
        place, day, day_start, day_end = self._place_and_day(after_label)
        kind = _type_of(label, type_line)
        title = None
        if type_line is not None:
            title = self._title(type_line, label)
            if label is None and title is not None:
                label, own_day = self._own_reference(title, type_line)
                day = day or own_day
        elif kind not in (None, _LETTER):
            title = self._title_at(max(after_label, day_end), label, only_capitals=True)
        if type_line is None and kind in (None, _LETTER):
            title = self._subject(after_label, day_start)
            if kind is None and (title is not None or "kinh gui" in self._folded):
                kind = _LETTER
        number = label.number if label is not None else None
        issuer = self._issuer(label, title)
        head_end = title.end if title is not None else after_label
        quiet = blank_quotations(self._text)
        is_joint = label is not None and _is_joint(label)
        signatures, body_end = read_signatures(quiet, head_end, is_joint=is_joint)
        folded = fold(quiet[:body_end])
        if day is None and day_start < 0:
            day = self._day_passed(folded, label)
        effective_from, changes = None, []
        if kind != _CONSOLIDATED:
            effective_from = read_effect(folded, head_end, day)
            changes = find_changes(
                quiet[:body_end],
                folded,
                head_end,
                title=(title.start, title.end) if title is not None else None,
                effective_from=effective_from,
            )
        return DocumentHead(
            type=kind,
            number=str(number) if number is not None else None,
            issuer=issuer,
            place=place,
            issued_on=day,
            title=self._title_in_words(title, issuer),
            signatory=_joined(signatures, "name"),
            position=self._positions(signatures),
            effective_from=effective_from,
            changes=changes,
        )

    # The number.

    def _label(self) -> _Label | None:
        """Return the text's own number: the first below a motto or a body in capitals."""
        first: _Label | None = None
        for match in _LABEL.finditer(self._folded, 0, self._body):
            if (label := self._read_label(match)) is None:
                continue
            first = first or label
            if self._issuer_region(label) or any(end <= label.start for _, end in self._mottoes):
                return label
        return first

    def _read_label(self, match: re.Match[str]) -> _Label | None:
        written = self._top[match.start() : match.start() + 1]
        if not self._starts_line(match.start()):
            before = self._top[self._top.rfind("\n", 0, match.start()) + 1 : match.start()]
            is_below_motto = any(0 <= match.start() - end < 120 for _, end in self._mottoes)
            if not (match["colon"] and written.isupper()):
                return None
            if not (is_below_motto or is_capitals(before)):
                return None
        kind = TYPE_WORDS.get(" ".join(match["type"].split())) if match["type"] else None
        found = _NUMBER.match(self._top, match.end())
        if found is not None:
            return _Label(match.start(), found.end(), kind, _number(found[0]))
        blank = _BLANK_NUMBER.match(self._top, match.end())
        if blank is not None:
            kind = kind or TYPES.get(official_code(blank["sign"]))
            return _Label(match.start(), blank.end(), kind, None)
        return None

    def _starts_line(self, position: int) -> bool:
        before = self._top[:position].rstrip(" \u00a0.•")
        return not before or before[-1] == "\n"

    # Place and day.

    def _place_and_day(self, floor: int) -> tuple[str | None, datetime.date | None, int, int]:
        """Return place, day (None for a blank one), where they start and end; -1 for nowhere."""
        for match in _DAY.finditer(self._folded, 0, self._body):
            lowest = floor if match.start() > floor else 0
            place = self._place(max(lowest, match.start() - _FARTHEST_PLACE), match.start())
            if place is None:
                continue
            day = None
            if match["day"]:
                month = match["month"] or match["figure"]
                day = _date(int(match["year"]), int(month), int(match["day"]))
            name = " ".join(self._top[place : match.start()].split())
            return normalise(name), day, place, match.end()
        return None, None, -1, -1

    def _place(self, floor: int, end: int) -> int | None:
        """Return where the place that ends at ``end`` starts; a line may break inside it."""
        words = list(_PLACE_WORD.finditer(self._top, floor, end))
        start: int | None = None
        count = on_line = 0
        after = end
        for word in reversed(words):
            between = self._top[word.end() : after]
            if between.strip() or not (word[0][0].isupper() or word[0] in _UNIT_WORDS):
                break
            if "\n" in between and start is not None:
                if on_line > 1 or "\n\n\n" in between or not self._is_place_line(word.start()):
                    break
                on_line = -_MOST_PLACE_WORDS
            start, after = word.start(), word.start()
            count, on_line = count + 1, on_line + 1
            if count == _MOST_PLACE_WORDS:
                break
        if start is not None and self._top[start].islower():
            return None
        return start

    def _is_place_line(self, position: int) -> bool:
        line_start = self._top.rfind("\n", 0, position) + 1
        line_end = self._top.find("\n", position)
        words = self._top[line_start:line_end].split()
        return len(words) <= 4 and all(word[0].isupper() and word.isalpha() for word in words)

    def _day_passed(self, folded: str, label: _Label | None) -> datetime.date | None:
        """Return the day on which an assembly passed the text, as its last sentence says."""
        number = label.number if label is not None else None
        issuer = number.issuer if isinstance(number, DocumentNumber) else None
        if issuer is None or not issuer.startswith(_PASSED_BY):
            return None
        day = None
        for match in _PASSED.finditer(folded, max(0, len(folded) - 3_000)):
            day = read_date(self._text, match.end())[0] or day
        return day

    # Type and title.

    def _type_line(self, label: _Label | None) -> re.Match[str] | None:
        floor = label.end if label else 0
        for match in _TYPE_LINE.finditer(self._folded, floor, self._body):
            written = self._top[match.start("type") : match.end("type")]
            is_alone = self._folded[match.end("type") : match.end("type") + 1] in ("\n", "")
            if written.isupper() or (is_alone and label is not None and written[:1].isupper()):
                return match
        return None

    def _title(self, type_line: re.Match[str], label: _Label | None) -> _Title | None:
        name = TYPE_WORDS[" ".join(type_line["type"].split())]
        start = type_line.end("type")
        decided = _decided(label)
        if decided not in (None, name, _CONSOLIDATED) and name in _IN_TITLES:
            start = type_line.start("type")
        return self._title_at(start, label)

    def _title_at(
        self, start: int, label: _Label | None, *, only_capitals: bool = False
    ) -> _Title | None:
        """Return the title that begins at ``start``, without the authority below it."""
        lines = self._title_lines(start)
        if not lines or (only_capitals and not is_capitals(lines[0][2])):
            return None
        bodies = _bodies(self._issuer_region(label))
        lines, authority = _without_authority(lines, bodies, may_be_all=only_capitals)
        if not lines:
            return _Title(start, start, "", " ".join(authority))
        return _Title(
            lines[0][0], lines[-1][1], " ".join(line for *_, line in lines), " ".join(authority)
        )

    def _title_lines(self, start: int) -> list[tuple[int, int, str]]:
        """Return start, end and text of the lines of the title, with the authority below it."""
        lines: list[tuple[int, int, str]] = []
        is_double_spaced = self._is_double_spaced()
        capital: bool | None = None
        position, length, blanks = start, 0, 0
        while position < len(self._top) and length < _LONGEST_TITLE:
            end = self._top.find("\n", position)
            end = len(self._top) if end < 0 else end
            line = self._top[position:end]
            stripped = " ".join(line.split())
            first = position + len(line) - len(line.lstrip())
            if not any(map(str.isalnum, stripped)):
                blanks += 1
                if lines and any(position <= ruler < end + 1 for ruler in self._rulers):
                    break
                position = end + 1
                continue
            folded = fold(stripped)
            if capital is None:
                if folded.strip(" .:") in _ASIDE:
                    position = end + 1
                    continue
                capital = is_capitals(stripped)
            if self._ends_title(stripped, folded, capital, bool(lines)):
                break
            if lines and not capital and blanks and not is_double_spaced and stripped[0].isupper():
                break
            lines.append((first, first + len(line.strip()), stripped))
            length += len(stripped)
            position, blanks = end + 1, 0
        return lines

    def _ends_title(self, line: str, folded: str, capital: bool, has_lines: bool) -> bool:
        if line.endswith(":"):
            return True
        if capital:
            if _CAPITAL_TITLE_END.match(folded):
                return True
            return has_lines and not is_capitals(line) and line.upper() != line
        if not has_lines:
            return bool(_CAPITAL_TITLE_END.match(folded))
        return bool(_TITLE_END.match(folded)) or (is_capitals(line) and " " in line)

    def _is_double_spaced(self) -> bool:
        lines = self._text[:_LONGEST_HEAD].split("\n")
        filled = sum(1 for line in lines if line.strip())
        return len(lines) > filled * 1.8

    def _own_reference(
        self, title: _Title, type_line: re.Match[str]
    ) -> tuple[_Label | None, datetime.date | None]:
        """Return number and day from a title that holds them: CHỈ THỊ … SỐ 16/2001/CT-TTg NGÀY …"""
        label = _LABEL.search(self._folded, title.start, title.end)
        found = _NUMBER.match(self._top, label.end()) if label else None
        if found is None or found.start() - title.start > 120:
            return None, None
        day, _ = read_date(self._folded, found.end())
        return _Label(type_line.start(), found.end(), None, _number(found[0])), day

    def _subject(self, floor: int, day_start: int) -> _Title | None:
        """Return what a letter is about: from "V/v" to the day, the addressee or a blank line."""
        match = _SUBJECT.search(self._folded, floor, self._body)
        if match is None:
            return None
        end = self._body
        if day_start > match.start():
            end = min(end, day_start)
        ruler = next((place for place in self._rulers if place > match.start()), end)
        end = min(end, ruler, match.start() + _LONGEST_TITLE)
        if not self._is_double_spaced():
            blank = re.compile(r"\n\s*\n").search(self._top, match.start(), end)
            end = blank.start() if blank else end
        end = match.start() + len(self._top[match.start() : end].rstrip())
        return _Title(match.start(), end, " ".join(self._top[match.start() : end].split()), "")

    def _title_in_words(self, title: _Title | None, issuer: str | None) -> str | None:
        if title is None:
            return None
        text = _FOOTNOTE.sub("", title.text)
        own = _OWN_REFERENCE.match(fold(text))
        if own is not None:
            text = text[own.end() :]
            of = re.match(r"cua ", fold(text))
            if of is not None and issuer is not None:
                name = f"cua {fold(issuer)}"
                text = text[len(name) :].strip() if fold(text).startswith(name) else text
        text = _BROKEN_NUMBER.sub("", text).strip(" .;,*_/")
        if not text:
            return None
        return normalise(_ABOUT.sub("V/v", written_out(text, self._text[title.end :])))

    # The issuer.

    def _issuer(self, label: _Label | None, title: _Title | None) -> str | None:
        region = self._issuer_region(label)
        bodies = _bodies(region)
        name = None
        if bodies:
            is_joint = label is not None and _is_joint(label)
            name = " - ".join(bodies) if is_joint else bodies[-1]
        if title is not None and title.authority:
            name = _longer_name(name, title.authority)
        if name is None and title is not None:
            of = re.match(r"cua (.{3,80}?) so \d", fold(title.text))
            name = title.text[of.start(1) : of.end(1)] if of else None
        if name is None:
            return None
        return normalise(written_out(name, self._text, is_name=True))

    def _issuer_region(self, label: _Label | None) -> list[str]:
        """Return the lines in capitals that stand last before the number."""
        end = label.start if label is not None else self._body
        for start, motto_end in self._mottoes:
            if label is None and start < end:
                end = motto_end
                break
        region: list[str] = []
        for line in reversed(self._top[:end].split("\n")):
            stripped = " ".join(line.split()).strip(" .•*#")
            stripped = _ENUMERATOR.sub("", stripped)
            if not any(map(str.isalpha, stripped)) or fold(stripped) in _ASIDE:
                continue
            if not (is_capitals(stripped) or stripped.isupper()):
                break
            region.append(stripped)
        region.reverse()
        return region

    # The signature.

    def _positions(self, signatures: list[Signature]) -> str | None:
        position = _joined(signatures, "position")
        if position is None:
            return None
        return "; ".join(_position_in_words(one, self._text) for one in position.split("; "))


_NAMED = "|".join(
    sorted((word for word, name in TYPE_WORDS.items() if fold(name) == word), key=len, reverse=True)
).replace(" ", _SPACES)
_TYPE_LINE = re.compile(rf"(?m)^[^\w\n]{{0,6}}(?P<type>{_NAMED})(?=\s|$)(?!\s?su\b)")


_IN_POSITION = re.compile(
    r"(?:\b(?:phó|thường trực) |[.,] |\btrưởng (?:(?:bộ|cục|vụ|ban|sở|phòng|viện|khoa) )?)\w",
    re.IGNORECASE,
)


def _position_in_words(position: str, text: str) -> str:
    """Return a position as official use writes it: Phó Chủ tịch, Bộ trưởng Bộ Tư pháp."""
    written = written_out(position, text)
    return _IN_POSITION.sub(_with_capitals, written)


def _with_capitals(match: re.Match[str]) -> str:
    first, *others = match[0].split(" ")
    return " ".join([first, *(word[:1].upper() + word[1:] for word in others)])


def _number(written: str) -> DocumentNumber | str:
    try:
        return DocumentNumber.parse(written)
    except ValueError:
        return "".join(written.split())


def _is_joint(label: _Label) -> bool:
    return (label.sign or "").endswith(("LT", "LB", "LN"))


def _decided(label: _Label | None) -> str | None:
    """Return the type that the number's sign says, where signs are to be trusted."""
    sign = label.sign if label is not None else None
    return TYPES.get(sign) if sign is not None and sign not in _UNDECIDED else None


def _type_of(label: _Label | None, type_line: re.Match[str] | None) -> str | None:
    decided = _decided(label)
    if decided is not None:
        return decided
    if type_line is not None:
        return TYPE_WORDS[" ".join(type_line["type"].split())]
    if label is None:
        return None
    return label.type or (TYPES.get(label.sign) if label.sign else None)


def _date(year: int, month: int, day: int) -> datetime.date | None:
    try:
        return datetime.date(year, month, day)
    except ValueError:
        return None


def _without_authority(
    lines: list[tuple[int, int, str]], bodies: list[str], *, may_be_all: bool
) -> tuple[list[tuple[int, int, str]], list[str]]:
    """Part the title from the authority in capitals below it: BỘ TRƯỞNG BỘ TƯ PHÁP."""
    issuer = _spelt(bodies[-1]) if bodies else ""
    for index in range(max(0 if may_be_all else 1, len(lines) - 3), len(lines)):
        text = _spelt(lines[index][2])
        if not is_capitals(lines[index][2]) or (
            index and _CONNECTIVE.search(lines[index - 1][2].lower())
        ):
            continue
        name = _unnamed(text)
        is_body = bool(_BODY_WORD.match(name)) and (
            name != text or not issuer or issuer.startswith(text) or _is_alike(issuer, text)
        )
        if is_body or (name != text and not name) or text.startswith("chu tich nuoc"):
            return lines[:index], [line for *_, line in lines[index:]]
    return lines, []


def _is_alike(issuer: str, authority: str) -> bool:
    """Whether both are one body, a slip or an addition aside."""
    return issuer in authority or issuer.split()[:2] == authority.split()[:2]


def _spelt(name: str) -> str:
    """Return a name folded, its commonest abbreviations spelt."""
    return fold(name).replace("ubnd", "uy ban nhan dan").replace("hdnd", "hoi dong nhan dan")


def _unnamed(folded: str) -> str:
    """Return what follows the position that an authority begins with: "bo truong bo tu phap"."""
    position = _AUTHORITY.match(folded)
    return folded[position.end() :] if position else folded


def _bodies(lines: list[str]) -> list[str]:
    """Return the bodies that the lines name, one below the other."""
    bodies: list[str] = []
    for line in lines:
        folded = fold(line)
        before = fold(bodies[-1]) if bodies else ""
        goes_on = bodies and (
            " " not in before
            or before in _UNFINISHED
            or before.endswith(("-", " va", ","))
            or folded.startswith("-")
            or not _BODY_WORD.match(folded)
        )
        if goes_on:
            bodies[-1] += f" {line}"
        else:
            bodies.append(line)
    return [body.strip(" -") for body in bodies]


def _longer_name(name: str | None, authority: str) -> str | None:
    """Return the name as the authority has it, where that says more: … NHÂN DÂN TỈNH TÂY NINH."""
    body = authority[len(authority) - len(_unnamed(fold(authority))) :]
    body = re.split(r"\s(?:KHÓA|KHOÁ|KỲ HỌP)\b", body)[0].strip(" ,-")
    if name is None or not body:
        return name
    return body if fold(body).startswith(f"{fold(name)} ") else name


def _joined(signatures: list[Signature], attribute: str) -> str | None:
    found = [value for one in signatures if (value := getattr(one, attribute)) is not None]
    return "; ".join(found) or None
