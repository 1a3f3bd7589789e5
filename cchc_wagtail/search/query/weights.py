"""How much each term of a query says, by how rare it is and how much of a word."""

import math

from ..index.frequencies import TOTAL, TermCounts
from ..text.terms import Term

# A pair of neighbours by chance says less than a word; one with a syllable that the site does not
# have says little about the site.
LEAST_COHESION = 0.2
UNKNOWN_COHESION = 0.2


def weighted(terms, counts=None):
    """Return text → ``Term`` for ``terms``, with their counts and weights.

    ``counts`` are the ``TermCounts`` of the search, if there are some yet.
    """
    parts = [part for term in terms for part in term.split("_")]
    counts = (counts or TermCounts()).of([*terms, *parts, TOTAL])
    total = counts.get(TOTAL, 0)
    return {
        term: Term(term, counts.get(term, 0), _idf(term, counts, total) * _cohesion(term, counts))
        for term in terms
    }


def _idf(term, counts, total):
    count = counts.get(term, 0)
    return math.log1p((total - count + 0.5) / (count + 0.5))


def _cohesion(term, counts):
    """Return how far a pair is a word, up to 1, by how often its rarer half is beside the other.

    Neighbours by chance (``tục hộ`` in ``thủ tục hộ chiếu``) are rarer than words and would
    weigh most of all otherwise.
    """
    left, _, right = term.partition("_")
    if not right:
        return 1.0
    rarer = min(counts.get(left, 0), counts.get(right, 0))
    together = math.sqrt(counts.get(term, 0) / rarer) if rarer else UNKNOWN_COHESION
    return LEAST_COHESION + (1 - LEAST_COHESION) * min(1.0, together)
