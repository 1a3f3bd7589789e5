"""Filtering results and counting them by facet."""

from typing import NamedTuple

from django.db.models import Count
from django.utils.translation import gettext_lazy as _

from cchc_wagtail.language import sort_key

from .models import EntryFacet, FacetValue

KINDS = {
    "procedure": _("Procedures"),
    "situation": _("Situations"),
    "document": _("Legal documents"),
    "article": _("News"),
    "initiative": _("Initiatives"),
    "index": _("Indices"),
    "plan": _("Plans"),
}
FACETS = {
    "kind": _("Kind"),
    "field": _("Procedure field"),
    "reform_field": _("Reform field"),
    "unit": _("Unit"),
    "audience": _("For whom"),
    "level": _("Level"),
    "year": _("Year"),
    "tag": _("Tag"),
}
MAX_VALUES = 50


class FacetCount(NamedTuple):
    """A facet's value, its label, how many results have it, and whether it is chosen."""

    value: str
    label: str
    count: int
    selected: bool


def clean_filters(filters):
    """Return the known facets of ``filters`` with their values as a list of texts."""
    cleaned = {}
    for name, values in (filters or {}).items():
        if name not in FACETS or values is None:
            continue
        values = [values] if isinstance(values, str) else values
        values = list(dict.fromkeys(str(value) for value in values if value))[:MAX_VALUES]
        if values:
            cleaned[name] = values
    return cleaned


class Facets:
    """The entries of one search by facet: ``ids`` are all that match, before any filter."""

    def __init__(self, engine, ids, filters):
        self.engine = engine
        self.ids = set(ids)
        self.filters = filters
        self.having = {name: self._having(name, values) for name, values in filters.items()}

    def filtered(self):
        """Return the ids that every filter lets through."""
        return self._filtered_but(None)

    def counts(self):
        """Return facet → list of ``FacetCount``; each leaves its own filter out of its counts.

        Years come newest first, all others by count; chosen values are there even with none.
        """
        counted = self._count(self.filtered())
        for name in self.filters:
            own = self._count(self._filtered_but(name), name)
            counted = {
                **{row: count for row, count in counted.items() if row[0] != name},
                **own,
            }
        return self._listed(counted)

    def _having(self, name, values):
        rows = EntryFacet.objects.filter(
            facet_value__name=name, facet_value__value__in=values
        ).values_list("entry_id", flat=True)
        return self.ids.intersection(rows.iterator())

    def _filtered_but(self, left_out):
        kept = self.ids
        for name, having in self.having.items():
            if name != left_out:
                kept = kept & having
        return kept
