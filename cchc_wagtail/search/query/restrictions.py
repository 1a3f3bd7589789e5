"""What a query insists on: phrases in quotes, and words that must not be there."""

from cchc_wagtail.language import bigrams, spans, with_y

from ..engines import Candidates
from ..models import PASSAGE_BITS, SearchEntry, SearchPassage
from ..text.terms import padded
from .candidates import look_up
from .weights import weighted


def restrict(engine, query, found):
    """Return the ``Candidates`` of ``found`` that hold all phrases and nothing excluded.

    Entries that hold all phrases are candidates even where the rest of the query is not in them.
    """
    for phrase in query.phrases:
        holding = _holding(engine, phrase)
        entries = _entries(holding)
        found = _only(
            Candidates(holding.passages | found.passages, holding.titles | found.titles),
            entries.__contains__,
        )
    if query.excluded:
        unwanted = set().union(*(_entries(_holding(engine, phrase)) for phrase in query.excluded))
        found = _only(found, lambda entry: entry not in unwanted)
    return found


def _holding(engine, phrase):
    """Return the ``Candidates`` in whose text the syllables of ``phrase`` stand in a row."""
    terms = list(weighted(bigrams(list(phrase.syllables)) or phrase.syllables).values())
    if not all(term.count for term in terms):
        return Candidates({}, {})
    found = look_up(engine, terms, least_share=1)
    if len(terms) == 1 and not phrase.marked:
        return found
    passages = SearchPassage.objects.filter(pk__in=engine.id_set(found.passages))
    titles = SearchEntry.objects.filter(pk__in=engine.id_set(found.titles))
    return Candidates(
        {pk: found.passages[pk] for pk in _with(passages, "folded", "text", phrase)},
        {pk: found.titles[pk] for pk in _with(titles, "folded_title", "title", phrase)},
    )


def _with(rows, folded, written, phrase):
    """Return the keys of ``rows`` with ``phrase``; marks count where some were typed."""
    rows = rows.filter(**{f"{folded}__contains": padded(phrase.syllables)})
    if not phrase.marked:
        return rows.values_list("pk", flat=True)
    return [pk for pk, text in rows.values_list("pk", written) if phrase.marked in _in_a_row(text)]


def _in_a_row(text):
    return with_y(" ".join(text[span.start : span.end].lower() for span in spans(text)))


def _entries(found):
    return {number >> PASSAGE_BITS for number in found.passages}.union(found.titles)


def _only(found, is_wanted):
    return Candidates(
        {n: weight for n, weight in found.passages.items() if is_wanted(n >> PASSAGE_BITS)},
        {n: weight for n, weight in found.titles.items() if is_wanted(n)},
    )
