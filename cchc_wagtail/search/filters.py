"""The search as the text box of a list: the same words find the same things, the best first."""

import django_filters
from django.db.models import Case, IntegerField, Value, When
from django.utils.translation import gettext_lazy as _

from .engines import SearchUnavailable, get_engine
from .retrieval import find_objects

# Results beyond these stand after them, in the list's own order.
MOST_ORDERED = 200


class SearchFilter(django_filters.CharFilter):
    """Lets those objects of a list through that the search finds, and puts the best first.

    Where no engine can answer, the list stays whole.
    """

    def __init__(self, **kwargs):
        super().__init__(**{"label": _("Search in this list"), **kwargs})

    def filter(self, qs, value):
        return self.ordered(self.narrowed(qs, value), value) if value else qs

    def narrowed(self, qs, value):
        """Return those of ``qs`` that are found by ``value``, in no other order than before."""
        keys = self._found(value, qs.model) if value else None
        return qs if keys is None else qs.filter(pk__in=get_engine().id_set(keys))

    def ordered(self, qs, value):
        found = self._found(value, qs.model) or []
        places = [When(pk=key, then=Value(n)) for n, key in enumerate(found[:MOST_ORDERED])]
        if not places:
            return qs
        place = Case(*places, default=Value(len(places)), output_field=IntegerField())
        return qs.order_by(place, *qs.query.order_by)

    def _found(self, value, model):
        # Every filter set has filters of its own, and asks each several times.
        if getattr(self, "_asked", None) != value:
            try:
                self._keys = find_objects(value, model)
            except SearchUnavailable:
                self._keys = None
            self._asked = value
        return self._keys
