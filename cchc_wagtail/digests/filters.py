from django.utils.translation import gettext_lazy as _

from cchc_wagtail.search.filters import FacetFilter, FacetFilterSet


class DigestFilterSet(FacetFilterSet):
    unit = FacetFilter("unit__slug", "unit__name", label=_("Unit"))
