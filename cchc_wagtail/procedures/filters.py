from django.db.models import CharField, Count, Q, Value
from django.utils.translation import gettext_lazy as _

from cchc_wagtail.search.filters import FacetFilter, FacetFilterSet

LEVELS = [
    ("ministry", _("Ministry")),
    ("province", _("Province")),
    ("commune", _("Commune")),
    ("other_body", _("Other body")),
]


def levels_filter(levels):
    """Return the condition that a procedure is carried out at one of ``levels``."""
    wanted = Q()
    for level, _name in LEVELS:
        if level in levels:
            wanted |= Q(**{f"at_{level}": True})
    return wanted


class LevelFilter(FacetFilter):
    """The levels of a procedure, each of which is a column of its own."""

    def __init__(self, **kwargs):
        super().__init__("level", labels=LEVELS, **kwargs)

    def filter(self, qs, value):
        wanted = levels_filter(value or [])
        return qs.none() if value and not wanted else qs.filter(wanted)

    def counts(self, facet, listed):
        return [
            listed.filter(**{f"at_{level}": True})
            .order_by()
            .values(
                facet=Value(facet, output_field=CharField()),
                value=Value(level, output_field=CharField()),
                name=Value(level, output_field=CharField()),
            )
            .annotate(count=Count("pk", distinct=True))
            .values_list("facet", "value", "name", "count")
            for level, _name in LEVELS
        ]


class ProcedureFilterSet(FacetFilterSet):
    field = FacetFilter("thematic_area__slug", "thematic_area__name", label=_("Procedure field"))
    audience = FacetFilter("audiences__slug", "audiences__name", label=_("For whom"))
    level = LevelFilter(label=_("Level"))
