"""Texts as terms: what is indexed and what is looked for."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from cchc_wagtail.language import bigrams, fold, normalise, syllables

# A longer run of letters and digits is no word: the rest of it finds nothing anyhow.
MAX_SYLLABLE = 64
# Stands between a folded title and the other names with it; no term reaches over it.
NAMES_APART = "|"


class Term(NamedTuple):
    """A term of a query: its text, in how many passages it stands, and its weight."""

    text: str
    count: int  # type: ignore[assignment]  # the field hides tuple.count, which nobody calls
    weight: float


def folded_syllables(text: str) -> list[str]:
    """Return the folded syllables of ``text``, overlong ones cut."""
    return [syllable[:MAX_SYLLABLE] for syllable in syllables(fold(normalise(text)))]


def padded(parts: Sequence[str]) -> str:
    """Join syllables with one space between and around them, as they are stored."""
    return f" {' '.join(parts)} " if parts else ""


def terms_of(folded: str) -> set[str]:
    """Return the set of terms, syllables and bigrams, of a stored folded text."""
    parts = folded.split()
    return {*parts, *bigrams(parts)}


def title_of(names: Iterable[str]) -> str:
    """Return the folded form of a title and the other names after it, as it is stored."""
    folded = [padded(folded_syllables(name)) for name in names]
    return NAMES_APART.join(name for name in folded if name)


def terms_of_title(folded: str) -> set[str]:
    """Return the set of terms of a stored folded title and of the other names with it."""
    return set[str]().union(*map(terms_of, folded.split(NAMES_APART)))


def as_written(term: str) -> str:
    """Return ``term`` as it stands in a stored folded text: ``ho_chieu`` → `` ho chieu ``."""
    return f" {term.replace('_', ' ')} "
