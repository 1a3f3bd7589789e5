"""The search entries that the home of the section shows, of all kinds that need no more."""

from django.db.models import F, Q

from .kinds import kinds
from .models import SearchEntry


def newest_entries(home):
    """Return the name of a kind → its newest entries below ``home``, in one query.

    Of those kinds whose ``OnHome`` names how many.
    """
    site, _root, path = home.get_url_parts()
    below = SearchEntry.objects.filter(site=site, url__startswith=path)
    below = below.order_by(F("date").desc(nulls_last=True), "-pk")
    wanted = Q(pk=None)
    for kind in kinds():
        if kind.on_home and kind.on_home.newest:
            of_kind = below.filter(kind=kind.name).values("pk")[: kind.on_home.newest]
            wanted |= Q(pk__in=of_kind)
    found = {}
    for entry in below.filter(wanted):
        found.setdefault(entry.kind, []).append(entry)
    return found
