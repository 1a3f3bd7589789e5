"""What a unit is in charge of, from the entries of the search: the rooms need not be known."""

from django.db.models import F

from cchc_wagtail.search.models import SearchEntry
from cchc_wagtail.search.query.hits import address_of

PROCEDURES_SHOWN, SITUATIONS_SHOWN = 10, 3


def in_charge(unit, language, site):
    """Return the first ``procedures`` and the newest ``situations`` of ``unit``; two queries.

    Both are lists of pairs of title and address, of what is public and can be read in ``language``
    (a code).
    """
    entries = SearchEntry.objects.filter(
        entry_facets__facet_value__name="unit",
        entry_facets__facet_value__value=unit.slug,
        language__in=["", language],
    )
    procedures = entries.filter(kind="procedure").order_by("title", "pk")
    newest = F("date").desc(nulls_last=True)
    situations = entries.filter(kind="situation").order_by(newest, "-pk")
    return {
        "procedures": _links(procedures[:PROCEDURES_SHOWN], site),
        "situations": _links(situations[:SITUATIONS_SHOWN], site),
    }


def _links(entries, site):
    return [(entry.title, address_of(entry, site)) for entry in entries]
