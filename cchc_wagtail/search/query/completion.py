"""Suggestions while somebody is still typing: titles that begin to fit."""

from ..engines import Scope, Wanted, database_engine
from ..models import SearchEntry, TermFrequency, passage_id
from ..text.query import changed_query, parse_query
from .candidates import TITLE_BUDGET
from .ranking import rank
from .synonyms import AFTER, find_beginnings, find_replacements, readings
from .versions import one_of_each, versions_among
from .weights import weighted

LEAST_CHARACTERS = 2
MOST_TITLES = 8
RANKED_TITLES = 100
MOST_ENDINGS = 5


def complete(text, scope, language=""):
    """Return the entries, at most ``MOST_TITLES``, whose titles fit ``text`` as typed so far.

    The last syllable may be unfinished, and so may the words of a synonym. ``scope`` is a ``Q``
    that the entries have to fit; a page in several languages is offered in ``language`` where it is
    in it. Always answered by the database, which is as fast as it gets for
    titles.
    """
    engine, query = database_engine(), parse_query(text)
    if engine is None or len("".join(query.syllables)) < LEAST_CHARACTERS:
        return []
    meant = readings(query, find_replacements(query)).values()
    found = _titles(engine, [*(_endings(query) or [query]), *meant], scope)
    if not found:
        found = _titles(engine, list(readings(query, find_beginnings(query)).values()), scope)
    if not language:
        return found
    known = {entry.pk: entry for entry in found}
    places = {pk: passage_id(pk, 0) for pk in known}
    shown, _others = one_of_each(places, versions_among(list(known), scope), language)
    if missing := shown.keys() - known.keys():
        known |= SearchEntry.objects.in_bulk(missing)
    return [known[pk] for pk in shown]


def _titles(engine, queries, scope):
    """Return the entries whose titles fit one of ``queries``, the best first."""
    weights = weighted([term for one in queries for term in one.terms])
    terms = [term for term in weights.values() if 0 < term.count <= TITLE_BUDGET]
    if not terms:
        return []
    (best,) = engine.best([Wanted([], terms, 0)], Scope())
    found = best.titles
    first = sorted(found, key=lambda entry: (-found[entry], entry))[:RANKED_TITLES]
    rows = {row.pk: row for row in SearchEntry.objects.filter(scope, pk__in=first)}
    titles = {pk: row.folded_title for pk, row in rows.items()}
    best = {}
    for one in queries:
        wanted = [weights[term] for term in one.terms]
        for scored in rank(one, wanted, titles, [(pk, pk, t, True) for pk, t in titles.items()]):
            best[scored.entry_id] = max(scored.score, best.get(scored.entry_id, 0))
    ranked = sorted(best, key=lambda pk: (-best[pk], pk))
    return [rows[pk] for pk in ranked[:MOST_TITLES]]


def _endings(query):
    """Return ``query`` with its last syllable finished in the ways the site knows best."""
    *before, last = query.syllables
    start = f"{before[-1]}_{last}" if before else last
    rows = TermFrequency.objects.filter(
        term__gte=start, term__lt=start + AFTER, count__gt=0
    ).order_by("-count")
    if not before:
        rows = rows.exclude(term__contains="_")
    return [
        changed_query(query, (*before, term.rpartition("_")[2]))
        for term in rows.values_list("term", flat=True)[:MOST_ENDINGS]
    ]
