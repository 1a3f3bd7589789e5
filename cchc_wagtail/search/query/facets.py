"""Filtering results and counting them by facet."""

from django.db import connection
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cchc_wagtail import clock
from cchc_wagtail.language import sort_key
from cchc_wagtail.organisation.names import name_for_reader

from ..kinds import label_of, label_of_value
from ..models import EntryFacet, EntryPeriod, FacetValue
from .results import FacetCount

FACETS = {
    "kind": _("Kind"),
    "field": _("Procedure field"),
    "reform_field": _("Reform field"),
    "unit": _("Unit"),
    "audience": _("For whom"),
    "level": _("Level"),
    "validity": _("Validity today"),
    "year": _("Year"),
    "tag": _("Tag"),
}
MAX_VALUES = 50
MAX_LENGTH = 150


# Written out, for Django takes longer to build such a query than the database to answer it.
_COUNTS = f"""
SELECT v.id, v.name, v.value, v.label, c.number FROM (
    SELECT facet_value_id, count(*) AS number FROM {EntryFacet._meta.db_table}
    WHERE entry_id IN ({{ids}}) GROUP BY facet_value_id
    UNION ALL
    SELECT facet_value_id, count(*) FROM {EntryPeriod._meta.db_table}
    WHERE entry_id IN ({{ids}}) AND begins_on <= %s AND ends_on >= %s GROUP BY facet_value_id
) c JOIN {FacetValue._meta.db_table} v ON v.id = c.facet_value_id
WHERE v.name {{test}} ({{names}})
"""


def clean_filters(filters):
    """Return the known facets of ``filters`` with their values as a list of texts."""
    cleaned = {}
    for name, values in (filters or {}).items():
        if name not in FACETS or values is None:
            continue
        values = [values] if isinstance(values, str) else values
        # PostgreSQL takes no text with a NUL in it.
        values = [str(value).replace("\x00", "")[:MAX_LENGTH] for value in values if value]
        values = list(dict.fromkeys(filter(None, values)))[:MAX_VALUES]
        if values:
            cleaned[name] = values
    return cleaned


class Facets:
    """The entries of one search by facet: ``ids`` are all that match, before any filter."""

    def __init__(self, engine, ids, filters):
        self._engine = engine
        self._ids = set(ids)
        self._filters = filters
        self._chosen = _rows_of(filters)
        self._having = self._entries_having()

    def filtered(self):
        """Return the ids that every filter lets through."""
        return self._filtered_but(None)

    def counts(self):
        """Return facet → list of ``FacetCount``; each leaves its own filter out of its counts.

        Years come newest first, all others by count; a chosen value is there even with none.
        """
        parts = [self._count(self.filtered(), "NOT IN", list(self._filters) or [""])]
        parts += [self._count(self._filtered_but(name), "IN", [name]) for name in self._filters]
        counted = dict.fromkeys(self._chosen, 0)
        with connection.cursor() as cursor:
            # One query, however many facets are chosen.
            cursor.execute(
                " UNION ALL ".join(sql for sql, _ in parts),
                [value for _, values in parts for value in values],
            )
            for pk, name, value, label, count in cursor.fetchall():
                counted[FacetValue(pk=pk, name=name, value=value, label=label)] = count
        return self._listed(counted)

    def _entries_having(self):
        """Return facet → ids of the entries that have one of its chosen values."""
        names = {row.pk: row.name for row in self._chosen}
        having = {name: set() for name in self._filters}
        if names:
            lasting, today = (
                rows.filter(facet_value__in=list(names)).values_list("facet_value_id", "entry_id")
                for rows in (EntryFacet.objects.all(), _periods_of_today())
            )
            for value, entry in lasting.union(today, all=True).order_by():
                having[names[value]].add(entry)
        return having

    def _filtered_but(self, left_out):
        kept = self._ids
        for name, having in self._having.items():
            if name != left_out:
                kept = kept & having
        return kept

    def _count(self, ids, test, names):
        """Return the SQL, and its parameters, that counts the values of facets over ``ids``.

        ``test`` (``IN`` or ``NOT IN``) ``names`` says which facets.
        """
        ids = self._engine.id_set(ids)
        today = connection.ops.adapt_datefield_value(clock.today())
        sql = _COUNTS.format(ids=ids.sql, test=test, names=", ".join(["%s"] * len(names)))
        return sql, [*ids.params, *ids.params, today, today, *names]

    def _listed(self, counted):
        listed = {name: [] for name in FACETS}
        for row, count in counted.items():
            selected = row.value in self._filters.get(row.name, [])
            if row.name in listed:
                listed[row.name].append(FacetCount(row.value, _label(row), count, selected))
        for name, values in listed.items():
            if name == "year":
                values.sort(key=lambda value: value.value, reverse=True)
            else:
                values.sort(key=lambda value: (-value.count, sort_key(value.label)))
        return {name: values for name, values in listed.items() if values}


def _periods_of_today():
    today = clock.today()
    return EntryPeriod.objects.filter(begins_on__lte=today, ends_on__gte=today)


def _rows_of(filters):
    """Return the ``FacetValue`` rows that ``filters`` choose; an unknown value has none."""
    chosen = Q()
    for name, values in filters.items():
        chosen |= Q(name=name, value__in=values)
    return list(FacetValue.objects.filter(chosen)) if filters else []


def _label(row):
    if row.name == "kind":
        return label_of(row.value)
    return label_of_value(row.name, row.value) or name_for_reader(row.value, row.label)
