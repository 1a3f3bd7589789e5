"""Bringing the entries to a search server, after the commit, until they have arrived.

``SearchEntry.delivered_version`` says what has; ``ForgottenPassage`` what the server has still to
drop. So a server that is away loses nothing: what is behind goes along with later deliveries and
with ``cchc_index``.
"""

import logging
from collections import deque
from concurrent.futures import ThreadPoolExecutor
from itertools import groupby

from django.db import transaction
from django.db.models import F
from django_tasks import task

from ..engines import SearchUnavailable, remote_engine
from ..models import (
    PASSAGE_BITS,
    EntryFacet,
    EntryPeriod,
    ForgottenPassage,
    SearchEntry,
    SearchPassage,
    passage_id,
)
from ..text.terms import terms_of, terms_of_title

logger = logging.getLogger(__name__)

# Entries that wait, taken along with each delivery.
TAKEN_ALONG = 100
BATCH = 500
# A rebuild has so many write at once, each so many entries.
WRITERS = 2
WRITTEN_AT_ONCE = 100


def deliver_after_commit(entry_id):
    """Have the entry, written or removed, brought to the search server, if there is one."""
    if remote_engine() is not None:
        transaction.on_commit(lambda: deliver.enqueue(entry_id))


def forget_passages(entry_id, orders, version):
    """Note that the pieces ``orders`` of an entry are no more, for the server to be told."""
    if remote_engine() is not None:
        ForgottenPassage.objects.bulk_create(
            [ForgottenPassage(pk=passage_id(entry_id, n), version=version) for n in orders],
            update_conflicts=True,
            unique_fields=["id"],
            update_fields=["version"],
        )


@task()
def deliver(entry_id):
    """Bring one entry to the search server, and some of those that wait."""
    remote = remote_engine()
    if remote is None:
        return
    waiting = entries_undelivered()
    entries = [*waiting.filter(pk=entry_id), *waiting.exclude(pk=entry_id)[:TAKEN_ALONG]]
    if not entries and not ForgottenPassage.objects.exists():
        return
    if not remote.breaker.allows():
        return
    try:
        bring(entries)
    except SearchUnavailable as error:
        remote.breaker.failed()
        logger.warning("%s Entry %s is delivered later.", error, entry_id)
    else:
        remote.breaker.succeeded()


def bring(entries):
    """Bring ``entries`` to the search server, and tell it what to forget.

    Raises:
        SearchUnavailable: the server does not take them; they stay undelivered.
    """
    forgotten = list(ForgottenPassage.objects.order_by("pk")[: 10 * BATCH])
    rows = [(row.pk, row.version) for row in forgotten]
    remote_engine().write(documents_of(entries), rows)
    for entry in entries:
        entry.delivered_version = entry.version
    SearchEntry.objects.bulk_update(entries, ["delivered_version"])
    for row in forgotten:
        ForgottenPassage.objects.filter(pk=row.pk, version=row.version).delete()


def bring_all(report=lambda done, total: None):
    """Bring everything that is behind, in batches; return how many entries."""
    total, done = entries_undelivered().count(), 0
    while batch := list(entries_undelivered()[:BATCH]):
        bring(batch)
        done += len(batch)
        report(done, total)
    while ForgottenPassage.objects.exists():
        bring([])
    return done


def entries_undelivered():
    """Return the entries that the search server does not hold as they are now."""
    return SearchEntry.objects.exclude(delivered_version=F("version")).order_by("pk")


def documents_of(entries):
    """Return the passages of ``entries`` as the search server stores them."""
    ids = [entry.pk for entry in entries]
    terms = {pk: {} for pk in ids}
    rows = SearchPassage.objects.filter(entry__in=ids).order_by("pk")
    for number, folded in rows.values_list("pk", "folded"):
        terms[number >> PASSAGE_BITS][number] = " ".join(terms_of(folded))
    values, periods = {pk: [] for pk in ids}, {pk: [] for pk in ids}
    rows = EntryFacet.objects.filter(entry__in=ids)
    for pk, value in rows.values_list("entry_id", "facet_value_id"):
        values[pk].append(str(value))
    for row in EntryPeriod.objects.filter(entry__in=ids):
        days = {"begins": row.begins_on.toordinal(), "ends": row.ends_on.toordinal()}
        periods[row.entry_id].append({"value": str(row.facet_value_id), **days})
    return [
        document
        for entry in entries
        for document in _documents(entry, terms[entry.pk], values[entry.pk], periods[entry.pk])
    ]


