"""Searching in a listing of the admin, whatever it is filtered and ordered by."""

import re

from django.utils.functional import cached_property

_NO_WORDS = re.compile(r"[^\w\s./-]+")


def words_of(query):
    """Return what of a search term is words and numbers: SQLite takes signs for an expression."""
    return " ".join(_NO_WORDS.sub(" ", query).split())


class FoundKeysMixin:
    """For a listing with a search box on Wagtail's search.

    A search backend knows the fields of its index alone. So it is given the keys of what the
    filters left, and what it found is put in order by the database.
    """

    @cached_property
    def search_query(self):
        return words_of(super().search_query)

    def filter_queryset(self, queryset):
        if not (self.is_searching and self.is_filtering):
            return super().filter_queryset(queryset)
        left = super().filter_queryset(queryset.model._default_manager.all())
        return queryset.filter(pk__in=left.order_by().values("pk"))

    def search_queryset(self, queryset):
        if not (self.is_searching and self.is_explicitly_ordered):
            return super().search_queryset(queryset)
        rows = queryset.model._default_manager.filter(pk__in=queryset.order_by().values("pk"))
        found = super().search_queryset(rows.order_by().only("pk"))
        return queryset.filter(pk__in=[row.pk for row in found])
