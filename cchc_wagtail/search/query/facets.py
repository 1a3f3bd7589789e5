"""Filtering results and counting them by facet."""

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
    """The chosen ``filters`` of one search, and what an engine counts for them."""

    def __init__(self, filters):
        self._filters = filters
        self._chosen = _rows_of(filters)

    @property
    def chosen(self):
        """Facet → ids of the values chosen, as a ``Matching`` has them."""
        return {
            name: [row.pk for row in self._chosen if row.name == name] for name in self._filters
        }

    def let_through(self, entries):
        """Return those of the ids ``entries`` that have a chosen value of each facet today."""
        names = {row.pk: row.name for row in self._chosen}
        having = {name: set() for name in self._filters}
        lasting, today = (
            rows.filter(facet_value__in=list(names), entry__in=entries)
            for rows in (EntryFacet.objects.all(), _periods_of_today())
        )
        rows = lasting.values_list("facet_value_id", "entry_id")
        for value, entry in rows.union(today.values_list("facet_value_id", "entry_id")).order_by():
            having[names[value]].add(entry)
        return set(entries).intersection(*having.values())

    def listed(self, counted):
        """Return facet → list of ``FacetCount`` from what was ``Counted``.

        Each leaves its own filter out of its counts. Years come newest first; of all
        others what is chosen, even with none, then what has the most.
        """
        numbers = dict.fromkeys(self._chosen, 0) | counted.values
        listed = {name: [] for name in FACETS}
        for row, number in numbers.items():
            selected = row.value in self._filters.get(row.name, [])
            if row.name in listed:
                listed[row.name].append(FacetCount(row.value, _label(row), number, selected))
        for name, values in listed.items():
            if name == "year":
                values.sort(key=lambda value: value.value, reverse=True)
            else:
                values.sort(key=lambda one: (not one.selected, -one.count, sort_key(one.label)))
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
