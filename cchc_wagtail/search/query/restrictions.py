"""Restrictions that a query makes: phrases in quotes, and words that must not be there."""

from dataclasses import replace

from cchc_wagtail.language import bigrams, spans, with_y

from ..engines import database_engine
from ..models import PASSAGE_BITS, SearchEntry, SearchPassage
from ..text.terms import padded
from .weights import weighted


def restricted(scope, query):
    """Return ``scope`` without the entries that lack a phrase of ``query`` or hold an excluded one.

    That is read from the texts, which only the database has.
    """
    for phrase in query.phrases:
        holding = frozenset(_holding(phrase))
        scope = replace(scope, only=holding if scope.only is None else scope.only & holding)
    if query.excluded:
        scope = replace(scope, without=scope.without.union(*map(_holding, query.excluded)))
    return scope


def terms_of_phrases(query):
    """Return the weighted terms of each phrase that ``query`` insists on."""
    return [_terms(phrase) for phrase in query.phrases]


def _terms(phrase):
    return list(weighted(bigrams(list(phrase.syllables)) or phrase.syllables).values())


def _holding(phrase):
    """Return the ids of the entries in whose text the syllables of ``phrase`` stand in a row."""
    terms = _terms(phrase)
    if not all(term.count for term in terms):
        return set()
    with_passage, with_title = database_engine().passages_with(terms)
    passages = SearchPassage.objects.filter(pk__in=with_passage)
    titles = SearchEntry.objects.filter(pk__in=with_title)
    if len(terms) > 1 or phrase.marked:
        passages = _with(passages, "folded", "text", phrase)
        titles = _with(titles, "folded_title", "title", phrase)
    else:
        passages, titles = (rows.values_list("pk", flat=True) for rows in (passages, titles))
    return {number >> PASSAGE_BITS for number in passages}.union(titles)


def _with(rows, folded, written, phrase):
    """Return the keys of ``rows`` with ``phrase``; marks count where some were typed."""
    rows = rows.filter(**{f"{folded}__contains": padded(phrase.syllables)})
    if not phrase.marked:
        return rows.values_list("pk", flat=True)
    return [pk for pk, text in rows.values_list("pk", written) if phrase.marked in _in_a_row(text)]


def _in_a_row(text):
    return with_y(" ".join(text[span.start : span.end].lower() for span in spans(text)))
