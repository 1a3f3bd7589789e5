"""Numbers of documents as people type them: "nd 61 2018", "61/2018", "qd 140 ubnd", "ND61/2018".

Whoever types a number gives some of its parts, in whatever order is easiest. A number has a key for
each way to name it by a part of its parts; what was typed has the one key of all parts given.
"""

import re
from itertools import product
from typing import NamedTuple

from cchc_wagtail.language import fold

from .codes import TYPES, is_known_issuer, official_code
from .numbers import DocumentNumber
from .words import TYPE_WORDS

# An abbreviation of a rare type is rather a word; "qd", "kh" before a number are none.
_ABBREVIATIONS = {fold(code): fold(code) for code in TYPES if len(code) > 1}
_ABBREVIATION_OF = {name: fold(code) for code, name in reversed(TYPES.items())}
_LONGEST_TYPE = max(word.count(" ") + 1 for word in TYPE_WORDS)
_SERIAL = re.compile(r"0*([1-9][0-9]{0,4}[a-z]?)")
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
_GLUED = re.compile(rf"({'|'.join(sorted(_ABBREVIATIONS, key=len, reverse=True))})([0-9]{{1,5}})")
# 6/2018 after these is a month, not a number.
_DATE_WORDS = frozenset(["thang", "ngay", "quy", "nam", "ky"])


class _Typed(NamedTuple):
    serial: str
    year: str = ""
    type: str = ""
    issuer: str = ""

    @property
    def key(self) -> str:
        return f"{self.serial}.{self.year}.{self.type}.{self.issuer}"


def keys_of_number(number: DocumentNumber, year: int | None = None) -> set[str]:
    """Return the keys of all ways in which ``number`` may be typed.

    ``year`` is the year of issue, which people give where the number does not hold it.
    """
    match = _SERIAL.fullmatch(fold(number.serial))
    if match is None:
        return set()
    kind, issuer = fold(number.type or ""), fold(number.issuer or "")
    issuers = {"", issuer, *issuer.split("-")}
    years = {"", str(number.year or year or "")}
    kinds = {"", kind} if years != {""} else {kind}
    return {
        typed.key
        for typed in (_Typed(match[1], *parts) for parts in product(years, kinds, issuers))
        if _says_enough(typed, has_type=bool(kind))
    }


def keys_typed(syllables: tuple[str, ...]) -> dict[str, int]:
    """Return the keys of the numbers in folded ``syllables``: key → how many parts were given."""
    tokens = [part for syllable in syllables for part in _parts(syllable)]
    keys = {}
    for place, token in enumerate(tokens):
        match = _SERIAL.fullmatch(token)
        if match is None:
            continue
        typed = _read(tokens, place, match[1])
        if typed is not None and _says_enough(typed):
            keys[typed.key] = sum(map(bool, typed))
    return keys


def _says_enough(typed: _Typed, *, has_type: bool = False) -> bool:
    if typed.year or typed.type:
        return True
    # "512 sngv": a letter (công văn) has no type in its number.
    return bool(typed.issuer) and not has_type


def _parts(syllable: str) -> tuple[str, ...]:
    match = _GLUED.fullmatch(syllable)
    return match.groups() if match else (syllable,)


def _read(tokens: list[str], place: int, serial: str) -> _Typed | None:
    before = [token for token in tokens[:place] if token != "so"]
    after = tokens[place + 1 :]
    if before and (before[-1].isdigit() or before[-1] in _DATE_WORDS):
        return None
    issuers: list[str] = []
    while before and (code := _issuer(before[-1])) and not _type_at_end(before):
        issuers.insert(0, code)
        before.pop()
    kind = _type_at_end(before)
    if not kind:
        issuers = []
    year = ""
    if after[:1] == ["nam"] and len(after) > 1 and _YEAR.fullmatch(after[1]):
        after = after[1:]
    if after and _YEAR.fullmatch(after[0]):
        year, after = after[0], after[1:]
    if after and not kind and after[0] in _ABBREVIATIONS and len(after) > 1:
        kind, after = after[0], after[1:]
    elif after and after[0] == kind:
        after = after[1:]
    for token in after:
        code = _issuer(token)
        if not code:
            break
        issuers.append(code)
    if _YEAR.fullmatch(serial) and not year and not issuers:
        return None
    return _Typed(serial, year, kind, "-".join(issuers))


def _issuer(token: str) -> str:
    """Return ``token`` where it is the code of an issuer."""
    return token if token.isalpha() and is_known_issuer(official_code(token.upper())) else ""


def _type_at_end(tokens: list[str]) -> str:
    """Return the abbreviation of the type that ``tokens`` end with, as keys have it."""
    for length in range(min(_LONGEST_TYPE, len(tokens)), 0, -1):
        name = TYPE_WORDS.get(" ".join(tokens[-length:]))
        if name is not None:
            return _ABBREVIATION_OF.get(name, "")
    return _ABBREVIATIONS.get(tokens[-1], "") if tokens else ""
