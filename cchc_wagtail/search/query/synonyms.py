"""Synonyms, applied at query time: what people say and what the site calls it."""

from dataclasses import replace
from typing import NamedTuple

from django.db.models import Q

from cchc_wagtail.language import has_marks, with_y

from ..models import Synonym
from ..text.query import changed_query, cut
from .repairs import could_be_syllable

LONGEST = 8
# Each reading of a query costs as much as the query itself.
MOST_READINGS = 3
MOST_BEGINNINGS = 10
# Beyond every letter that a folded syllable may hold.
AFTER = "\uffff"


class Replacement(NamedTuple):
    """The syllables from ``start`` to ``end`` may stand for ``meaning``, a normalised text."""

    start: int
    end: int
    meaning: str


def find_replacements(query):
    """Return the ``Replacement``s that the register has for ``query``, the longest runs first.

    Where marks are typed they have to agree with the synonym's. An abbreviation that could as
    well be a syllable (``CA``, unlike ``TTHC``) counts only where typed in capitals.
    """
    runs = {}
    for start in range(len(query.syllables)):
        for end in range(start + 1, min(start + LONGEST, len(query.syllables)) + 1):
            runs.setdefault(" ".join(query.syllables[start:end]), []).append((start, end))
    names = list(runs)
    rows = Synonym.objects.filter(
        Q(folded_words__in=names) | Q(both_ways=True, folded_meaning__in=names)
    )
    found = [
        Replacement(start, end, meaning)
        for row in rows.order_by("pk")
        for folded, written, meaning in row.directions()
        for start, end in runs.get(folded, [])
        if _agrees(query, start, end, written)
    ]
    return sorted(found, key=lambda one: one.start - one.end)


def find_beginnings(query):
    """Return the ``Replacement``s of a whole ``query`` with which the words of synonyms begin."""
    typed = " ".join(query.syllables)
    rows = Synonym.objects.filter(folded_words__gte=typed, folded_words__lt=typed + AFTER)
    meanings = rows.order_by("folded_words", "pk").values_list("meaning", flat=True)
    meanings = dict.fromkeys(meanings[:MOST_BEGINNINGS])
    return [Replacement(0, len(query.syllables), meaning) for meaning in meanings]


def readings(query, found):
    """Return what else ``query`` may mean by the replacements ``found``: meanings → ``Query``.

    Runs do not overlap; where a run has several meanings, each reading takes another of them.
    """
    by_run = {}
    for one in found:
        overlapping = [run for run in by_run if run[0] < one.end and one.start < run[1]]
        if overlapping in ([], [(one.start, one.end)]):
            by_run.setdefault((one.start, one.end), []).append(one.meaning)
    most = max(map(len, by_run.values()), default=0)
    read = {}
    for number in range(min(most, MOST_READINGS)):
        chosen = {run: m[min(number, len(m) - 1)] for run, m in by_run.items()}
        read[tuple(chosen[run] for run in sorted(chosen))] = _reading(query, chosen)
    return read


def _reading(query, chosen):
    syllables, words, replaced = list(query.syllables), list(query.words), []
    for (start, end), meaning in sorted(chosen.items(), reverse=True):
        written = cut(meaning)
        meant = tuple(syllable for syllable, _ in written)
        replaced.append((query.syllables[start:end], meant))
        syllables[start:end] = meant
        words[start:end] = [with_y(word.lower()) for _, word in written]
    read = changed_query(query, tuple(syllables), tuple(words))
    return replace(read, replaced=tuple(replaced))


def _agrees(query, start, end, written):
    written = cut(written)
    if end - start == 1 and written[0][1].isupper() and could_be_syllable(written[0][0]):
        return query.syllables[start] in query.capitals
    pairs = zip(query.words[start:end], written, strict=True)
    return all(typed == with_y(word.lower()) or not has_marks(typed) for typed, (_, word) in pairs)
