from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import BooleanColumn, Column, DateColumn
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.snippets.views.snippets import SnippetViewSet

from .models import Figure, Index, Measure, MethodVersion, OneStopReport, Territory

MENU_HOOK = "register_cchc_indicators_menu_item"


class RegisterViewSet(ModelViewSet):
    """A register of this room, which the Office keeps."""

    menu_hook = MENU_HOOK
    copy_view_enabled = False
    list_per_page = 50
    icon = "list-ul"


class IndexViewSet(RegisterViewSet):
    model = Index
    name = "cchc_indicators_indices"
    url_prefix = "cchc/chi-so"
    menu_label = _("Indices")
    menu_order = 30
    list_display = ["code", "name", "publisher"]
    ordering = ["sort_order"]


class MethodVersionViewSet(RegisterViewSet):
    model = MethodVersion
    name = "cchc_indicators_methods"
    url_prefix = "cchc/cach-tinh-chi-so"
    menu_label = _("Methods and components")
    menu_order = 40
    list_display = ["index", Column("years", label=_("Years")), "basis"]
    list_filter = ["index"]
    ordering = ["index__sort_order", "-from_year"]


class TerritoryViewSet(RegisterViewSet):
    model = Territory
    name = "cchc_indicators_territories"
    url_prefix = "cchc/dia-phuong-xep-hang"
    menu_label = _("Ranked territories and bodies")
    menu_order = 50
    list_display = ["name", BooleanColumn("is_own", label=_("Ours"))]
    list_filter = ["is_own"]
    ordering = ["sort_order", "name_order"]


class MeasureViewSet(RegisterViewSet):
    model = Measure
    name = "cchc_indicators_measures"
    url_prefix = "cchc/giai-phap-chi-so"
    menu_label = _("Measures to raise scores")
    menu_order = 60
    list_display = ["text", "index", "unit", "due_on", "state"]
    list_filter = ["index", "unit", "state"]
    ordering = ["due_on", "pk"]


class RevisedViewSet(SnippetViewSet):
    """A register whose rows keep their revisions; nothing points at them, so none is chosen."""

    menu_hook = MENU_HOOK
    copy_view_enabled = False
    list_per_page = 50

    def register_chooser_viewset(self):
        pass


class FigureViewSet(RevisedViewSet):
    model = Figure
    icon = "list-ol"
    menu_label = _("Figures of the indices")
    menu_order = 10
    list_display = [
        "index",
        Column("when", label=_("Year or period"), sort_key="year"),
        "territory",
        "score",
        "rank",
        "of",
        BooleanColumn("is_chosen", label=_("Shown")),
    ]
    list_filter = ["index", "territory", "year", "period_kind", "state", "is_chosen"]
    ordering = ["-year", "index__sort_order", "pk"]

    def get_queryset(self, request):
        return Figure.objects.select_related("index", "territory")


class OneStopReportViewSet(RevisedViewSet):
    model = OneStopReport
    icon = "table"
    menu_label = _("One-stop reports")
    menu_order = 20
    list_display = [
        "__str__",
        "starts_on",
        "ends_on",
        DateColumn("due_on", label=_("Report due on")),
        "source",
    ]
    list_filter = ["kind", "year"]
    ordering = ["-ends_on", "kind"]
