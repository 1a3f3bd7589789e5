"""From a query to the entries that match it, the best first.

What counts as a match, for the hits as for ``total`` and the facets: the engine looks for the
rarest terms of the query that fit a budget of postings, and an entry matches when one passage of
it, or its title, holds enough of their summed weight: ``LEAST_SHARE`` of all of it, and
``LEAST_OF_BEST`` of what the best entry holds. So a full title matches few entries and a single
word all that hold it. Single syllables are looked for only where pairs of them find too little.
Where even the best entries hold too little of the query, nothing matches; what is nearest then is
another question, asked with far lower shares and with the syllables from the start.
"""

import heapq
from functools import reduce
from operator import or_
from statistics import harmonic_mean
from typing import NamedTuple

from cchc_wagtail.language import bigrams

from ..engines import Matching
from ..engines.base import BEST_PASSAGES, BEST_TITLES
from ..kinds import kinds as known_kinds
from ..log import opened_after
from ..models import PASSAGE_BITS, SearchPassage, passage_id
from ..text.law_words import asks_for_law
from .candidates import look_up
from .ranking import covered, evidence, in_order, rank, rank_by_marks, with_opened
from .restrictions import restricted, terms_of_phrases
from .weights import weighted

# Too little is found, so that single syllables are looked for as well, when there are fewer
# entries than this and none holds this share of the weight.
ENOUGH = 10
MUCH = 0.7
LEAST_SYLLABLE_SHARE = 0.6

RANKED_BY_MARKS = 50
# A syllable by itself says less than a pair of them.
SYLLABLE_FACTOR = 0.6
# What happened to a thing counts less than the thing.
ASIDE_FACTOR = 0.5
# An answer is sure where the query and the title of the first result agree so far (the harmonic
# mean of the share of the query's weight that stands in the title and of the share of the title
# that the query covers), and by one syllable's share of the query more, up to half, for who says
# little can say nothing beside the matter; or where the result says itself
# (``SearchPassage.speaks``) half of the query. What is only mentioned, as in the papers to hand
# in, is merely near.
LEAST_AGREEMENT = 0.12
HALF = 0.5
# Where so much of the query is the name of a thing that the register of synonyms knows, the title
# has to name it, in one word or the other, by so much: “đăng ký xe máy” is no other registration.
NAMED_SHARE = 0.4
LEAST_NAMED = 0.6
# What says less of the query itself stands after what says more, among so many.
LEAST_ABOUT = 0.1
REORDERED = 20
# What is near holds this share of the query's weight, and of what the nearest holds.
NEAR_SHARE = 0.1
NEAR_SHARE_OF_BEST = 0.2


class Match(NamedTuple):
    """The best of what matches, and all of it.

    ``passages`` maps the best entries, in order, to their best passages (ids); ``matching`` is the
    ``Matching`` that an engine counts and lists.
    """

    passages: dict[int, int]
    matching: Matching


def match(engine, scope, query, readings=(), counts=None):
    """Return the ``Match`` of ``query`` in ``scope``; an empty one where nothing surely matches.

    ``readings`` are other queries that ``query`` may mean; an entry counts as what it is worth to
    the one that it fits best. ``counts`` are the ``TermCounts`` of the search.
    """
    queries = [query, *readings]
    all_terms = _terms(queries, counts)
    scope = restricted(scope, query)
    found = _candidates(engine, scope, all_terms)
    # Entries that hold all phrases match even where the rest of the query is not in them.
    if query.phrases and scope.only:
        holding = look_up(engine, scope, terms_of_phrases(query), least_share=1)
        found = reduce(or_, [*holding, found])
    scored = [terms + singles(terms, syllables) for terms, syllables in all_terms]
    ranked = _ranked(queries, scored, found)
    ranked = with_opened(ranked, opened_after(query.syllables))
    ranked = _about_first(ranked, scored)
    if not ranked or not is_sure(ranked[0], queries, scored):
        return Match({}, Matching([], scope))
    passages = {entry.entry_id: entry.passage_id for entry in ranked}
    return Match(passages, Matching(found.wanted, scope, found.known))


def nearest(engine, scope, query, readings=(), counts=None):
    """Return what holds most of a ``query`` that nothing matches, in the form of ``match``."""
    queries = [query, *readings]
    scored = [terms + singles(terms, syllables) for terms, syllables in _terms(queries, counts)]
    scope = restricted(scope, query)
    found = reduce(or_, look_up(engine, scope, scored, NEAR_SHARE, NEAR_SHARE_OF_BEST))
    ranked = _ranked(queries, scored, found)
    passages = {entry.entry_id: entry.passage_id for entry in ranked}
    return Match(passages, Matching(found.wanted, scope, found.known))


def _terms(queries, counts):
    """Return the weighted terms of each query, and its syllables that may be looked for as well."""
    texts = [text for one in queries for text in (*one.terms, *one.weighty_syllables)]
    weights = weighted(texts, counts)
    return [
        (_set_aside(one, weights, one.terms), _set_aside(one, weights, one.weighty_syllables))
        for one in queries
    ]


