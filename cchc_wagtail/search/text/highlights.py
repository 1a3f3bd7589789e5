"""Showing why a hit is one: marks on the text as it stands, found by way of the folded text."""

import re
from collections.abc import Iterable
from functools import cached_property

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from cchc_wagtail.language import fold
from cchc_wagtail.language.spelling import I_OR_Y

SNIPPET_LENGTH = 200
_WITH_Y = frozenset(I_OR_Y.values())
_ELLIPSIS = "…"
_NOT_INSIDE = r"(?<![^\W_])"
_NOT_BEFORE = r"(?![^\W_])"


class Highlighter:
    """Marks in texts what the folded ``syllables`` of a query found there.

    Runs of two or more of them are marked; single ones only where there is no such run, for
    ``cấp`` alone says little beside ``cấp hộ chiếu``. Texts must be normalised, so that a place in
    the folded text is a place in the text. Results are safe HTML.
    """

    def __init__(self, syllables: Iterable[str]) -> None:
        self._syllables = sorted(set(syllables), key=lambda syllable: (-len(syllable), syllable))

    def mark(self, text: str) -> SafeString:
        """Return ``text`` with ``<mark>`` around what was found."""
        return _marked(text, self.places(text))

    def snippet(self, text: str, length: int = SNIPPET_LENGTH) -> SafeString:
        """Return about ``length`` characters around the best place of ``text``, marked."""
        places = self.places(text)
        start, end = _window(text, places, length)
        inside = [(a - start, b - start) for a, b in places if start <= a and b <= end]
        before, after = _ELLIPSIS if start else "", _ELLIPSIS if end < len(text) else ""
        return mark_safe(before + _marked(text[start:end], inside) + after)

    def places(self, text: str) -> list[tuple[int, int]]:
        """Return the places ``(start, end)`` in ``text`` that match the query, in order."""
        if not self._syllables:
            return []
        folded = fold(text)
        return [match.span() for match in self._runs.finditer(folded)] or [
            match.span() for match in self._single.finditer(folded)
        ]

    @cached_property
    def _any(self) -> str:
        return "(?:" + "|".join(map(_pattern, self._syllables)) + ")"

    @cached_property
    def _runs(self) -> re.Pattern[str]:
        return re.compile(rf"{_NOT_INSIDE}{self._any}(?:[\W_]+{self._any})+{_NOT_BEFORE}")

    @cached_property
    def _single(self) -> re.Pattern[str]:
        return re.compile(f"{_NOT_INSIDE}{self._any}{_NOT_BEFORE}")


def _pattern(syllable: str) -> str:
    """Return the pattern of a syllable; where it may be spelled with i or y, of both."""
    if syllable in _WITH_Y:
        return f"{re.escape(syllable[:-1])}[iy]"
    return re.escape(syllable)


def _window(text: str, places: list[tuple[int, int]], length: int) -> tuple[int, int]:
    """Return the stretch that holds the most marked characters, from one space to another."""
    if len(text) <= length:
        return 0, len(text)
    best_start, best_held = 0, 0
    for index, (start, _) in enumerate(places):
        held = sum(b - a for a, b in places[index : index + length] if b <= start + length)
        if held > best_held:
            best_start, best_held = start, held
    start = max(0, min(best_start - length // 5, len(text) - length))
    if start:
        start = text.find(" ", start, best_start) + 1 or start
    end = min(len(text), start + length)
    if end < len(text):
        space = text.rfind(" ", best_start, end)
        end = space if space > best_start else end
    return start, end


def _marked(text: str, places: Iterable[tuple[int, int]]) -> SafeString:
    parts: list[str] = []
    position = 0
    for start, end in places:
        parts += [escape(text[position:start]), "<mark>", escape(text[start:end]), "</mark>"]
        position = end
    return mark_safe("".join([*parts, escape(text[position:])]))
