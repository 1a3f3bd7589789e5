import django_filters
from django.db.models.functions import ExtractYear
from django.utils.translation import gettext_lazy as _

from .models import DocumentType, Issuer, LegalDocument, Level


def year_choices():
    """The years in which published documents were issued, newest first."""
    years = (
        LegalDocument.objects.filter(live=True)
        .annotate(year=ExtractYear("issued_on"))
        .order_by("-year")
        .values_list("year", flat=True)
        .distinct()
    )
    return [(year, year) for year in years]


class LegalDocumentFilterSet(django_filters.FilterSet):
    level = django_filters.ChoiceFilter(
        choices=Level.choices, label=_("Level"), empty_label=_("All levels")
    )
    document_type = django_filters.ModelChoiceFilter(
        queryset=DocumentType.objects.filter(documents__live=True).distinct(),
        to_field_name="slug",
        label=_("Type"),
        empty_label=_("All types"),
    )
    issuer = django_filters.ModelChoiceFilter(
        queryset=Issuer.objects.filter(documents__live=True).distinct(),
        to_field_name="slug",
        label=_("Issuer"),
        empty_label=_("All issuers"),
    )
    year = django_filters.ChoiceFilter(
        field_name="issued_on",
        lookup_expr="year",
        choices=year_choices,
        label=_("Year"),
        empty_label=_("All years"),
    )
