"""Spelling: i and y, and which syllables with marks are words."""

import re
import unicodedata
from functools import cache
from pathlib import Path

#: Open syllables that are spelled with i or y as one pleases (lí lịch, lý lịch; quí, quý).
I_OR_Y = {f"{onset}i": f"{onset}y" for onset in ["h", "k", "l", "m", "s", "t", "v", "qu"]}

_TO_Y = dict(zip("iíìỉĩị", "yýỳỷỹỵ", strict=True))
_OPEN_I = re.compile(r"(?<![^\W_])(qu|[hklmstv])([iíìỉĩị])(?![^\W_])")


def with_y(text: str) -> str:
    """Return ``text``, in lower case and NFC, with y for i where both spellings exist."""
    return _OPEN_I.sub(lambda match: match[1] + _TO_Y[match[2]], text)


@cache
def _known() -> frozenset[str]:
    """The marked syllables of everyday speech and of official texts: ``syllables.txt``."""
    return frozenset(Path(__file__).with_name("syllables.txt").read_text("utf-8").split())


def is_word(syllable: str) -> bool:
    """Say whether ``syllable``, typed with marks, is a word of everyday or official Vietnamese.

    Marks count: ``mèo`` is one, ``chiếu`` too, not ``chiếuu``, nor ``thựt``, which could be a
    syllable and is none. Any string may be given; one without marks is no word here.
    """
    return unicodedata.normalize("NFC", syllable.lower()) in _known()
