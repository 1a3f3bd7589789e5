"""Which fact a question asks for: “lam ho chieu het bao nhieu tien” asks for the fee.

Pure: a query in, the fact out; what the fact is, the room says that owns the object.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from cchc_wagtail.language import fold, is_word, normalise, with_y

from .asking import KIND_OF, NAMES, OTHERS, QUESTIONS
from .query import Query, changed_query

_WORD = re.compile(r"\\.|[^\W\d_]+")
# What stands in a gap belongs to the matter: these are the only groups that are kept.
_GAP = r"((?:\S+ ){0,5}?)"

# Where a fact is asked for, and the fact.
_Found = tuple[re.Match[str], str]


@dataclass(frozen=True)
class Asked:
    """The fact that is asked for; the syllables of the query that ask stand at ``places``.

    ``is_question`` is false where only the name of the fact stands there, which may be a part of
    what the thing is called.
    """

    fact: str
    places: tuple[int, ...]
    is_question: bool

    @property
    def kind(self) -> str:
        """One of ``asking.KINDS``."""
        return KIND_OF.get(self.fact, self.fact)

    def words_of(self, query: Query) -> str:
        """Return the folded syllables of ``query`` that ask, with spaces between them."""
        return " ".join(query.syllables[place] for place in self.places)

    def matter_of(self, query: Query) -> Query | None:
        """Return ``query`` without the words that ask, or None where nothing else is left."""
        kept = [place for place in range(len(query.syllables)) if place not in self.places]
        if not kept:
            return None
        return changed_query(
            query,
            tuple(query.syllables[place] for place in kept),
            tuple(query.words[place] for place in kept),
        )


@lru_cache(maxsize=64)
def asked_in(query: Query) -> Asked | None:
    """Return the ``Asked`` of a ``Query``, or None where it asks for no fact.

    Of several facts the one named first counts; a question counts more than a name.
    """
    text = " ".join(
        word if is_word(word) else syllable
        for syllable, word in zip(query.syllables, query.words, strict=True)
    )
    others = [match.span() for pattern in _other_patterns for match in pattern.finditer(text)]
    for table, is_question in ((_question_patterns, True), (_name_patterns, False)):
        found = [
            (match, fact)
            for fact, pattern in table
            for match in pattern.finditer(text)
            if not any(start < match.end() and match.start() < end for start, end in others)
        ]
        if found:
            match, fact = min(_longest(found), key=lambda one: (one[0].start(), -one[0].end()))
            return Asked(fact, _places(match, text), is_question)
    return None


def _longest(found: list[_Found]) -> list[_Found]:
    """Return those of ``found`` (match, fact) that stand in no longer one."""
    spans = {match.span() for match, _fact in found}
    return [
        (match, fact)
        for match, fact in found
        if not any(
            start <= match.start() and match.end() <= end and (start, end) != match.span()
            for start, end in spans
        )
    ]


def _places(match: re.Match[str], text: str) -> tuple[int, ...]:
    """Return the numbers of the syllables that ``match`` takes, without those in its gaps."""
    gaps = [match.span(group) for group in range(1, match.re.groups + 1)]
    places, at = [], 0
    for place, syllable in enumerate(text.split(" ")):
        is_taken = match.start() <= at < match.end()
        if is_taken and not any(start <= at < end for start, end in gaps):
            places.append(place)
        at += len(syllable) + 1
    return tuple(places)


def _compiled(pattern: str) -> re.Pattern[str]:
    """Return the pattern as one over normalised words, each of which may have no marks."""
    pattern = with_y(normalise(pattern))
    pattern = pattern.replace("… ", "\0")
    pattern = _WORD.sub(lambda match: _with_or_without_marks(match[0]), pattern)
    return re.compile(rf"(?<!\S)(?:{pattern.replace(chr(0), _GAP)})(?!\S)")


def _with_or_without_marks(word: str) -> str:
    folded = fold(word)
    return word if word.startswith("\\") or folded == word else f"(?:{word}|{folded})"


def _table(patterns: Mapping[str, Sequence[str]]) -> list[tuple[str, re.Pattern[str]]]:
    return [(fact, _compiled(one)) for fact, several in patterns.items() for one in several]


_question_patterns = _table(QUESTIONS)
_name_patterns = _table(NAMES)
_other_patterns = [_compiled(one) for one in OTHERS]
