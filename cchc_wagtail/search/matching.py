"""From a query to the entries that match it, the best first.

What counts as a match, for the hits as for ``total`` and the facets: the engine looks for the
rarest terms of the query that fit a budget of postings, and an entry matches when one passage of
it, or its title, holds enough of their summed weight: ``LEAST_SHARE`` of all of it, and
``LEAST_OF_BEST`` of what the best entry holds. So a full title matches few entries and a single
word all that hold it. Single syllables are looked for only where pairs of them find too little.
Where even the best entries hold too little of the query, nothing matches.
"""

import heapq

from .candidates import LEAST_OF_BEST, best_passages, look_up
from .engines import Candidates
from .models import PASSAGE_BITS, SearchEntry, SearchPassage, passage_id
from .ranking import rank
from .weights import weighted

# Too little: fewer entries than this make the search look for single syllables as well.
ENOUGH = 10
LEAST_SYLLABLE_SHARE = 0.6

RANKED_PASSAGES = 300
RANKED_TITLES = 150
# A syllable by itself says less than a pair of them.
SYLLABLE_FACTOR = 0.3
# Below this share of the query's weight a result is a coincidence, and silence is honest.
LEAST_EVIDENCE = 0.37


def match(engine, query):
    """Return the matching entries, the best first, each mapped to its best passage (ids)."""
    weights = weighted([*query.terms, *query.weighty_syllables])
    terms = [weights[term] for term in query.terms]
    syllables = [weights[syllable] for syllable in query.weighty_syllables]
    found = look_up(engine, terms)
    if len(best_passages(found)) < ENOUGH:
        more = look_up(engine, syllables, LEAST_SYLLABLE_SHARE)
        found = Candidates(more.passages | found.passages, more.titles | found.titles)
    single = [
        term._replace(weight=term.weight * SYLLABLE_FACTOR)
        for term in syllables
        if term not in terms
    ]
    return _in_order(found, _ranked(query, terms + single, found))


def _ranked(query, terms, found):
    passages = heapq.nlargest(RANKED_PASSAGES, found.passages, key=found.passages.get)
    titles = heapq.nlargest(RANKED_TITLES, found.titles, key=found.titles.get)
    entries = {*titles, *(number >> PASSAGE_BITS for number in passages)}
    passages = {*passages, *(passage_id(entry, 0) for entry in entries)}
    stored_titles = SearchEntry.objects.filter(pk__in=entries)
    stored_passages = SearchPassage.objects.filter(pk__in=passages)
    return rank(
        query,
        terms,
        {pk: texts for pk, *texts in stored_titles.values_list("pk", "title", "folded_title")},
        stored_passages.values_list("pk", "entry_id", "folded", "text"),
    )


def _in_order(found, ranked):
    """Return entry → best passage: the ranked ones of evidence, then those left by their score."""
    strongest = max((entry.evidence for entry in ranked), default=0)
    if strongest < LEAST_EVIDENCE:
        return {}
    order = {
        entry.entry_id: entry.passage_id
        for entry in ranked
        if entry.evidence >= LEAST_OF_BEST * strongest
    }
    best = best_passages(found)
    unranked = best.keys() - {entry.entry_id for entry in ranked}
    for entry in sorted(unranked, key=lambda entry: (-best[entry][0], entry)):
        order[entry] = best[entry][1]
    return order
