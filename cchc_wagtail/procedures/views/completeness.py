"""How complete the published procedures are, for each unit and for each procedure."""

from collections import Counter

from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.reports import ReportView

from cchc_wagtail.editorial.permissions import page_policy
from cchc_wagtail.editorial.rights import RightsMixin
from cchc_wagtail.frontend.exports import ExportMixin
from cchc_wagtail.organisation.models import Unit

from ..completeness import NAMES, findings_of, score_of
from ..models import ProcedurePage
from ..models.bases import attach_legal_bases

#: What the checks read of each page, fetched for all at once.
RELATED = ["audiences", "channels", "legal_bases__document"]


#: The class of columns that a phone has no room for.
WIDE = "cchc-wide"


def assess(pages):
    """Give each of ``pages`` its ``findings`` and ``score``; as many queries as for one."""
    pages = list(pages)
    attach_legal_bases(pages)
    for page in pages:
        page.findings = findings_of(page)
        page.score = score_of(page.findings)
        page.missing = "\n".join(finding.message for finding in page.findings)
    return pages


def totals_of(procedures):
    """Return ``(unit, procedures, score)`` of each unit, and ``(name, procedures)`` of each fault.

    ``unit`` is None for those without one; ``score`` is their mean in whole per cent. The pages
    are read in parts, so that memory does not grow with their number.
    """
    units = {unit.pk: unit for unit in Unit.objects.all()}
    totals, faults = {}, Counter()
    pages = procedures.select_related("unit").prefetch_related(*RELATED).order_by("pk")
    part = []
    for page in pages.iterator(chunk_size=500):
        part.append(page)
        if len(part) == 500:
            _add(totals, faults, part)
            part = []
    _add(totals, faults, part)
    rows = [(units.get(pk), count, round(total / count)) for pk, (count, total) in totals.items()]
    named = [(name, faults[check]) for check, name in NAMES.items() if faults[check]]
    return sorted(rows, key=lambda row: (row[2], str(row[0]))), named


def _add(totals, faults, pages):
    for page in assess(pages):
        faults.update(finding.check for finding in page.findings)
        count, total = totals.get(page.unit_id, (0, 0))
        totals[page.unit_id] = (count + 1, total + page.score)


class CompletenessFilterSet(WagtailFilterSet):
    class Meta:
        model = ProcedurePage
        fields = ["unit", "thematic_area"]


class CompletenessReportView(RightsMixin, ExportMixin, ReportView):
    """The published procedures with what citizens would still miss in each."""

    page_title = _("Completeness of procedures")
    header_icon = "clipboard-list"
    index_url_name = "cchc_procedures_completeness"
    index_results_url_name = "cchc_procedures_completeness_results"
    template_name = "cchc_procedures/admin/completeness.html"
    filterset_class = CompletenessFilterSet
    any_permission_required = ["change", "publish"]
    paginate_by = 50
    export_filename = "muc-do-day-du-thu-tuc"
    list_export = ["code", "title", "unit", "score", "missing"]
    export_headings = {
        "code": _("Procedure code"),
        "title": _("Procedure"),
        "unit": _("Unit in charge"),
        "score": _("Complete, per cent"),
        "missing": _("What citizens would miss"),
    }
    columns = [
        TitleColumn("title", label=_("Procedure"), url_name="wagtailadmin_pages:edit"),
        Column("code", label=_("Procedure code"), classname=WIDE),
        Column("unit", label=_("Unit in charge"), classname=WIDE),
        Column("score", label=_("Complete, per cent")),
        Column("missing", label=_("What citizens would miss")),
    ]

    @property
    def permission_policy(self):
        return page_policy()

    @property
    def procedures(self):
        mine = self.permission_policy.instances_user_has_any_permission_for(
            self.request.user, ["change", "publish"]
        )
        return ProcedurePage.objects.live().filter(pk__in=mine.values("pk"))

    def get_base_queryset(self):
        related = self.procedures.select_related("unit").prefetch_related(*RELATED)
        return related.order_by("title_order", "pk")

    def decorate_paginated_queryset(self, queryset):
        return assess(queryset)

    def get_table(self, object_list):
        return super().get_table(self.decorate_paginated_queryset(object_list))

    def stream_csv(self, queryset):
        return super().stream_csv(assess(queryset))

    def write_xlsx(self, queryset, output):
        return super().write_xlsx(assess(queryset), output)

    def get_context_data(self, *args, **kwargs):
        context = super().get_context_data(*args, **kwargs)
        if not self.results_only:
            context["units"], context["faults"] = totals_of(self.procedures)
        return context
