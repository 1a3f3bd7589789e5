"""From a query to the entries that match it, the best first.

What counts as a match, for the hits as for ``total`` and the facets: the engine looks for the
rarest terms of the query that fit a budget of postings, and an entry matches when one passage of
it, or its title, holds at least ``LEAST_SHARE`` of their summed weight and at least
``LEAST_OF_BEST`` of what the best entry holds. So a full title matches few entries and a single
word all that hold it. Single syllables are looked for only where pairs of them find too little.
"""

import heapq
import math

from . import frequencies
from .engines import Candidates
from .models import PASSAGE_BITS, SearchEntry, SearchPassage, passage_id
from .ranking import rank
from .terms import Term, weight

# Postings read at most for one query; a single term is read however common it is.
BUDGET = 20_000
TITLE_BUDGET = 4 * BUDGET
LEAST_SHARE = 0.3
LEAST_OF_BEST = 0.4
# Too little: fewer entries than this make the search look for single syllables as well.
ENOUGH = 10
LEAST_SYLLABLE_SHARE = 0.6

RANKED_PASSAGES = 300
RANKED_TITLES = 150
# Terms times passages that are scored in Python at most, which keeps long queries quick.
RANKING_EFFORT = 6_000

# A syllable by itself says less than a pair; a pair by chance less than a word; a pair with a
# syllable that the site does not know says little about it.
SYLLABLE_FACTOR = 0.3
LEAST_COHESION = 0.2
UNKNOWN_COHESION = 0.2

# Below this share of the query's weight a result is a coincidence, and silence is honest.
LEAST_EVIDENCE = 0.37


def match(engine, query):
    """Return the matching entries, the best first, each mapped to its best passage (ids)."""
    terms = query.terms
    syllables = query.weighty_syllables
    weights = weighted([*terms, *syllables])
    terms = [weights[term] for term in terms]
    syllables = [weights[syllable] for syllable in syllables]
    found = _candidates(engine, terms, LEAST_SHARE)
    if len(_best_passages(found)) < ENOUGH:
        more = _candidates(engine, syllables, LEAST_SYLLABLE_SHARE)
        found = Candidates(more.passages | found.passages, more.titles | found.titles)
    single = [
        term._replace(weight=term.weight * SYLLABLE_FACTOR)
        for term in syllables
        if term not in terms
    ]
    return _ranked(query, terms + single, found)


def weighted(terms):
    """Return text → ``Term`` for ``terms``, with their counts and weights."""
    parts = [part for term in terms for part in term.split("_")]
    counts = frequencies.counts([*terms, *parts, frequencies.TOTAL])
    total = counts.get(frequencies.TOTAL, 0)
    return {
        term: Term(
            term,
            counts.get(term, 0),
            weight(counts.get(term, 0), total) * _cohesion(term, counts),
        )
        for term in terms
    }


def _cohesion(term, counts):
    """Return how far a pair is a word, up to 1, by how often its rarer half stands beside the other.

    Neighbours by chance (``tục hộ`` in ``thủ tục hộ chiếu``) are rarer than words and would
    otherwise weigh most of all.
    """
    left, _, right = term.partition("_")
    if not right:
        return 1.0
    rarer = min(counts.get(left, 0), counts.get(right, 0))
    together = math.sqrt(counts.get(term, 0) / rarer) if rarer else UNKNOWN_COHESION
    return LEAST_COHESION + (1 - LEAST_COHESION) * min(1.0, together)


def _candidates(engine, terms, least_share):
    rarest = _within(BUDGET, terms)
    least = least_share * sum(term.weight for term in rarest)
    found = engine.candidates(rarest, _within(TITLE_BUDGET, terms), least)
    best = max([*found.passages.values(), *found.titles.values()], default=0)
    return Candidates(*(_at_least(LEAST_OF_BEST * best, scores) for scores in found))


def _within(budget, terms):
    """Return the rarest of ``terms`` whose counts fit ``budget`` together, one at least."""
    chosen, spent = [], 0
    for term in sorted(terms, key=lambda term: term.count):
        spent += term.count
        if chosen and spent > budget:
            break
        if term.count:
            chosen.append(term)
    return chosen


def _at_least(least, scores):
    return {number: score for number, score in scores.items() if score >= least}


def _best_passages(found):
    """Return entry → (score, passage); a title stands for the entry's first passage."""
    best = {entry: (score, passage_id(entry, 0)) for entry, score in found.titles.items()}
    for number, score in found.passages.items():
        entry = number >> PASSAGE_BITS
        if entry not in best or score > best[entry][0]:
            best[entry] = (score, number)
    return best


def _ranked(query, terms, found):
    passages = heapq.nlargest(
        min(RANKED_PASSAGES, RANKING_EFFORT // (len(terms) or 1)),
        found.passages,
        key=found.passages.get,
    )
    titles = heapq.nlargest(RANKED_TITLES, found.titles, key=found.titles.get)
    chosen = {*passages, *(passage_id(entry, 0) for entry in titles)}
    entries = {number >> PASSAGE_BITS for number in chosen}
    chosen.update(passage_id(entry, 0) for entry in entries)
    ranked = rank(query, terms, *_stored(chosen, entries))
    strongest = max((entry.evidence for entry in ranked), default=0)
    if strongest < LEAST_EVIDENCE:
        return {}
    best = {
        entry.entry_id: entry.passage_id
        for entry in ranked
        if entry.evidence >= LEAST_OF_BEST * strongest
    }
    rest = _best_passages(found)
    unranked = sorted(rest.keys() - entries, key=lambda entry: (-rest[entry][0], entry))
    return best | {entry: rest[entry][1] for entry in unranked}


def _stored(passage_ids, entry_ids):
    rows = SearchEntry.objects.filter(pk__in=entry_ids)
    titles = {pk: (title, folded) for pk, title, folded in rows.values_list("pk", "title", "folded_title")}
    passages = SearchPassage.objects.filter(pk__in=passage_ids)
    return titles, list(passages.values_list("pk", "entry_id", "folded", "text"))
