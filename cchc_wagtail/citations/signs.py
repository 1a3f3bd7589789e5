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
)

#: How much else a text must say before a number with this sign is a document's.
NEVER, WITH_DATE, WITH_TYPE_WORD, ALWAYS = range(4)

_PART = re.compile(r"([^\W\d_]+(?:&[^\W\d_]+)*)([0-9]{0,3})")
_JOINT = re.compile(r"\s{0,2}([-/.])\s{0,2}")
_CAPITALS = re.compile(r"[A-ZĐƯƠÂÊÔĂ&]+")
_CAPITAL_CODE = re.compile(r"[A-ZĐƯƠÂÊÔĂ&]{2,16}")
_MIXED_CODE = re.compile(r"[A-ZĐ]{1,5}[a-z]{1,2}[A-ZĐ]{0,4}")
_TERM = re.compile(r"(?:QH|UBTVQHK?|HĐNN)", re.IGNORECASE)
_RUN_TOGETHER = re.compile(
    f"({'|'.join(sorted(NORMATIVE_TYPES - {'L'}, key=len, reverse=True))})([A-ZĐ&]+)"
)
_MAXIMUM_PARTS = 9
_LONGEST_SIGN = 120


class Sign(NamedTuple):
    """A sign: its official text, how many characters it took, its type, and what it demands."""

    text: str
    length: int
    type: str | None
    with_year: int
    without_year: int


class _Part(NamedTuple):
    codes: tuple[str, ...]
    length: int
    is_known: bool
    is_last: bool


@lru_cache(maxsize=50_000)
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
    kind = codes[0] if codes[0] in TYPES else None
    if kind is None and codes[-1] in NORMATIVE_TYPES:
        kind = codes[-1]
    return Sign(sign, position, kind, _demand_with_year(codes), _demand_without_year(codes))


def _read_part(text: str, position: int, *, is_first: bool) -> _Part | None:
    match = _PART.match(text, position)
    if match is None:
        return None
    letters, digits = match[1], match[2]
    is_glued = match.end() < len(text) and text[match.end()].isalnum()
    if _TERM.fullmatch(letters):
        return _read_term(letters, digits)
    code = official_code(letters)
    if code in OFFICIAL_CODES or is_known_issuer(code):
        if digits and not is_glued and len(letters) <= 4 and not (is_first and code in TYPES):
            return _Part((code + digits,), len(letters) + len(digits), is_known_issuer(code), False)
        return _Part((code,), len(letters), True, bool(digits) or is_glued)
    return _read_unknown(letters, digits, is_glued=is_glued, is_first=is_first)


def _read_term(letters: str, digits: str) -> _Part:
    # No term has reached 20: QH1451 is QH14 and the 51 of the next number.
    length = 2 if digits[:1] == "1" else 1
    digits = digits[:length]
    return _Part((letters.upper() + digits,), len(letters) + len(digits), True, True)


def _read_unknown(letters: str, digits: str, *, is_glued: bool, is_first: bool) -> _Part | None:
    together = _RUN_TOGETHER.fullmatch(letters)
    if together and is_known_issuer(official_code(together[2].rstrip("0123456789"))):
        return _Part((together[1], official_code(together[2]) + digits), len(letters + digits), True, True)
    if _CAPITAL_CODE.fullmatch(letters) and not (is_glued and not digits):
        if is_glued:
            digits = ""
        return _Part((letters + digits,), len(letters + digits), False, is_glued)
    for length in range(min(len(letters) - 1, 12), 1, -1):
        if letters[:length] in OFFICIAL_CODES:
            return _Part((letters[:length],), length, True, True)
    if not is_first and not is_glued and _MIXED_CODE.fullmatch(letters):
        return _Part((letters + digits,), len(letters + digits), False, False)
    capitals = _CAPITALS.match(letters)
    if capitals is None:
        return None
    code = capitals[0]
    if letters[len(code) : len(code) + 1].islower():
        code = code[:-1]
    return _Part((code,), len(code), False, True) if len(code) > 2 else None


def _joins(joint: re.Match, codes: list[str], part: _Part) -> bool:
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
    if first in TYPES and (first not in WORKING_PAPER_TYPES or any(map(is_known_issuer, codes[1:]))):
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
    return WITH_TYPE_WORD
