"""Syllables and pairs of syllables: the terms that are indexed and searched."""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from .normal import STRAY_MARK, fold
from .spelling import I_OR_Y

_SYLLABLE = re.compile(rf"[^\W_](?:[^\W_]|{STRAY_MARK})*")


class Span(NamedTuple):
    """A folded syllable and its place, in code points of the NFC form of the text."""

    text: str
    start: int
    end: int


def spans(text: str) -> Iterator[Span]:
    """Yield the folded syllables of ``text`` with their places.

    A syllable is a run of letters and digits; everything else separates, the hyphen, the slash
    and the full stop included (``61/2018/NĐ-CP`` is ``61 2018 nd cp``; such numbers have a key
    of their own). Where i and y are two spellings of one syllable it is y (``li`` gives ``ly``).
    Places are code points of the NFC form of ``text``, which has the same length as
    its folded form: give NFC text to get places in the text itself.
    """
    for match in _SYLLABLE.finditer(fold(text)):
        syllable = match[0].replace(STRAY_MARK, "")
        yield Span(I_OR_Y.get(syllable, syllable), match.start(), match.end())


def syllables(text: str) -> list[str]:
    """Return the folded syllables of ``text`` in order; see ``spans`` for what a syllable is."""
    found = _SYLLABLE.findall(folded := fold(text))
    if STRAY_MARK in folded:
        found = [syllable.replace(STRAY_MARK, "") for syllable in found]
    return [I_OR_Y.get(syllable, syllable) for syllable in found]


def bigrams(syllables: list[str]) -> list[str]:
    """Return each pair of neighbouring ``syllables`` joined by ``_``, in order.

    Neighbours are neighbours whatever stands between them: a pair crosses a comma, a full stop
    or a line break. Pairs across a sentence end are rare, match almost nothing, and cutting there
    would break ``TP. Tây Ninh`` and titles laid out in two lines. Who wants a break gives the
    pieces one by one. Fewer than two syllables give an empty list.
    """
    return [f"{left}_{right}" for left, right in pairwise(syllables)]
