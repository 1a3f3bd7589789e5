"""Text made plain for reading, with the way back to the offsets of the original."""

import html
import re
import unicodedata
from itertools import chain

from cchc_wagtail.language.normal import INVISIBLE, LOOK_ALIKES

from .numbers import DASHES, ENTITY

# One character for one: these keep every offset.
_REPLACED = {
    **{chr(code): dash for code, dash in DASHES.items()},
    **{chr(code): letter for code, letter in LOOK_ALIKES.items()},
    "\u00a0": " ",
}
_REMOVED = "".join(map(chr, INVISIBLE))
_COMMON_REMOVED = "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
_IRREGULAR = re.compile(
    rf"{ENTITY.pattern}|[{_REMOVED}]+|[^\u0300-\u036f][\u0300-\u036f]+", re.DOTALL
)


class Source:
    """A text, and the same text in NFC, without invisible characters, entities and look-alikes.

    ``plain`` is what the grammar reads; ``span`` turns its offsets into those of the original.
    """

    __slots__ = ("_ends", "_starts", "plain")

    def __init__(self, text: str) -> None:
        self._starts: list[int] | None = None
        self._ends: list[int] = []
        if not _is_regular(text):
            text = self._flatten(text)
        for typed, plain in _REPLACED.items():
            if typed in text:
                text = text.replace(typed, plain)
        self.plain = text

    @property
    def is_identical(self) -> bool:
        """Whether offsets in ``plain`` are offsets in the original."""
        return self._starts is None

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the original span of the non-empty span ``start:end`` of ``plain``."""
        if self._starts is None:
            return start, end
        return self._starts[start], self._ends[end - 1]

    def _flatten(self, text: str) -> str:
        pieces: list[str] = []
        starts: list[int] = []
        ends: list[int] = []
        position = 0
        for match in _IRREGULAR.finditer(text):
            first, last = match.span()
            plain = _plain_piece(match[0])
            if plain == match[0]:
                continue
            pieces += text[position:first], plain
            starts += chain(range(position, first), [first] * len(plain))
            ends += chain(range(position + 1, first + 1), [last] * len(plain))
            position = last
        pieces.append(text[position:])
        starts += range(position, len(text))
        ends += range(position + 1, len(text) + 1)
        self._starts, self._ends = starts, ends
        return "".join(pieces)


def _is_regular(text: str) -> bool:
    return (
        unicodedata.is_normalized("NFC", text)
        and _has_none(text, _COMMON_REMOVED)
        and not ("&" in text and ENTITY.search(text))
    )


def _has_none(text: str, characters: str) -> bool:
    # Faster than any() on a generator: this runs on every text, however short.
    for character in characters:  # noqa: SIM110
        if character in text:
            return False
    return True


def _plain_piece(piece: str) -> str:
    if piece[0] == "&" and len(piece) > 2:
        return html.unescape(piece)
    return unicodedata.normalize("NFC", piece.translate(INVISIBLE))
