from django.db.models import CharField, Value
from django.db.models.functions import Cast, Concat, ExtractMonth, ExtractYear, LPad
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cchc_wagtail.search.filters import FacetFilter, FacetFilterSet


class YearFilter(FacetFilter):
    """The years of the articles, as text: whatever is typed into the address can be compared."""

    def __init__(self, **kwargs):
        super().__init__("year", newest_first=True, **kwargs)

    def rows(self, listed):
        return listed.annotate(year=Cast(ExtractYear("date"), CharField()))


class MonthFilter(FacetFilter):
    """The months of the articles, such as ``2024-05``: those of the years that are chosen."""

    def __init__(self, **kwargs):
        super().__init__("month", newest_first=True, **kwargs)

    def rows(self, listed):
        year, month = (
            Cast(extract("date"), CharField()) for extract in (ExtractYear, ExtractMonth)
        )
        return listed.annotate(month=Concat(year, Value("-"), LPad(month, 2, Value("0"))))

    def name_of(self, label):
        year, _dash, month = str(label).partition("-")
        if not (year.isdecimal() and month.isdecimal()):
            return str(label)
        return gettext("month %(month)d/%(year)s") % {"month": int(month), "year": year}


class ArticleFilterSet(FacetFilterSet):
    reform_field = FacetFilter("reform_field__slug", "reform_field__name", label=_("Reform field"))
    unit = FacetFilter("unit__slug", "unit__name", label=_("Unit"))
    year = YearFilter(label=_("Year"))
    month = MonthFilter(label=_("Month"))
