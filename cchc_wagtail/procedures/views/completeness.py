"""How complete the published procedures are, for each unit and for each procedure."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.reports import ReportView

from cchc_wagtail.editorial.permissions import page_policy
from cchc_wagtail.editorial.rights import RightsMixin
from cchc_wagtail.frontend.exports import ExportMixin

from ..models import ProcedurePage
from ..totals import RELATED, assess, totals_of

#: The class of columns that a phone has no room for.
WIDE = "cchc-wide"


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
