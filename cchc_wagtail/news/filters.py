import django_filters
from django.utils.translation import gettext_lazy as _

from cchc_wagtail.organisation.models import ReformField, Unit
from cchc_wagtail.search.filters import SearchFilter


class ArticleFilterSet(django_filters.FilterSet):
    q = SearchFilter()
    reform_field = django_filters.ModelChoiceFilter(
        queryset=ReformField.objects.filter(articles__live=True).distinct(),
        to_field_name="slug",
        label=_("Reform field"),
        empty_label=_("All fields"),
    )
    unit = django_filters.ModelChoiceFilter(
        queryset=Unit.objects.filter(articles__live=True).distinct(),
        to_field_name="slug",
        label=_("Unit"),
        empty_label=_("All units"),
    )
