"""Documents cited by number."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from functools import lru_cache
from operator import itemgetter

from cchc_wagtail.language import fold, has_marks

from .attributes import MAY_PRECEDE, read_attributes
from .citation import Citation
from .codes import PARTY_ISSUERS, TYPES
from .numbers import official_number
from .signs import ALWAYS, IN_LETTER, NEVER, WITH_TYPE_WORD, Sign, read_sign, read_tail
from .words import (
    ABBREVIATED_TYPE_WORDS,
    CERTIFICATES,
    FIRST_HALVES,
    OTHER_THINGS,
    TYPE_WORDS,
    ends_with,
)

# Before a serial of two or three digits, as most are: nothing that makes it part of another thing.
_PLAIN = r"[^0-9/=_%#?&@+\\*~.\-]"
# A slash, the year and its slash, the sign. Begins with the slash because that is what a search
# finds fastest; a serial that is not plain is read backwards from there.
_AFTER_SERIAL = re.compile(
    rf"/(?:(?<={_PLAIN}([0-9]{{2}})/)|(?<={_PLAIN}([0-9]{{3}})/)|(?<=[0-9\s]/)|(?<=[0-9][a-zđA-ZĐ]/))"
    r"\s{0,2}(?:(?:19|20)[0-9]{2}(?:\s{0,2}/{1,2}\s{0,2}|-?(?=[A-ZĐ]{2}))|[4-9][0-9]/)?"
    r"[^\W\d_](?:[^\W_]|&(?=[A-ZĐ])|\s{0,2}[-/]\s{0,2}(?=[^\W\d_])|\.(?=[A-ZĐ]))*"
)
# 17-NQ/TW, and the older 61-L/CTN and 54-CP.
_AFTER_HYPHEN = re.compile(r"-(?<=[0-9\s]-)\s?(?=[A-ZĐ]|[a-zđ]{2,4}\s?/\s?tw)")
_ALONE_AFTER_HYPHEN = frozenset(["CP", "HĐBT", "HĐCP", "TTg", "TTLN", "TTLB", "CT", "SL", "TCCP"])
_DIGITS = frozenset("0123456789")
_LONGEST_SERIAL = 9
_LONGEST_SIGN = 120
_SUFFIX_LETTERS = frozenset("abcdđeghABCDĐ")
# Inside a URL, a file name, a longer code.
_NOT_BEFORE = frozenset("/=_%#?&@+\\*~")

_WINDOW = 48
_ANY_TYPE_WORD = "|".join(sorted(TYPE_WORDS, key=len, reverse=True)).replace(" ", r"\s{1,3}")
_HEAD = re.compile(
    rf"(?P<type>{_ANY_TYPE_WORD}|\b(?:{'|'.join(ABBREVIATED_TYPE_WORDS)}))?"
    r"\s{0,3}(?P<so>\bso\s{0,2}[:.]?\s{0,3})?$"
)
_TYPE_WORD = re.compile(_ANY_TYPE_WORD)


def _before_number(
    things: tuple[str, ...], certificates: tuple[str, ...], so: str
) -> re.Pattern[str]:
    """Return the pattern of a text that ends with one of the words and "số"."""
    return re.compile(
        rf"(?<!\w)(?:{'|'.join(things)}|(?:{'|'.join(certificates)})(?:\s[^\W\d_]+){{0,4}})"
        rf"(?: ?{so})? ?[:.]?\s*$"
    )


_OTHER_THING = _before_number(OTHER_THINGS, CERTIFICATES, "số")
_OTHER_THING_UNMARKED = _before_number(
    tuple(map(fold, OTHER_THINGS)), tuple(map(fold, CERTIFICATES)), "so"
)
_CLAUSE_BREAK = re.compile(r"[0-9;:.()\"“”/]")
_QUALIFIED_WINDOW = 110
_LIST_JOINT = re.compile(r"[\s,;]{0,4}(?:(?:và|hoặc|cùng|va|hoac)\s{1,2})?(?:các\s)?")
_YEAR_AFTER = re.compile(r"\s{1,2}n[ăa]m\s{1,2}((?:19|20)[0-9]{2})(?![0-9])")
_LAW = ("Luật", "Lệnh")
_LETTERS = ("Công văn", "Văn bản")


# Start, end, the number as official, its year, its sign. A plain tuple: one is made for every
# number of every text.
_Number = tuple[int, int, str, int | None, Sign]

# What stands directly before a number: where it starts, its type word, whether there is "số".
_Head = tuple[int, str | None, bool]


def find_documents(text: str, laws: list[Citation]) -> list[Citation]:
    """Return the documents that ``text`` cites by number, in order.

    ``laws`` are the laws found by name; one that turns out to be the name of a numbered law
    ("Luật Đất đai số 45/2013/QH13") is taken out of the list.
    """
    found: list[Citation] = []
    named = _NamedLaws(text, laws)
    floor = 0
    list_end, list_type = -1, None
    for start, end, written, year, sign in _numbers(text):
        if start < floor:
            continue
        demand = sign.with_year if year else sign.without_year
        if demand == NEVER:
            continue
        head = head_before(text, start, floor)
        if (demand != ALWAYS or year is None) and not _is_likely(text, head, demand):
            continue
        date, issuer, list_start = None, None, end
        if text[end : end + 1] in MAY_PRECEDE:
            date, issuer, list_start = read_attributes(text, end)
        if demand != ALWAYS and not _is_met(demand, head, date is not None, issuer):
            continue
        number = official_number(written)
        if number is None:
            continue
        start, kind, has_so = head
        if sign.is_assembly and kind is None and laws:
            start, kind = named.take(start) or (start, None)
        if has_so and (kind is None or (sign.type and kind != sign.type)):
            start, kind = _read_qualified_head(text, start, floor, sign) or (start, kind)
        if kind is None or kind == "Văn bản":
            kind = sign.type or (_inherited(text, list_end, start, list_type))
        if year is None:
            year = date.year if date else _year_after(text, end)
        found.append(Citation(start, end, "document", kind, number, issuer, date, year, []))
        floor = end
        list_end, list_type = list_start, kind
    named.remove_taken()
    return found


def _year_after(text: str, end: int) -> int | None:
    match = _YEAR_AFTER.match(text, end)
    return int(match[1]) if match else None


def _inherited(text: str, list_end: int, start: int, list_type: str | None) -> str | None:
    """Return the type that a list gives to its later members."""
    joint = _LIST_JOINT.match(text, list_end) if list_end >= 0 else None
    return list_type if joint is not None and joint.end() == start else None


class _NamedLaws:
    """The laws cited by name, some of which turn out to have their number beside them."""

    def __init__(self, text: str, laws: list[Citation]) -> None:
        self._text = text
        self._laws = laws
        self._ends = [law.end for law in laws]
        self._taken: set[int] = set()

    def take(self, start: int) -> tuple[int, str | None] | None:
        """Return start and type of the law whose number begins at ``start``, if there is one."""
        index = bisect_right(self._ends, start) - 1
        if index < 0 or index in self._taken:
            return None
        law = self._laws[index]
        between = self._text[law.end : start]
        # Nothing between: two cells of a table, not one name.
        if not 0 < len(between) < 5 or between.strip() not in ("", "(", ","):
            return None
        self._taken.add(index)
        return law.start, law.type

    def remove_taken(self) -> None:
        if self._taken:
            self._laws[:] = [
                law for index, law in enumerate(self._laws) if index not in self._taken
            ]


def _is_likely(text: str, head: _Head, demand: int) -> bool:
    start, kind, has_so = head
    if demand == IN_LETTER and kind not in _LETTERS:
        return False
    if demand == WITH_TYPE_WORD and kind is None and not has_so:
        return False
    return kind is not None or not _is_other_thing(text, start)


def _is_met(demand: int, head: _Head, has_date: bool, issuer: str | None) -> bool:
    _, kind, has_so = head
    if demand == IN_LETTER:
        return True
    if demand == WITH_TYPE_WORD:
        return kind is not None or (has_so and has_date)
    return has_date or (kind is not None and issuer is not None)


def _numbers(text: str) -> Iterable[_Number]:
    older = list(_hyphenated_numbers(text)) if "-" in text else None
    if not older:
        return _slashed_numbers(text)
    return sorted([*older, *_slashed_numbers(text)], key=itemgetter(0))


def _slashed_numbers(text: str) -> Iterator[_Number]:
    floor = 0
    for match in _AFTER_SERIAL.finditer(text):
        tail = read_tail(match[0])
        if tail is None:
            continue
        written, length, year, sign = tail
        slash = match.start()
        digits = match[1] or match[2]
        if digits is not None and slash - len(digits) >= floor:
            start = slash - len(digits)
        else:
            serial = read_serial(text, slash, floor, year is not None)
            if serial is None:
                continue
            start, digits = serial
        floor = slash + length
        yield start, floor, digits + written, year, sign


def _hyphenated_numbers(text: str) -> Iterator[_Number]:
    for match in _AFTER_HYPHEN.finditer(text):
        serial = read_serial(text, match.start(), 0, False)
        if serial is None:
            continue
        sign = read_sign(text[match.end() : match.end() + _LONGEST_SIGN])
        if sign is None:
            continue
        start, digits = serial
        first, *others = re.split("[-/]", sign.text)
        demand = WITH_TYPE_WORD if others or first in _ALONE_AFTER_HYPHEN else NEVER
        written = sign.text
        if first in TYPES and others and others[-1] in PARTY_ISSUERS:
            demand, written = ALWAYS, "-".join([first, *others[:-1]]) + f"/{others[-1]}"
        sign = sign._replace(with_year=NEVER, without_year=demand)
        yield start, match.end() + sign.length, f"{digits}-{written}", None, sign


def read_serial(text: str, end: int, floor: int, has_year: bool) -> tuple[int, str] | None:
    """Return where the serial that ends before ``end`` starts, and the serial; None for none."""
    while end > floor and text[end - 1].isspace():
        end -= 1
    start = end
    if start > floor and text[start - 1] in _SUFFIX_LETTERS:
        start -= 1
    lowest = max(floor, end - _LONGEST_SERIAL)
    while start > lowest and text[start - 1] in _DIGITS:
        start -= 1
    digits = text[start:end]
    if digits[:1] not in _DIGITS or not digits:
        return None
    before = text[start - 1] if start > floor else " "
    if before in _DIGITS:
        return None
    if has_year and len(digits) > 4 and digits[:2] in ("19", "20"):
        # The year of a date or of a law's name is glued to the serial: 25/01/202640/2026/NĐ-CP.
        return start + 4, digits[4:]
    if before in _NOT_BEFORE:
        return None
    if before in "-.":
        return _read_after_mark(text, start, end, floor, has_year)
    return start, digits


def _read_after_mark(
    text: str, start: int, end: int, floor: int, has_year: bool
) -> tuple[int, str] | None:
    """Return the serial ``start:end`` that stands after a hyphen or a full stop, or None."""
    if _is_in_address(text, start):
        return None
    if text[start - 1] == "." and start - 2 >= floor and text[start - 2] in _DIGITS:
        dotted = _read_dotted(text, start, floor)
        if dotted is not None and end - start < 3:
            return dotted, text[dotted:end]
        if not has_year:
            return None
    if text[start - 1] == "-" and not has_year and text[max(0, start - 2)].isalnum():
        return None
    return start, text[start:end]


def _read_dotted(text: str, start: int, floor: int) -> int | None:
    """Return the start of 66 in 66.7, or None where it is no such number."""
    first = start - 1
    while first > max(floor, start - 5) and text[first - 1] in _DIGITS:
        first -= 1
    before = text[first - 1] if first > floor else " "
    return first if start - first <= 4 and before not in "./-" else None


def _is_in_address(text: str, start: int) -> bool:
    token = text[max(0, start - 100) : start].rsplit(None, 1)[-1]
    return "://" in token or "www." in token


def _written_type_words() -> dict[str, list[tuple[str, str]]]:
    """Return the usual spellings of the type words by their last four characters."""
    by_ending: dict[str, list[tuple[str, str]]] = {}
    names = {name: name for name in TYPE_WORDS.values()}
    for name in sorted(names, key=len, reverse=True):
        for written in dict.fromkeys((name, name.lower(), name.upper())):
            by_ending.setdefault(written[-4:], []).append((written, name))
    return by_ending


_TYPE_WORDS_BY_ENDING = _written_type_words()
_LAST_WORDS = frozenset(
    ["so", "", *ABBREVIATED_TYPE_WORDS, *(word.split()[-1] for word in TYPE_WORDS)]
)
_GAPS = frozenset(" \n\t\r:.")
_fold_word = lru_cache(maxsize=5_000)(fold)
_SO = frozenset(("số ", "Số ", "SỐ "))
_SO_WITH_COLON = frozenset(("số: ", "Số: ", "SỐ: "))


def head_before(text: str, start: int, floor: int) -> _Head:
    """Return the type word and "số" directly before the number at ``start``."""
    before = text[start - 1] if start > floor else "x"
    if before.isalpha() and text[start - 4 : start] not in _TYPE_WORDS_BY_ENDING:
        return (start, None, False)
    end = so = start
    if before == " ":
        if text[start - 3 : start] in _SO:
            end = so = start - 3
        elif text[start - 4 : start] in _SO_WITH_COLON:
            end = so = start - 4
    is_spaced = end > floor and text[end - 1] == " "
    if is_spaced:
        end -= 1
    for written, name in _TYPE_WORDS_BY_ENDING.get(text[end - 4 : end], ()):
        first = end - len(written)
        if first >= floor and text.startswith(written, first):
            if not is_spaced and written[0].islower():
                break
            if name not in _LAW or not _is_part_of_word(text, first):
                return (first, name, so < start)
    if before not in _GAPS or not _ends_like_head(text, start):
        return (start, None, False)
    return _read_unusual_head(text, start, floor)


def _ends_like_head(text: str, start: int) -> bool:
    words = text[max(0, start - 12) : start].split()
    return bool(words) and _fold_word(words[-1].rstrip(":.")) in _LAST_WORDS


def _read_unusual_head(text: str, start: int, floor: int) -> _Head:
    """Do the same for what is typed without marks, across lines, or abbreviated."""
    first = max(floor, start - _WINDOW)
    window = fold(text[first:start])
    match = _HEAD.search(window)
    if match is None or match.end() == match.start():
        return (start, None, False)
    word, so = match["type"] and " ".join(match["type"].split()), match["so"]
    place = first + match.start()
    name = TYPE_WORDS.get(word)
    if word in ABBREVIATED_TYPE_WORDS and text[place : place + len(word)].isupper():
        name = ABBREVIATED_TYPE_WORDS[word]
    if name is None or (name in _LAW and _is_part_of_word(text, place)):
        return (first + match.start("so") if so else start, None, bool(so))
    return (place, name, bool(so))


def _is_part_of_word(text: str, start: int) -> bool:
    """Whether Luật or Lệnh at ``start`` is the second half of pháp luật, mệnh lệnh and the like."""
    return not text[start].isupper() and ends_with(text[max(0, start - 5) : start], FIRST_HALVES)


def _is_other_thing(text: str, start: int) -> bool:
    before = text[max(0, start - 40) : start].lower()
    pattern = _OTHER_THING if has_marks(before) else _OTHER_THING_UNMARKED
    return pattern.search(before) is not None


def _read_qualified_head(
    text: str, start: int, floor: int, sign: Sign
) -> tuple[int, str | None] | None:
    """Return the type word parted from its number, as in "Quyết định của Bộ trưởng … số …"."""
    first = max(floor, start - _QUALIFIED_WINDOW)
    window = fold(text[first:start])
    wanted = sign.type or "Công văn"
    nearest = None
    for match in _TYPE_WORD.finditer(window):
        name = TYPE_WORDS[" ".join(match[0].split())]
        if name == wanted or (wanted == "Công văn" and name == "Văn bản"):
            nearest = match
    if nearest is None or _CLAUSE_BREAK.search(window, nearest.end()):
        return None
    return first + nearest.start(), wanted
