import django_filters
from django.utils.translation import gettext_lazy as _

from cchc_wagtail.organisation.models import Audience, ThematicArea
from cchc_wagtail.search.filters import SearchFilter

LEVELS = [
    ("ministry", _("Ministry")),
    ("province", _("Province")),
    ("commune", _("Commune")),
    ("other_body", _("Other body")),
]


class ProcedureFilterSet(django_filters.FilterSet):
    q = SearchFilter()
    field = django_filters.ModelChoiceFilter(
        field_name="thematic_area",
        queryset=ThematicArea.objects.filter(procedures__live=True).distinct(),
        to_field_name="slug",
        label=_("Procedure field"),
        empty_label=_("All fields"),
    )
    audience = django_filters.ModelChoiceFilter(
        field_name="audiences",
        queryset=Audience.objects.filter(procedures__live=True).distinct(),
        to_field_name="slug",
        label=_("For whom"),
        empty_label=_("Everybody"),
    )
    level = django_filters.ChoiceFilter(
        choices=LEVELS, method="filter_level", label=_("Level"), empty_label=_("All levels")
    )

    def filter_level(self, queryset, name, value):
        return queryset.filter(**{f"at_{value}": True})


class SituationFilterSet(django_filters.FilterSet):
    q = SearchFilter()
    field = django_filters.ModelChoiceFilter(
        field_name="thematic_area",
        queryset=ThematicArea.objects.filter(situations__live=True).distinct(),
        to_field_name="slug",
        label=_("Procedure field"),
        empty_label=_("All fields"),
    )
