from django.utils.translation import gettext_lazy as _

from cchc_wagtail.search.filters import FacetFilter, FacetFilterSet, YearFilter

from .models import Level, Status


class InitiativeFilterSet(FacetFilterSet):
    status = FacetFilter("status", labels=Status.choices, label=_("Status"))
    reform_field = FacetFilter("reform_field__slug", "reform_field__name", label=_("Reform field"))
    year = YearFilter("year", label=_("Year"))
    level = FacetFilter("level", labels=Level.choices, label=_("Level of recognition"))
    unit = FacetFilter("unit__slug", "unit__name", label=_("Unit"))
