"""The Vietnamese order of words."""

import re
import unicodedata
from functools import lru_cache

from .normal import STRAY_MARK, fold, normalise

# Ngang, huyền, hỏi, ngã, sắc, nặng: the order of Vietnamese dictionaries.
_TONES = {"\u0300": "1", "\u0309": "2", "\u0303": "3", "\u0301": "4", "\u0323": "5"}
_LETTERS = {"ă": "a1", "â": "a2", "đ": "d1", "ê": "e1", "ô": "o1", "ơ": "o2", "ư": "u1"}
_LETTERS |= {letter: letter + "0" for letter in "abcdefghijklmnopqrstuvwxyz"}
_SHAPE_MARKS = "\u0302\u0306\u031b"

_TOKEN = re.compile(r"[0-9]+|(?:[^\W_0-9]|[\u0300-\u036f])+")


def _number_key(digits: str) -> str:
    digits = digits.lstrip("0") or "0"
    return f"1{min(len(digits), 99):02d}{digits}"


def _letter_key(letter: str) -> str:
    return _LETTERS.get(letter) or _LETTERS.get(fold(letter)) or f"z9{ord(letter):06x}"


@lru_cache(maxsize=20_000)
def _syllable_key(syllable: str) -> str:
    tone, letters = "0", ""
    for character in unicodedata.normalize("NFD", syllable.lower()):
        if character in _TONES:
            tone = _TONES[character]
        elif unicodedata.category(character) != "Mn" or character in _SHAPE_MARKS:
            letters += character
    letters = unicodedata.normalize("NFC", letters).replace(STRAY_MARK, "")
    return "".join(map(_letter_key, letters)) + "0" + tone


def sort_key(text: str) -> str:
    """Return a key that puts ``text`` in Vietnamese order.

    Compare keys by code point (Python's own order, ``COLLATE "C"`` in PostgreSQL, ``BINARY`` in
    SQLite): a key holds only ``0-9a-z``, so it can be stored in a column. Words are compared
    syllable by syllable; in a syllable first its letters (a ă â b c d đ e ê … o ô ơ … u ư v x y,
    with f j w z in their Latin places), then its tone (ngang, huyền, hỏi, ngã, sắc, nặng). Numbers
    come before letters and are compared by value. Case, punctuation and the place of the tone
    count for nothing: texts that differ in no more have the same key. Other scripts come last.
    """
    return "".join(
        _number_key(token) if token[0] in "0123456789" else _syllable_key(token)
        for token in _TOKEN.findall(normalise(text))
    )
