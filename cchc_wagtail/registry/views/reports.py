"""Reports for the Office: the documents to register next, and where the law has moved."""

from collections import defaultdict

import django_filters
from django.db.models import Count, F, Max, Min, Value
from django.db.models.functions import Concat
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.reports import ReportView
from wagtail.permission_policies import ModelPermissionPolicy

from cchc_wagtail import clock
from cchc_wagtail.editorial.columns import TemplateColumn
from cchc_wagtail.editorial.rights import RightsMixin
from cchc_wagtail.frontend.exports import ExportMixin
from cchc_wagtail.language import format_date

from ..citator.lapsed import first_of_each, lapsed_citations, seen_by
from ..citator.overview import choose_url, edit_url, register_url
from ..models import CitationStatus, ContentCheck, ContentCitation, LapsedLawTask, LegalDocument
from ..models.validity import attach_legal_force
from ..validity.proposals import waiting_targets

OPEN = (CitationStatus.UNRESOLVED, CitationStatus.AMBIGUOUS, CitationStatus.DOUBTFUL)


class CitationReport(ExportMixin, ReportView):
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
    """Documents that content cites and nobody has registered, the most cited first.

    Below them, those that only texts of registered documents name, by what they do to them.
    """

    template_name = "cchc_registry/admin/unresolved.html"
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

    def get_context_data(self, *args, **kwargs):
        context = super().get_context_data(*args, **kwargs)
        if not self.results_only:
            context["waiting"] = [(one, register_url(one.citation)) for one in waiting_targets()]
        return context

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

    def filter_queryset(self, queryset):
        """Leave one row for each piece of content, the unchecked and the latest first."""
        citations = first_of_each(super().filter_queryset(queryset))
        return citations.order_by("is_checked", "-since", "pk")


class LapsedLawView(RightsMixin, CitationReport):
    """Content that rests on law no longer in force, each once, with all such documents it cites.

    A unit sees its own content, those who may see all citations see all.
    """

    permission_policy = None
    page_title = _("Content that rests on law no longer in force")
    index_url_name = "cchc_registry_lapsed"
    index_results_url_name = "cchc_registry_lapsed_results"
    header_icon = "warning"
    filterset_class = LapsedFilterSet
    default_ordering = None
    export_filename = "noi-dung-dan-van-ban-het-hieu-luc"
    list_export = ["title", "cited", "since_text", "replaced_by", "due", "checked_by"]
    export_headings = {
        "title": _("Content"),
        "cited": _("Legal documents"),
        "since_text": _("Since"),
        "replaced_by": _("Replaced by"),
        "due": _("Due on"),
        "checked_by": _("Checked by"),
    }
    columns = [
        TemplateColumn("content", "cchc_registry/admin/_place.html", label=_("Content")),
        TemplateColumn(
            "documents", "cchc_registry/admin/_lapsed_documents.html", label=_("Legal documents")
        ),
    ]

    def get_queryset(self):
        return seen_by(lapsed_citations(), self.request.user)

    def decorate_paginated_queryset(self, rows):
        return lapsed_rows(rows)


def lapsed_rows(firsts):
    """Return a ``LapsedRow`` for the content of each of the annotated citations ``firsts``.

    The queries do not grow with them.
    """
    firsts = list(firsts.prefetch_related("content_object"))
    cited = defaultdict(dict)
    for citation in lapsed_citations().filter(object_id__in={row.object_id for row in firsts}):
        place = citation.content_type_id, citation.object_id
        cited[place].setdefault(citation.document_id, citation)
    keys = {key for documents in cited.values() for key in documents}
    documents = LegalDocument.objects.select_related("document_type").filter(pk__in=keys)
    by_key = {document.pk: document for document in attach_legal_force(documents)}
    checks = ContentCheck.objects.filter(
        document__in=keys, object_id__in={row.object_id for row in firsts}
    ).select_related("checked_by")
    by_place = {(one.content_type_id, one.object_id, one.document_id): one for one in checks}
    tasks = LapsedLawTask.objects.open().filter(document__in=keys)
    due = {(task.unit_id, task.document_id): task.due_on for task in tasks}
    rows = []
    for first in firsts:
        if first.content_object is None:
            continue
        place = first.content_type_id, first.object_id
        unit_id = getattr(first.content_object, "unit_id", None)
        found = [
            LapsedDocument(
                citation, by_key[key], by_place.get((*place, key)), due.get((unit_id, key))
            )
            for key, citation in cited[place].items()
        ]
        rows.append(LapsedRow(first, sorted(found, key=lambda one: (one.is_checked, one.since))))
    return rows


class LapsedDocument:
    """A document that a piece of content cites and that is no longer in force.

    ``due_on`` is the day by which the unit is to check it, None where there is no task.
    """

    def __init__(self, citation, document, check, due_on):
        self.citation, self.cited, self.since = citation, document, citation.since
        self.is_checked, self.due_on = citation.is_checked, due_on
        self.check = check if citation.is_checked else None

    @property
    def is_late(self):
        return self.due_on is not None and self.due_on < clock.today()

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


class LapsedRow:
    """A piece of content with all the documents that it cites and that are no longer in force."""

    def __init__(self, citation, documents):
        self.citation, self.documents = citation, documents
        self.title = str(citation.content_object)

    @cached_property
    def edit_url(self):
        return edit_url(self.citation)

    @property
    def cited(self):
        return "; ".join(one.cited.type_and_number for one in self.documents)

    @property
    def since_text(self):
        return "; ".join(format_date(one.since) for one in self.documents)

    @property
    def replaced_by(self):
        return "; ".join(one.replaced_by for one in self.documents)

    @property
    def due(self):
        days = [one.due_on for one in self.documents if one.due_on and not one.is_checked]
        return min(days, default=None)

    @property
    def checked_by(self):
        return "; ".join(one.checked_by for one in self.documents)
