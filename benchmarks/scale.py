"""The search over many entries, made by mixing titles and passages of the real ones."""

import random
import time

BATCH = 500


def enlarge(size):
    """Add entries until there are ``size``; return the seconds that feeding the engine took."""
    from cchc_wagtail.search.engines import remote_engine
    from cchc_wagtail.search.index.delivery import bring_all

    add_entries(size, (3, 9))
    if remote_engine() is not None:
        begun = time.perf_counter()
        bring_all()
        remote_engine().refresh()
        seconds = time.perf_counter() - begun
        feed_database()
        return seconds
    return feed_database()


def add_entries(size, of_one):
    """Add entries until there are ``size``, which no engine holds yet.

    Each has a passage for its title, and ``of_one`` (from, below) others.
    """
    from django.db import transaction

    from cchc_wagtail.search.models import SearchEntry, SearchPassage

    chance = random.Random(61_2018)
    real = list(SearchEntry.objects.all())
    facets = [list(entry.entry_facets.values_list("facet_value_id", flat=True)) for entry in real]
    passages = list(SearchPassage.objects.extra(where=["id & 4095 > 0"]).values("text", "folded"))
    for start in range(len(real), size, BATCH):
        with transaction.atomic():
            _add(range(start, min(start + BATCH, size)), real, facets, passages, chance, of_one)


def feed_database():
    """Bring into the database's engine what it does not hold; return the seconds that took."""
    from django.db import transaction

    from cchc_wagtail.search.engines import database_engine
    from cchc_wagtail.search.index.feeding import entries_behind, put_in

    seconds = 0
    while batch := list(entries_behind().order_by("pk")[:BATCH]):
        begun = time.perf_counter()
        with transaction.atomic():
            put_in(batch)
        seconds += time.perf_counter() - begun
    begun = time.perf_counter()
    database_engine().tidy()
    return seconds + time.perf_counter() - begun


def _add(numbers, real, facets, passages, chance, of_one):
    from cchc_wagtail.search.models import EntryFacet, SearchEntry, SearchPassage, passage_id

    entries, chosen_facets = [], []
    for number in numbers:
        first, second = chance.sample(range(len(real)), 2)
        left, right = real[first].folded_title.split(), real[second].folded_title.split()
        cut = chance.randrange(1, len(left) + 1)
        words = [*left[:cut], *right[chance.randrange(len(right)) :]]
        title = " ".join(words)
        entries.append(
            SearchEntry(
                content_type_id=real[first].content_type_id,
                # A number, as others have, though of no object.
                object_id=str(10**9 + number),
                kind=real[first].kind,
                key=f"mixed-{number}",
                title=title,
                folded_title=f" {title} ",
                url=f"/mixed-{number}/",
                site_id=real[first].site_id,
                language=real[first].language,
                version=1,
            )
        )
        chosen_facets.append(facets[first])
    entries = SearchEntry.objects.bulk_create(entries)
    SearchPassage.objects.bulk_create(
        SearchPassage(pk=passage_id(entry.pk, order), entry=entry, **passage)
        for entry in entries
        for order, passage in enumerate(
            [
                {"text": entry.title, "folded": entry.folded_title},
                *chance.sample(passages, chance.randrange(*of_one)),
            ]
        )
    )
    EntryFacet.objects.bulk_create(
        EntryFacet(entry=entry, facet_value_id=value)
        for entry, values in zip(entries, chosen_facets, strict=True)
        for value in values
    )
