import django_filters
from django import forms
from django.db.models import CharField, Count, FilteredRelation, Q, Value
from django.db.models.functions import Cast, Coalesce, ExtractYear
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from cchc_wagtail.language import sort_key
from cchc_wagtail.search.filters import SearchFilter

from .models import LegalDocument, Level, ValidityStatus


class FacetField(forms.MultipleChoiceField):
    """Takes any values: one that no document has finds nothing, and is no error."""

    def validate(self, value):
        pass


class FacetFilter(django_filters.Filter):
    """Lets documents through that have one of the chosen values; counts what each would give.

    ``value`` and ``name`` are the paths of the value and of its name; ``labels`` names values
    that have no name in the database.
    """

    field_class = FacetField

    def __init__(self, value, name=None, *, labels=None, newest_first=False, **kwargs):
        super().__init__(field_name=value, widget=forms.CheckboxSelectMultiple, **kwargs)
        self.value_path, self.name_path = value, name or value
        self.labels, self.newest_first = labels, newest_first

    def filter(self, qs, value):
        if not value:
            return qs
        fitting = self.rows(LegalDocument.objects.all()).filter(**{self.lookup: value})
        return qs.filter(pk__in=fitting.order_by().values("pk"))

    @property
    def lookup(self):
        return f"{self.value_path}__in"

    def rows(self, documents):
        return documents

    def counts(self, facet, documents):
        """Return rows of ``facet``, value, name and the number of ``documents`` that have it."""
        return (
            self.rows(documents)
            .order_by()
            .exclude(**{self.value_path: None})
            .values(
                facet=Value(facet, output_field=CharField()),
                value=Cast(self.value_path, CharField()),
                name=Cast(self.name_path, CharField()),
            )
            .annotate(count=Count("pk", distinct=True))
            .values_list("facet", "value", "name", "count")
        )

    def offer(self, field, found, chosen):
        """Fill ``field`` with the values ``found``: value → (name, count), and those ``chosen``."""
        found = {value: (self.name_of(name), count) for value, (name, count) in found.items()}
        for value in chosen:
            found.setdefault(value, (self.name_of(value), 0))
        if self.newest_first:
            order = sorted(found, reverse=True)
        else:
            order = sorted(found, key=lambda v: (-found[v][1], sort_key(found[v][0])))
        field.names = {value: found[value][0] for value in order}
        field.choices = [(value, "{} ({})".format(*found[value])) for value in order]

    def name_of(self, label):
        return str(dict(self.labels).get(label, label)) if self.labels else str(label)


class YearFilter(FacetFilter):
    def rows(self, documents):
        return documents.annotate(year_issued=ExtractYear("issued_on"))

    def filter(self, qs, value):
        years = [year for year in value or [] if year.isdigit() and len(year) == 4]
        return qs.none() if value and not years else super().filter(qs, years)


class StatusFilter(FacetFilter):
    def rows(self, documents):
        today = timezone.localdate()
        of_today = Q(periods__begins_on__lte=today, periods__ends_on__gte=today)
        return documents.annotate(period=FilteredRelation("periods", condition=of_today))


class DocumentOrdering(django_filters.OrderingFilter):
    """Orders by day of issue, number, or first day in force: that of issue unless recorded."""

    def filter(self, qs, value):
        first_day = Coalesce("effective_from", "issued_on")
        return super().filter(qs.annotate(first_day=first_day), value)


class LegalDocumentFilterSet(django_filters.FilterSet):
    """The facets of a registry. Each is counted over what all the others let through."""

    q = SearchFilter()
    level = FacetFilter("level", labels=Level.choices, label=_("Level"))
    status = StatusFilter("period__status", labels=ValidityStatus.choices, label=_("Validity"))
    document_type = FacetFilter("document_type__slug", "document_type__name", label=_("Type"))
    issuer = FacetFilter("issuer__slug", "issuer__name", label=_("Issuer"))
    year = YearFilter("year_issued", newest_first=True, label=_("Year"))
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

    @property
    def facets(self):
        return {name: one for name, one in self.filters.items() if isinstance(one, FacetFilter)}

    @cached_property
    def form(self):
        form = super().form
        for name, found in self._found().items():
            self.filters[name].offer(form.fields[name], found, self._chosen(name))
        return form

    def _chosen(self, name):
        return self.data.getlist(name) if self.is_bound else []

    def _found(self):
        """Return facet → value → (name, count), each counted without its own filter; one query."""
        rows = [facet.counts(name, self._filtered_but(name)) for name, facet in self.facets.items()]
        found = {name: {} for name in self.facets}
        for facet, value, name, count in rows[0].union(*rows[1:], all=True):
            found[facet][value] = (name, count)
        return found

    def _filtered_but(self, left_out):
        documents = self.filters["q"].narrowed(self.queryset, self.data.get("q"))
        for name, facet in self.facets.items():
            if name != left_out:
                documents = facet.filter(documents, self._chosen(name))
        return documents
