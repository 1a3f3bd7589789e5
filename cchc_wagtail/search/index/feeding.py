"""Keeping the database's engine and the term counts in line with the entries.

A row of ``SearchEntry`` says which version the engine holds, so that an interrupted rebuild goes
on where it stopped, and a publication in the midst of one disturbs nothing.
"""

from collections import Counter

from django.db import transaction
from django.db.models import F

from ..engines import database_engine
from ..models import SearchEntry, SearchPassage, TermFrequency
from ..text.terms import terms_of, terms_of_title
from .frequencies import TOTAL, change_counts
from .writing import write_alone


def put_in(entries, changes=None):
    """Bring into the engine ``entries`` that it does not hold; without an engine, do nothing.

    ``changes`` to the counts, from ``take_out``, are applied along with those made here.
    """
    engine = database_engine()
    if engine is None:
        return
    numbers = [entry.pk for entry in entries]
    passages = _terms_of_passages(numbers)
    engine.add([(entry.pk, terms_of_title(entry.folded_title)) for entry in entries], passages)
    added = _counted(passages)
    added.update(changes or {})
    change_counts(added)
    SearchEntry.objects.filter(pk__in=numbers).update(engine_version=F("version"))
    for entry in entries:
        entry.engine_version = entry.version


def take_out(entry):
    """Take ``entry``, as stored, out of the engine; return the changes of the counts to apply."""
    engine = database_engine()
    if engine is None or not entry.in_engine:
        return Counter()
    passages = _terms_of_passages([entry.pk])
    engine.remove([(entry.pk, terms_of_title(entry.folded_title))], passages)
    entry.engine_version = 0
    changes = Counter()
    changes.subtract(_counted(passages))
    return changes


def entries_behind():
    """Return the entries that the engine does not hold as they are now."""
    return SearchEntry.objects.exclude(engine_version=F("version"))


@transaction.atomic
def forget_everything():
    """Empty the engine and the term counts; all entries are behind after that."""
    write_alone()
    TermFrequency.objects.all().delete()
    engine = database_engine()
    if engine is not None:
        engine.clear()
    SearchEntry.objects.update(engine_version=0)


def _terms_of_passages(entry_ids):
    rows = SearchPassage.objects.filter(entry__in=entry_ids).values_list("pk", "folded")
    return [(pk, terms_of(folded)) for pk, folded in rows]


def _counted(passages):
    counts = Counter(term for _, terms in passages for term in terms)
    counts[TOTAL] = len(passages)
    return counts
