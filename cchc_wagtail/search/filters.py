"""The filters of a list: the search as its text box, and facets with counts."""

import django_filters
from django import forms
from django.db.models import Case, CharField, Count, IntegerField, Value, When
from django.db.models.functions import Cast
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from cchc_wagtail.language import sort_key
from cchc_wagtail.organisation.names import name_for_reader

from .engines import SearchUnavailable, database_engine
from .query.results import FacetCount
from .query.retrieval import find_objects

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
        return qs if keys is None else qs.filter(pk__in=database_engine().id_set(keys))

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


class FacetField(forms.MultipleChoiceField):
    """Takes any values: one that no document has finds nothing, and is no error.

    ``offered`` are the values to choose from as ``FacetCount``, ``names`` value → name.
    """

    offered = ()
    names = {}

    def validate(self, value):
        pass


class FacetFilter(django_filters.Filter):
    """Lets rows of a list through that have one of the chosen values; counts what each would give.

    ``value`` and ``name`` are the paths of the value and of its name; ``labels`` names values
    that have no name in the database.
    """

    field_class = FacetField

    def __init__(self, value, name=None, *, labels=None, newest_first=False, **kwargs):
        super().__init__(field_name=value, widget=forms.CheckboxSelectMultiple, **kwargs)
        self.value_path, self.name_path = value, name or value
        self.labels, self.newest_first = labels, newest_first

    def filter(self, qs, value):
        if not value:
            return qs
        fitting = self.rows(qs.model._default_manager.all()).filter(**{self.lookup: value})
        return qs.filter(pk__in=fitting.order_by().values("pk"))

    @property
    def lookup(self):
        return f"{self.value_path}__in"

    def rows(self, listed):
        """Return ``listed`` with the annotations that the paths need."""
        return listed

    def counts(self, facet, listed):
        """Return query sets of ``facet``, value, name and number of those ``listed`` with it."""
        counted = (
            self.rows(listed)
            .order_by()
            .exclude(**{self.value_path: None})
            .values(
                facet=Value(facet, output_field=CharField()),
                value=Cast(self.value_path, CharField()),
                name=Cast(self.name_path, CharField()),
            )
            .annotate(count=Count("pk", distinct=True))
        )
        return [counted.values_list("facet", "value", "name", "count")]

    def offer(self, field, found, chosen):
        """Fill ``field`` with the values ``found``: value → (name, count), and those ``chosen``.

        What is chosen comes first, then what has the most.
        """
        offered = [
            FacetCount(value, name_for_reader(value, self.name_of(name)), count, value in chosen)
            for value, (name, count) in found.items()
        ]
        if self.newest_first:
            offered.sort(key=lambda one: one.value, reverse=True)
        else:
            offered.sort(key=lambda one: (not one.selected, -one.count, sort_key(one.label)))
        field.offered = offered
        field.names = {one.value: one.label for one in offered}

    def names_of(self, values, listed):
        """Return value → name of those ``values`` that any of ``listed`` has; one query at most."""
        if self.labels or self.name_path == self.value_path:
            return {}
        named = self.rows(listed).filter(**{self.lookup: values}).order_by()
        return dict(named.values_list(self.value_path, self.name_path).distinct())

    def name_of(self, label):
        return str(dict(self.labels).get(label, label)) if self.labels else str(label)


class YearFilter(FacetFilter):
    """Lets rows of the chosen years through, newest first; ``value`` is the path of a number."""

    def __init__(self, value, **kwargs):
        super().__init__(value, newest_first=True, **kwargs)

    def filter(self, qs, value):
        # A column of numbers takes no other text, and none beyond its size.
        years = [year for year in value or [] if year.isdecimal() and len(year) == 4]
        return qs.none() if value and not years else super().filter(qs, years)


class FacetFilterSet(django_filters.FilterSet):
    """The text box of a list, and facets, each counted over what all the others let through."""

    q = SearchFilter()

    @property
    def facets(self):
        return {name: one for name, one in self.filters.items() if isinstance(one, FacetFilter)}

    @cached_property
    def form(self):
        form = super().form
        for name, found in self._found().items():
            facet, chosen = self.filters[name], self._chosen(name)
            if empty := [value for value in chosen if value not in found]:
                names = facet.names_of(empty, self.queryset.model._default_manager.all())
                found.update({value: (names.get(value, value), 0) for value in empty})
            facet.offer(form.fields[name], found, chosen)
        return form

    def _chosen(self, name):
        return self.data.getlist(name) if self.data else []

    def _found(self):
        """Return facet → value → (name, count), each counted without its own filter; one query."""
        rows = [
            counted
            for name, facet in self.facets.items()
            for counted in facet.counts(name, self._filtered_but(name))
        ]
        found = {name: {} for name in self.facets}
        for facet, value, name, count in rows[0].union(*rows[1:], all=True).order_by():
            if count:
                found[facet][value] = (name, count)
        return found

    def _filtered_but(self, left_out):
        listed = self.filters["q"].narrowed(self.queryset, self.data.get("q"))
        for name, facet in self.facets.items():
            if name != left_out:
                listed = facet.filter(listed, self._chosen(name))
        return listed
