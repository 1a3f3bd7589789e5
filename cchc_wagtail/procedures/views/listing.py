"""The procedures that a user works on, with what tells them apart, and how complete they are."""

import django_filters
from django.forms import CheckboxSelectMultiple
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.ui.tables.pages import BulkActionsColumn, PageStatusColumn, PageTitleColumn
from wagtail.admin.views.pages.listing import IndexView

from cchc_wagtail.editorial.listings import FoundKeysMixin
from cchc_wagtail.editorial.rights import RightsMixin
from cchc_wagtail.editorial.scope import confine_pages
from cchc_wagtail.frontend.exports import ExportMixin
from cchc_wagtail.organisation.models import ThematicArea, Unit

from ..filters import LEVELS, levels_filter
from ..models import ProcedurePage
from ..totals import RELATED, assess
from .completeness import WIDE

#: Value → lowest and highest per cent.
COMPLETENESS = {"low": (0, 49), "middle": (50, 79), "high": (80, 100)}
PART = 500


class ProcedureListFilterSet(WagtailFilterSet):
    thematic_area = django_filters.ModelMultipleChoiceFilter(
        queryset=ThematicArea.objects.all(),
        label=_("Procedure field"),
        widget=CheckboxSelectMultiple,
    )
    level = django_filters.MultipleChoiceFilter(
        choices=LEVELS, method="filter_level", label=_("Level"), widget=CheckboxSelectMultiple
    )
    completeness = django_filters.ChoiceFilter(
        choices=[
            ("low", _("less than 50 %")),
            ("middle", _("50 to 79 %")),
            ("high", _("80 % and more")),
        ],
        method="filter_completeness",
        label=_("Complete, per cent"),
        empty_label=_("All"),
    )
    unit = django_filters.ModelMultipleChoiceFilter(
        queryset=Unit.objects.all(), label=_("Unit"), widget=CheckboxSelectMultiple
    )

    class Meta:
        model = ProcedurePage
        fields = []

    def filter_level(self, queryset, name, value):
        return queryset.filter(levels_filter(value))

    def filter_completeness(self, queryset, name, value):
        low, high = COMPLETENESS[value]
        pages = ProcedurePage.objects.filter(pk__in=queryset.order_by().values("pk"))
        found, part = [], []
        for page in pages.prefetch_related(*RELATED).order_by("pk").iterator(chunk_size=PART):
            part.append(page)
            if len(part) == PART:
                found += [one.pk for one in assess(part) if low <= one.score <= high]
                part = []
        found += [one.pk for one in assess(part) if low <= one.score <= high]
        return queryset.filter(pk__in=found)


class ProcedureListView(RightsMixin, FoundKeysMixin, ExportMixin, IndexView):
    default_ordering = "title_order"
    base_filterset_class = ProcedureListFilterSet
    base_columns = [
        BulkActionsColumn("bulk_actions"),
        Column("code", label=_("Code"), sort_key="code"),
        PageTitleColumn("title", label=_("Procedure"), sort_key="title_order", classname="title"),
        Column(
            "thematic_area",
            label=_("Procedure field"),
            sort_key="thematic_area__name_order",
            classname=WIDE,
        ),
        Column("level_names", label=_("Level"), classname=WIDE),
        Column("unit", label=_("Unit in charge"), sort_key="unit__name_order", classname=WIDE),
        Column("score", label=_("Complete, per cent")),
        DateColumn(
            "latest_revision_created_at",
            label=_("Updated"),
            sort_key="latest_revision_created_at",
            classname=WIDE,
        ),
        PageStatusColumn("status", label=_("Status"), sort_key="live"),
    ]
    list_export = ["code", "title", "thematic_area", "level_names", "unit", "score", "missing"]
    export_headings = {
        "code": _("Code"),
        "title": _("Procedure"),
        "thematic_area": _("Procedure field"),
        "level_names": _("Level"),
        "unit": _("Unit in charge"),
        "score": _("Complete, per cent"),
        "missing": _("What citizens would miss"),
    }

    def get_base_queryset(self):
        return confine_pages(super().get_base_queryset(), self.request.user, to_change=True)

    def annotate_queryset(self, pages):
        # Whole pages, unlike Wagtail's lists: how complete they are is read from all their fields.
        pages = pages.select_related("thematic_area", "unit", "locale").prefetch_related(
            "content_type", "sites_rooted_here", *RELATED
        )
        return (
            pages.prefetch_workflow_states()
            .annotate_site_root_state()
            .annotate_approved_schedule()
            .annotate_has_untranslated_locale()
        )

    def get_table(self, object_list, **kwargs):
        return super().get_table(assess(object_list), **kwargs)

    def stream_csv(self, queryset):
        return super().stream_csv(assess(queryset))

    def write_xlsx(self, queryset, output):
        return super().write_xlsx(assess(queryset), output)