def _documents(entry, terms, values, periods):
    scope = {
        "entry": entry.pk,
        "version": entry.version,
        "site": str(entry.site_id or ""),
        "content_type": str(entry.content_type_id),
    }
    documents = [{**scope, "passage": number, "terms": text} for number, text in terms.items()]
    if documents:
        documents[0].update(
            is_entry=True,
            title_terms=" ".join(terms_of_title(entry.folded_title)),
            date=entry.date and entry.date.toordinal(),
            values=values,
            periods=periods,
            held=[{"passage": number, "terms": text} for number, text in terms.items()],
        )
    return documents


def rebuild(report=lambda done, total: None):
    """Fill a new index beside the one that answers, and let it answer then; return how many.

    What is published meanwhile goes to the old one and is brought to the new one afterwards. A
    rebuild that was interrupted goes on where it stopped; what it may have left out is brought
    afterwards as well.
    """
    remote = remote_engine()
    index, last = remote.rebuild_begun()
    entries = SearchEntry.objects.order_by("pk")
    total, done = entries.count(), entries.filter(pk__lt=last).count()
    # The last entry may have been stored in part.
    last -= 1
    # Here the documents are made, while the server takes some.
    with ThreadPoolExecutor(WRITERS) as pool:
        written = deque()
        while batch := list(entries.filter(pk__gt=last)[:WRITTEN_AT_ONCE]):
            last = batch[-1].pk
            written.append(pool.submit(remote.write, documents_of(batch), [], index))
            if len(written) > WRITERS:
                written.popleft().result()
            done += len(batch)
            report(done, total)
        for one in written:
            one.result()
    remote.rebuild_finished(index)
    compare(mend=True)
    return done + bring_all(report)


def compare(mend=False):
    """Compare what the server holds with the entries, version by version.

    Returns the numbers of entries that are ``missing`` or ``outdated`` on the server, and of those
    there that are ``superfluous``. ``mend`` notes all of them for the next delivery.
    """
    counted = {"missing": 0, "outdated": 0, "superfluous": 0}
    held = groupby(remote_engine().held(), key=lambda row: row[0] >> PASSAGE_BITS)
    there = next(held, None)
    for batch in _batches():
        in_line, behind = [], []
        for entry, version, passages in batch:
            while there and there[0] < entry:
                counted["superfluous"] += 1
                _drop(there[1], mend)
                there = next(held, None)
            if there is None or there[0] > entry:
                counted["missing"] += 1
                behind.append(entry)
                continue
            rows = list(there[1])
            superfluous = [row for row in rows if row[0] not in passages]
            if {v for _, v in rows} != {version} or {n for n, _ in rows} != passages:
                counted["outdated"] += 1
                behind.append(entry)
                _drop(superfluous, mend)
            else:
                in_line.append(entry)
            there = next(held, None)
        if mend:
            # What was published since the batch was read has a later version than all of it.
            last = max(version for _, version, _ in batch)
            rows = SearchEntry.objects.filter(pk__in=in_line, version__lte=last)
            rows.exclude(delivered_version=F("version")).update(delivered_version=F("version"))
            SearchEntry.objects.filter(pk__in=behind).update(delivered_version=0)
    while there:
        counted["superfluous"] += 1
        _drop(there[1], mend)
        there = next(held, None)
    return counted


def _batches():
    """Yield lists of ``(entry id, version, set of passage ids)``, in the order of ids."""
    last = 0
    while True:
        rows = SearchEntry.objects.filter(pk__gt=last).order_by("pk")[:BATCH]
        rows = list(rows.values_list("pk", "version"))
        if not rows:
            return
        last = rows[-1][0]
        passages = {entry: set() for entry, _ in rows}
        numbers = SearchPassage.objects.filter(entry__gte=rows[0][0], entry__lte=last)
        for number in numbers.values_list("pk", flat=True):
            if number >> PASSAGE_BITS in passages:
                passages[number >> PASSAGE_BITS].add(number)
        yield [(entry, version, passages[entry]) for entry, version in rows]


def _drop(rows, mend):
    rows = list(rows)
    if mend and rows:
        ForgottenPassage.objects.bulk_create(
            [ForgottenPassage(pk=number, version=version) for number, version in rows],
            ignore_conflicts=True,
        )
