"""What the Office wants to know: which documents to register next, and where the law has moved."""

import django_filters
from django.db.models import Count, F, Max, Min, Value
from django.db.models.functions import Concat
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.reports import ReportView
from wagtail.permission_policies import ModelPermissionPolicy

from cchc_wagtail.editorial.columns import TemplateColumn
from cchc_wagtail.frontend.exports import ExcelCsvMixin
from cchc_wagtail.language import format_date

from ..lapsed import first_of_each, lapsed_citations
from ..models import CitationStatus, ContentCheck, ContentCitation, LegalDocument
from ..models.validity import attach_legal_force
from ..overview import choose_url, edit_url, register_url

OPEN = (CitationStatus.UNRESOLVED, CitationStatus.AMBIGUOUS, CitationStatus.DOUBTFUL)


class CitationReport(ExcelCsvMixin, ReportView):
    """A report on citations, for those who may see them all."""

    model = ContentCitation
    permission_policy = ModelPermissionPolicy(ContentCitation)
    permission_required = "view"
    any_permission_required = ["view"]
    header_icon = "doc-full"

    def get_table(self, object_list):
        return super().get_table(self.decorate_paginated_queryset(object_list))


class UnresolvedFilterSet(WagtailFilterSet):
    status = django_filters.MultipleChoiceFilter(
        choices=[(status.value, status.label) for status in OPEN], label=_("Status")
    )

    class Meta:
        model = ContentCitation
        fields = ["status"]


class UnresolvedCitationsView(CitationReport):
    """Documents that content cites and nobody has registered, the most cited first."""

    page_title = _("Unresolved citations")
    index_url_name = "cchc_registry_unresolved"
    index_results_url_name = "cchc_registry_unresolved_results"
    filterset_class = UnresolvedFilterSet
    export_filename = "dan-chieu-chua-ro"
    list_export = ["text", "status_label", "contents", "citations"]
    export_headings = {
        "text": _("Citation"),
        "status_label": _("Status"),
        "contents": _("Number of contents"),
        "citations": _("Number of citations"),
    }
    columns = [
        Column("text", label=_("Citation")),
        Column("status_label", label=_("Status")),
        Column("contents", label=_("Number of contents")),
        Column("citations", label=_("Number of citations")),
        TemplateColumn("first", "cchc_registry/admin/_first_place.html", label=_("First in")),
        TemplateColumn("actions", "cchc_registry/admin/_register.html", label=_("What to do")),
    ]

    def get_queryset(self):
        content = Concat(F("content_type"), Value("/"), F("object_id"))
        return (
            ContentCitation.objects.filter(status__in=OPEN)
            .order_by()
            .values("key", "status")
            .annotate(
                contents=Count(content, distinct=True),
                citations=Count("pk"),
                first=Min("pk"),
                text=Max("text"),
            )
            .order_by("-contents", "-citations", "key")
        )

    def decorate_paginated_queryset(self, rows):
        rows = list(rows)
        firsts = ContentCitation.objects.prefetch_related("content_object").in_bulk(
            [row["first"] for row in rows]
        )
        return [OpenCitation(row, firsts[row["first"]]) for row in rows]


class OpenCitation:
    """The citations of one key and status: how many, and where the first one stands."""

    def __init__(self, row, first):
        self.text, self.contents, self.citations = first.text, row["contents"], row["citations"]
        self.status = row["status"]
        self.content = first.content_object
        self.edit_url = edit_url(first) if self.content else None
        self.register_url = register_url(first)
        self.choose_url = choose_url(first)

    @property
    def status_label(self):
        return CitationStatus(self.status).label


class LapsedFilterSet(WagtailFilterSet):
    is_checked = django_filters.BooleanFilter(label=_("Checked"))

    class Meta:
        model = ContentCitation
        fields = ["is_checked"]


class LapsedLawView(CitationReport):
    """Content that rests on law no longer in force, what changed last first."""

    page_title = _("Content that rests on law no longer in force")
    index_url_name = "cchc_registry_lapsed"
    index_results_url_name = "cchc_registry_lapsed_results"
    header_icon = "warning"
    filterset_class = LapsedFilterSet
    export_filename = "noi-dung-dan-van-ban-het-hieu-luc"
    list_export = ["title", "cited.number", "status_label", "since", "replaced_by", "checked_by"]
    export_headings = {
        "title": _("Content"),
        "cited.number": _("Legal document"),
        "status_label": _("Status"),
        "since": _("Since"),
        "replaced_by": _("Replaced by"),
        "checked_by": _("Checked by"),
    }
    columns = [
        TemplateColumn("content", "cchc_registry/admin/_place.html", label=_("Content")),
        TemplateColumn("document", "cchc_registry/admin/_document.html", label=_("Legal document")),
        Column("since", label=_("Since"), accessor="since_text"),
        Column("replaced_by", label=_("Replaced by")),
        TemplateColumn("check", "cchc_registry/admin/_check.html", label=_("Checked")),
    ]

    def get_queryset(self):
        return first_of_each(lapsed_citations()).order_by("is_checked", "-since", "pk")

    def decorate_paginated_queryset(self, rows):
        return lapsed_rows(rows)


def lapsed_rows(citations):
    """Return ``LapsedRow`` of annotated ``citations``; the queries do not grow with them."""
    rows = list(citations.prefetch_related("content_object"))
    documents = LegalDocument.objects.select_related("document_type")
    cited = documents.filter(pk__in={row.document_id for row in rows})
    by_key = {document.pk: document for document in attach_legal_force(cited)}
    checks = ContentCheck.objects.filter(
        document__in=by_key, object_id__in={row.object_id for row in rows}
    ).select_related("checked_by")
    by_place = {(one.content_type_id, one.object_id, one.document_id): one for one in checks}
    return [
        LapsedRow(
            row,
            by_key[row.document_id],
            by_place.get((row.content_type_id, row.object_id, row.document_id)),
        )
        for row in rows
        if row.content_object is not None
    ]


class LapsedRow:
    """One piece of content, and one document that it cites and that is no longer in force."""

    def __init__(self, citation, document, check):
        self.citation, self.cited, self.since = citation, document, citation.since
        self.title = str(citation.content_object)
        self.check = check if citation.is_checked else None

    @cached_property
    def edit_url(self):
        return edit_url(self.citation)

    @property
    def since_text(self):
        return format_date(self.since)

    @property
    def status_label(self):
        return self.cited.legal_force.label

    @property
    def replaced_by(self):
        causes = self.cited.legal_force.causes
        return ", ".join(relation.source.type_and_number for relation in causes)

    @property
    def checked_by(self):
        return str(self.check.checked_by or "") if self.check else ""
