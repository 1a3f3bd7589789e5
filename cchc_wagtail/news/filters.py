from django.utils.translation import gettext_lazy as _

from cchc_wagtail.search.filters import FacetFilter, FacetFilterSet


class ArticleFilterSet(FacetFilterSet):
    reform_field = FacetFilter("reform_field__slug", "reform_field__name", label=_("Reform field"))
    unit = FacetFilter("unit__slug", "unit__name", label=_("Unit"))
