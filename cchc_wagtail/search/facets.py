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
        self._engine = engine
        self._ids = set(ids)
        self._filters = filters
        self._having = {name: self._entries_having(name) for name in filters}

    def filtered(self):
        """Return the ids that every filter lets through."""
        return self._filtered_but(None)

    def counts(self):
        """Return facet → list of ``FacetCount``; each leaves its own filter out of its counts.

        Years come newest first, all others by count; a chosen value is there even with none.
        """
        counted = self._count(self.filtered())
        for name in self._filters:
            own = self._count(self._filtered_but(name), name)
            counted[name] = own.get(name, {})
        listed = {}
        for name in FACETS:
            values = self._listed(name, counted.get(name, {}))
            if values:
                listed[name] = values
        return listed

    def _entries_having(self, name):
        rows = EntryFacet.objects.filter(
            facet_value__name=name, facet_value__value__in=self._filters[name]
        )
        return self._ids.intersection(rows.values_list("entry_id", flat=True))

    def _filtered_but(self, left_out):
        kept = self._ids
        for name, having in self._having.items():
            if name != left_out:
                kept = kept & having
        return kept

    def _count(self, ids, name=None):
        """Return facet → ``FacetValue`` → count over ``ids``, of one facet or of all."""
        rows = EntryFacet.objects.filter(entry_id__in=self._engine.id_set(ids))
        if name:
            rows = rows.filter(facet_value__in=FacetValue.objects.filter(name=name))
        numbers = dict(rows.values_list("facet_value_id").annotate(Count("entry_id")).order_by())
        counted = {}
        for value in FacetValue.objects.filter(pk__in=list(numbers)):
            counted.setdefault(value.name, {})[value] = numbers[value.pk]
        return counted

    def _listed(self, name, counted):
        chosen = self._filters.get(name, [])
        values = [
            FacetCount(row.value, _label(row), count, row.value in chosen)
            for row, count in counted.items()
        ]
        missing = set(chosen) - {value.value for value in values}
        if missing:
            rows = FacetValue.objects.filter(name=name, value__in=missing)
            values += [FacetCount(row.value, _label(row), 0, True) for row in rows]
        if name == "year":
            return sorted(values, key=lambda value: value.value, reverse=True)
        return sorted(values, key=lambda value: (-value.count, sort_key(value.label)))


def _label(row):
    return str(KINDS.get(row.value, row.label)) if row.name == "kind" else row.label