def _set_aside(query, weights, texts):
    return [
        weights[text]._replace(weight=weights[text].weight * ASIDE_FACTOR)
        if text in query.aside
        else weights[text]
        for text in texts
    ]


def _candidates(engine, scope, all_terms):
    found = look_up(engine, scope, [terms for terms, _ in all_terms])
    few = [n for n, (terms, _) in enumerate(all_terms) if _is_little(found[n], terms)]
    syllables = [all_terms[n][1] for n in few]
    more = look_up(engine, scope, syllables, LEAST_SYLLABLE_SHARE) if few else []
    for n, one in zip(few, more, strict=True):
        found[n] = one | found[n]
    return reduce(or_, found)


def singles(terms, syllables):
    """Return those of the terms ``syllables`` that are not among ``terms``, each worth less."""
    return [
        term._replace(weight=term.weight * SYLLABLE_FACTOR)
        for term in syllables
        if term not in terms
    ]


def _is_little(found, terms):
    most = sum(term.weight for term in terms)
    return len(found.entries) < ENOUGH and found.strongest < MUCH * most


def _ranked(queries, all_terms, found):
    passages = _best(BEST_PASSAGES, found.best.passages)
    titles = _best(BEST_TITLES, found.best.titles)
    with_passage = {number >> PASSAGE_BITS for number in passages}
    passages += [passage_id(entry, 0) for entry in titles if entry not in with_passage]
    titles, kinds, passages = _stored(passages)
    services = _services(queries[0], kinds)
    best = {}
    for query, terms in zip(queries, all_terms, strict=True):
        ranked = rank(query, terms, titles, passages, services)
        if query.marked:
            first = ranked[:RANKED_BY_MARKS]
            ranked[:RANKED_BY_MARKS] = rank_by_marks(query, first, _texts(first))
        for entry in ranked:
            known = best.get(entry.entry_id)
            if known is None or entry.score > known.score:
                best[entry.entry_id] = entry
    return in_order(best.values())


def _services(query, kinds):
    """Return the ids of the entries that citizens come for, unless ``query`` asks for law.

    ``kinds`` maps the ids of entries to their kinds.
    """
    if asks_for_law(query):
        return frozenset()
    names = {kind.name for kind in known_kinds() if kind.is_service}
    return frozenset(entry for entry, kind in kinds.items() if kind in names)


def _best(number, weights):
    """Return the ids of the heaviest; of equals, whatever the engine, those with lower ids."""
    return heapq.nsmallest(number, weights, key=lambda one: (-weights[one], one))


def _stored(passages):
    """Return what is stored of the ids ``passages``.

    That is entry → folded title, entry → its kind, and (entry, passage, folded text, whether it
    speaks).
    """
    rows = SearchPassage.objects.filter(pk__in=passages)
    titles, kinds, stored = {}, {}, []
    for number, folded, speaks, title, kind in rows.values_list(
        "pk", "folded", "speaks", "entry__folded_title", "entry__kind"
    ):
        entry = number >> PASSAGE_BITS
        titles[entry], kinds[entry] = title, kind
        stored.append((entry, number, folded, speaks))
    return titles, kinds, stored


def _texts(ranked):
    rows = SearchPassage.objects.filter(pk__in=[e.passage_id for e in ranked])
    texts = rows.values_list("entry_id", "entry__title", "text")
    return {entry: f"{title} {text}" for entry, title, text in texts}


def _about_first(ranked, all_terms):
    """Return ``ranked`` with what only mentions the query after what is about it, on page one."""
    first = ranked[:REORDERED]
    about = [e for e in first if any(evidence(t, e.spoken) >= LEAST_ABOUT for t in all_terms)]
    return [*about, *(e for e in first if e not in about), *ranked[REORDERED:]]


def is_sure(entry, queries, scored):
    """Tell whether a ``Scored`` entry says enough of one of ``queries``, the first as typed.

    ``scored`` are the weighted terms of each.
    """
    least = min(LEAST_AGREEMENT + 1 / len(queries[0].syllables), HALF)
    return not _names_another(entry.title, queries, scored) and any(
        evidence(terms, entry.spoken) >= HALF or _agreement(query, terms, entry.title) >= least
        for query, terms in zip(queries, scored, strict=True)
    )


def _agreement(query, terms, title):
    found = evidence(terms, title)
    return found and harmonic_mean([found, covered(title, set(query.syllables))])


def _names_another(title, queries, scored):
    least = NAMED_SHARE * len(queries[0].syllables)
    names = [
        name
        for query in queries
        for typed, meant in query.replaced
        if len(typed) >= least
        for name in (typed, meant)
    ]
    weights = {term.text: term for terms in scored for term in terms}
    told = [
        evidence([weights[text] for text in (*bigrams(name), *name) if text in weights], title)
        for name in names
    ]
    return bool(names) and max(told) < LEAST_NAMED
