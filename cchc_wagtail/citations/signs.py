"""The sign (ký hiệu) that follows the slash of a number, read out of running text.

A sign has no mark at its end: words of the next sentence and cells of a table are glued to it
("TT-BCANghị định", "NĐ-CP1 bản chính", "QH1451/2019/QH14"). Known codes tell where it stops.
"""

import re
from functools import lru_cache
from typing import NamedTuple

from .codes import (
    FOREIGN_CODES,
    FORM_CODES,
    NORMATIVE_TYPES,
    OFFICIAL_CODES,
    TYPES,
    WORKING_PAPER_TYPES,
    is_known_issuer,
    official_code,
    run_together,
)

#: How much else a text must say before a number with this sign is a document's: it never is; it is
#: called a letter (công văn, văn bản); its date follows; a type word precedes; nothing.
NEVER, IN_LETTER, WITH_DATE, WITH_TYPE_WORD, ALWAYS = range(5)

_YEAR = re.compile(
    r"/\s{0,2}(?:((?:19|20)[0-9]{2})(?:\s{0,2}/{1,2}\s{0,2}|-?(?=[A-ZĐ]{2}))|([4-9][0-9])/)?"
)
_PART = re.compile(r"([^\W\d_]+(?:&[^\W\d_]+)*)([0-9]{0,3})")
_JOINT = re.compile(r"\s{0,2}([-/.])\s{0,2}")
_CAPITALS = re.compile(r"[A-ZĐƯƠÂÊÔĂ&]+")
_CAPITAL_CODE = re.compile(r"[A-ZĐƯƠÂÊÔĂ&]{2,16}")
_MIXED_CODE = re.compile(r"[A-ZĐ]{1,5}[a-z]{1,2}[A-ZĐ]{1,4}|[A-ZĐ]{2,5}[a-z]{1,2}")
# First words of titles in capitals that can be taken for letters of a code.
_TITLE_WORDS = frozenset(
    "QUY BAN THÔNG CÔNG DANH THI KHAI CHI TRANG PHÊ TRONG NGHI LUÂT GIAO".split()
)
# Departments with a number for a name (C06), steering committees, committees of the Assembly.
_NUMBERED_BODY = re.compile(r"(?:[A-Z]|P[A-Z])[0-9]{1,2}|BCĐ[A-ZĐ]*[0-9]{3}|UB[A-ZĐ]{2,8}1[0-9]")
_TERM = re.compile(r"(?:QH|UBTVQHK?|HĐNN)", re.IGNORECASE)
_MAXIMUM_PARTS = 9
_LONGEST_SIGN = 120


class Sign(NamedTuple):
    """A sign: its official text, how many characters it took, its type, and what it demands.

    ``type`` is in words; None where the sign does not tell it. ``is_assembly`` marks the laws and
    resolutions of the National Assembly (QH15), whose type the sign never tells.
    """

    text: str
    length: int
    type: str | None
    is_assembly: bool
    with_year: int
    without_year: int


def make_sign(text: str, length: int, codes: list[str]) -> Sign:
    kind = TYPES.get(codes[0]) or (TYPES[codes[-1]] if codes[-1] in NORMATIVE_TYPES else None)
    return Sign(
        text,
        length,
        kind,
        _is_term(codes[-1]),
        demand(codes, has_year=True),
        demand(codes, has_year=False),
    )


def demand(codes: list[str], *, has_year: bool) -> int:
    """Return what a text must say before a number whose sign is made of ``codes`` counts."""
    return _demand_with_year(codes) if has_year else _demand_without_year(codes)


class _Part(NamedTuple):
    codes: tuple[str, ...]
    length: int
    is_known: bool
    is_last: bool


class Tail(NamedTuple):
    """All that follows the serial: "/2018/NĐ-CP", in how many characters, and what it says."""

    text: str
    length: int
    year: int | None
    sign: Sign


@lru_cache(maxsize=50_000)
def read_tail(text: str) -> Tail | None:
    """Return the year and the sign that ``text`` begins with, after a slash; None for none."""
    head = _YEAR.match(text)
    sign = read_sign(text[head.end() :]) if head else None
    if head is None or sign is None:
        return None
    written = head[1] or head[2]
    year = int(written) + (1900 if head[2] else 0) if written else None
    text = f"/{written}/{sign.text}" if written else f"/{sign.text}"
    return Tail(text, head.end() + sign.length, year, sign)


def read_sign(text: str) -> Sign | None:
    """Return the sign at the beginning of ``text``, or None where there is none."""
    if len(text) > _LONGEST_SIGN:
        text = text[:_LONGEST_SIGN]
    part = _read_part(text, 0, is_first=True)
    if part is None:
        return None
    codes, sign, position = list(part.codes), "-".join(part.codes), part.length
    while not part.is_last and len(codes) < _MAXIMUM_PARTS:
        joint = _JOINT.match(text, position)
        if joint is None:
            break
        part = _read_part(text, joint.end(), is_first=False)
        if part is None or not _joins(joint, codes, part):
            break
        codes += part.codes
        sign += ("/" if joint[1] == "/" else "-") + "-".join(part.codes)
        position = joint.end() + part.length
    return make_sign(sign, position, codes)


