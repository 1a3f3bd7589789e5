"""From a query to the entries that match it, the best first.

What counts as a match, for the hits as for ``total`` and the facets: the engine looks for the
rarest terms of the query that fit a budget of postings, and an entry matches when one passage of
it, or its title, holds at least ``LEAST_SHARE`` of their summed weight and at least
``LEAST_OF_BEST`` of what the best entry holds. So a full title matches few entries and a single
word all that hold it. Single syllables are looked for only where pairs of them find too little.
"""

import heapq

from . import frequencies
from .engines import Candidates
from .models import PASSAGE_BITS, SearchEntry, SearchPassage, passage_id
from .ranking import rank
from .terms import Term, weight

# Postings read at most for one query; a single term is read however common it is.
BUDGET = 20_000
TITLE_BUDGET = 4 * BUDGET
LEAST_SHARE = 0.3
LEAST_OF_BEST = 0.5
# Too little: fewer entries than this make the search look for single syllables as well.
ENOUGH = 10
LEAST_SYLLABLE_SHARE = 0.6

RANKED_PASSAGES = 300
RANKED_TITLES = 150
# Terms times passages that are scored in Python at most, which keeps long queries quick.
RANKING_EFFORT = 6_000

# Below this share of the query's weight a result is a coincidence, and silence is honest.
LEAST_EVIDENCE = 0.15


def match(engine, query):
    """Return the matching entries, the best first, each mapped to its best passage (ids)."""
    terms = weighted(query.terms)
    found = _candidates(engine, terms, LEAST_SHARE)
    if len(_best_passages(found)) < ENOUGH:
        known = {term.text for term in terms}
        syllables = weighted(query.weighty_syllables)
        more = _candidates(engine, syllables, LEAST_SYLLABLE_SHARE)
        found = Candidates(more.passages | found.passages, more.titles | found.titles)
        terms += [term for term in syllables if term.text not in known]
    import os
    F=float(os.environ.get("SYL","0"))
    if F:
        known = {term.text for term in terms}
        terms = terms + [Term(t.text,t.count,t.weight*F) for t in weighted(query.weighty_syllables) if t.text not in known]
    return _ranked(query, terms, found)


def weighted(terms):
    """Return ``terms`` with their counts and weights, in the order given."""
    import os
    X=float(os.environ.get("COH","0"))
    parts=[p for t in terms for p in t.split("_")]
    counts = frequencies.counts([*terms, *parts, frequencies.TOTAL])
    total = counts.get(frequencies.TOTAL, 0)
    def coh(t):
        if "_" not in t: return 1
        a,b=t.split("_"); m=min(counts.get(a,0),counts.get(b,0))
        c=counts.get(t,0)
        return (1-X)+X*min(1, (c/m)**float(os.environ.get("POW","0.5"))) if m else 1
    return [Term(term, counts.get(term, 0), weight(counts.get(term, 0), total)*coh(term)) for term in terms]


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
    best = {
        entry.entry_id: entry.passage_id for entry in ranked if entry.evidence >= LEAST_EVIDENCE
    }
    if not best:
        return {}
    rest = _best_passages(found)
    unranked = sorted(rest.keys() - entries, key=lambda entry: (-rest[entry][0], entry))
    return best | {entry: rest[entry][1] for entry in unranked}


def _stored(passage_ids, entry_ids):
    rows = SearchEntry.objects.filter(pk__in=entry_ids)
    titles = {pk: (title, folded) for pk, title, folded in rows.values_list("pk", "title", "folded_title")}
    passages = SearchPassage.objects.filter(pk__in=passage_ids)
    return titles, list(passages.values_list("pk", "entry_id", "folded", "text"))
