import django_filters
from django.db.models import FilteredRelation, Q
from django.db.models.functions import Coalesce, ExtractYear
from django.utils.translation import gettext_lazy as _

from cchc_wagtail import clock
from cchc_wagtail.search.filters import FacetFilter, FacetFilterSet, YearFilter

from .models import LegalDocument, Level, ValidityStatus


class IssueYearFilter(YearFilter):
    def rows(self, documents):
        return documents.annotate(year_issued=ExtractYear("issued_on"))


class StatusFilter(FacetFilter):
    def rows(self, documents):
        today = clock.today()
        of_today = Q(periods__begins_on__lte=today, periods__ends_on__gte=today)
        return documents.annotate(period=FilteredRelation("periods", condition=of_today))


class DocumentOrdering(django_filters.OrderingFilter):
    """Orders by day of issue, number, or first day in force: that of issue unless recorded."""

    def filter(self, qs, value):
        first_day = Coalesce("effective_from", "issued_on")
        return super().filter(qs.annotate(first_day=first_day), value)


class LegalDocumentFilterSet(FacetFilterSet):
    """The facets of a registry."""

    level = FacetFilter("level", labels=Level.choices, label=_("Level"))
    status = StatusFilter("period__status", labels=ValidityStatus.choices, label=_("Validity"))
    document_type = FacetFilter("document_type__slug", "document_type__name", label=_("Type"))
    issuer = FacetFilter("issuer__slug", "issuer__name", label=_("Issuer"))
    year = IssueYearFilter("year_issued", label=_("Year"))
    field = FacetFilter("thematic_areas__slug", "thematic_areas__name", label=_("Legal field"))
    reform_field = FacetFilter("reform_field__slug", "reform_field__name", label=_("Reform field"))
    tag = FacetFilter("tags__slug", "tags__name", label=_("Tag"))
    sort = DocumentOrdering(
        fields=[("issued_on", "issued"), ("number", "number"), ("first_day", "in_force")],
        choices=[
            ("-issued", _("Newest first")),
            ("issued", _("Oldest first")),
            ("-in_force", _("Latest in force first")),
            ("number", _("By number")),
        ],
        label=_("Order"),
        empty_label=None,
    )

    class Meta:
        model = LegalDocument
        fields = []