def _read_part(text: str, position: int, *, is_first: bool) -> _Part | None:
    match = _PART.match(text, position)
    if match is None:
        return None
    letters, digits = match[1], match[2]
    is_glued = match.end() < len(text) and text[match.end()].isalnum()
    if _TERM.fullmatch(letters):
        return _read_term(letters, digits, is_glued=is_glued)
    if digits and not is_glued and _NUMBERED_BODY.fullmatch(match[0]):
        return _Part((match[0],), len(match[0]), False, False)
    code = official_code(letters)
    is_last = bool(digits) or is_glued
    if code in OFFICIAL_CODES or is_known_issuer(code):
        return _Part((code,), len(letters), True, is_last)
    if digits and letters.endswith("QH") and letters.startswith("PL"):
        term = _read_term(letters[2:], digits, is_glued=True)
        return _Part(("PL", *term.codes), term.length + 2, True, True)
    return _read_unknown(
        letters, is_last=is_last, is_glued=is_glued and not digits, is_first=is_first
    )


def _read_term(letters: str, digits: str, *, is_glued: bool) -> _Part:
    # No term has reached 20: QH1451 is QH14 and the 51 of the next number.
    term = digits[: 2 if digits[:1] == "1" else 1]
    is_last = is_glued or term != digits
    return _Part((letters.upper() + term,), len(letters) + len(term), True, is_last)


def _read_unknown(letters: str, *, is_last: bool, is_glued: bool, is_first: bool) -> _Part | None:
    together = run_together(letters) if is_first else None
    if together is not None:
        return _Part(together, len(letters), True, True)
    is_capital = _CAPITAL_CODE.fullmatch(letters) and not is_glued
    for length in range(min(len(letters) - 1, 12), 1, -1):
        if letters[:length] in OFFICIAL_CODES:
            if is_capital and letters[length:] not in _TITLE_WORDS:
                continue
            return _Part((letters[:length],), length, True, True)
    if is_capital:
        return _Part((letters,), len(letters), False, is_last)
    if not is_first and not is_last and _MIXED_CODE.fullmatch(letters):
        return _Part((letters,), len(letters), False, False)
    capitals = _CAPITALS.match(letters)
    if capitals is None:
        return None
    code = capitals[0]
    if letters[len(code) : len(code) + 1].islower():
        code = code[:-1]
    return _Part((code,), len(code), False, True) if len(code) > 2 else None


def _joins(joint: re.Match[str], codes: list[str], part: _Part) -> bool:
    code = part.codes[0]
    if joint[1] == ".":
        return codes[-1] in TYPES and part.is_known and len(joint[0]) == 1
    if len(joint[0]) > 1:
        return part.is_known and codes[0] in TYPES and is_known_issuer(code)
    if joint[1] == "/":
        return part.is_known or (codes[0] in TYPES and len(code) > 1)
    return True


def _is_term(code: str) -> bool:
    return code.startswith(("QH", "UBTVQH"))


def _is_never(codes: list[str]) -> bool:
    first = codes[0]
    return (
        first == "GP"
        or (first.startswith("HĐ") and not is_known_issuer(first))
        or not FOREIGN_CODES.isdisjoint(codes)
        or (len(first) < 2 and len(codes) == 1)
    )


def _demand_with_year(codes: list[str]) -> int:
    first = codes[0]
    if _is_never(codes):
        return NEVER
    if first in NORMATIVE_TYPES or _is_term(first):
        return ALWAYS
    if first in TYPES and (
        first not in WORKING_PAPER_TYPES or any(map(is_known_issuer, codes[1:]))
    ):
        return ALWAYS
    return WITH_TYPE_WORD


def _demand_without_year(codes: list[str]) -> int:
    first, issuer = codes[0], codes[1] if len(codes) > 1 else None
    if _is_never(codes):
        return NEVER
    if issuer is None:
        return WITH_TYPE_WORD if first in TYPES or is_known_issuer(first) else NEVER
    if first in TYPES:
        if is_known_issuer(issuer) and (
            issuer not in FORM_CODES or first not in WORKING_PAPER_TYPES
        ):
            return ALWAYS
        if issuer in FORM_CODES or len(issuer) < 2:
            return WITH_DATE
        return ALWAYS if first in NORMATIVE_TYPES else WITH_DATE
    if is_known_issuer(first):
        return ALWAYS
    return IN_LETTER if FORM_CODES.isdisjoint(codes[1:]) else NEVER
