from django.utils.translation import gettext_lazy as _

from cchc_wagtail.search.filters import FacetFilter, FacetFilterSet


class SituationFilterSet(FacetFilterSet):
    field = FacetFilter("thematic_area__slug", "thematic_area__name", label=_("Procedure field"))
