from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.staticfiles import versioned_static
from wagtail.admin.widgets.button import Button

from cchc_wagtail.editorial.beginnings import HOOK as BEGINNINGS_HOOK
from cchc_wagtail.editorial.beginnings import Beginning
from cchc_wagtail.editorial.findings import HOOK as FINDINGS_HOOK
from cchc_wagtail.editorial.findings import Finding
from cchc_wagtail.editorial.permissions import page_policy
from cchc_wagtail.editorial.rights import RightsMenuItem
from cchc_wagtail.imports.importer import HOOK
from cchc_wagtail.organisation.computed_rates import HOOK as RATES_HOOK
from cchc_wagtail.organisation.models import is_confined, units_of
from cchc_wagtail.organisation.registers import MENU_HOOK
from cchc_wagtail.organisation.report_figures import HOOK as FIGURES_HOOK
from cchc_wagtail.search.admin.reports import ACTIONS_HOOK
from cchc_wagtail.search.kinds import HOOK as KINDS_HOOK
from cchc_wagtail.search.kinds import Kind, OnHome

from .answers import cards_of, fact_of
from .api import ProceduresAPIViewSet
from .completeness import findings_of
from .computed_rates import rate_of_complete_procedures
from .feeds import ProcedureFeed
from .filters import LEVELS
from .home_panel import ProceduresPanel
from .models import ProcedureIndexPage, ProcedurePage
from .on_home import frequent_procedures
from .records.importer import ProcedureImporter
from .report_figures import figures_of_procedures
from .views.completeness import CompletenessReportView
from .views.naming import NameView, may_name
from .views.withdrawal import WithdrawView, may_take_down
from .viewsets import ProcedureListViewSet


@hooks.register("register_admin_viewset")
def register_procedures():
    return ProcedureListViewSet()


@hooks.register("register_admin_urls")
def register_withdrawal():
    return [
        path("cchc/thu-tuc/<int:pk>/ngung/", WithdrawView.as_view(), name="cchc_withdraw"),
        path("cchc/thu-tuc/ten-khac/", NameView.as_view(), name="cchc_name_procedure"),
    ]


@hooks.register(ACTIONS_HOOK)
def offer_to_name(user):
    if may_name(user):
        return _("Add as a name of a procedure"), reverse("cchc_name_procedure")


@hooks.register("register_page_header_buttons")
def offer_to_take_down(page, user, view_name, next_url=None):
    if isinstance(page, ProcedurePage) and may_take_down(page, user):
        address = reverse("cchc_withdraw", args=[page.pk])
        yield Button(_("Suspend or repeal"), address, icon_name="download-alt", priority=55)


@hooks.register("before_unpublish_page")
def ask_why(request, page):
    """A procedure is not taken down without a reason."""
    if isinstance(page.specific, ProcedurePage) and page.live:
        return redirect("cchc_withdraw", page.pk)


@hooks.register("before_bulk_action")
def ask_why_one_by_one(request, action_type, objects, action_class_instance):
    if action_type != "unpublish":
        return None
    if any(isinstance(page.specific, ProcedurePage) for page in objects):
        text = _("Take procedures down one at a time: each needs its reason.")
        messages.error(request, text)
        return redirect(action_class_instance.next_url)


@hooks.register("before_edit_page")
def tell_a_copy_what_to_change(request, page):
    if request.method == "GET" and isinstance(page, ProcedurePage) and not page.live:
        draft = page.get_latest_revision_as_object()
        if not draft.standing and draft.live_twin:
            messages.warning(request, draft.twin_message)


@hooks.register("construct_homepage_panels")
def add_procedures_panel(request, panels):
    if is_confined(request.user) and units_of(request.user):
        panels.append(ProceduresPanel())


@hooks.register(BEGINNINGS_HOOK, order=30)
def update_a_procedure(user):
    if page_policy().user_has_permission(user, "change"):
        yield Beginning(_("Update a procedure"), reverse("cchc_procedures:index"), "list-ul")


@hooks.register(FINDINGS_HOOK)
def find_missing_facts(content):
    if isinstance(content, ProcedurePage):
        for finding in findings_of(content):
            yield Finding(_("What citizens would miss"), finding.message)


hooks.register(RATES_HOOK, rate_of_complete_procedures)


@hooks.register(HOOK)
def register_procedure_importer():
    return ProcedureImporter


@hooks.register("register_admin_urls")
def register_completeness_urls():
    address, view = "cchc/muc-do-day-du/", CompletenessReportView
    return [
        path(address, view.as_view(), name=view.index_url_name),
        path(
            f"{address}results/",
            view.as_view(results_only=True),
            name=view.index_results_url_name,
        ),
    ]


class CompletenessMenuItem(RightsMenuItem):
    def is_shown(self, request):
        policy = page_policy()
        may = policy.user_has_any_permission(request.user, ["change", "publish"])
        return may and super().is_shown(request)


@hooks.register(MENU_HOOK)
def register_completeness_report():
    view = CompletenessReportView
    return CompletenessMenuItem(
        view.page_title, reverse(view.index_url_name), icon_name="clipboard-list", order=700
    )


@hooks.register(KINDS_HOOK)
def register_kind():
    return Kind(
        "procedure",
        gettext_lazy("Procedures"),
        ProcedurePage,
        order=10,
        feed=ProcedureFeed,
        api=ProceduresAPIViewSet,
        asks_if_useful=True,
        is_service=True,
        list_page=ProcedureIndexPage,
        on_home=OnHome("cchc_procedures/_on_home.html", frequent_procedures),
        fact=fact_of,
        cards=cards_of,
        labels={"level": dict(LEVELS)},
    )


@hooks.register(FIGURES_HOOK)
def tell_figures(first, last):
    return figures_of_procedures(first, last)


@hooks.register("insert_editor_js")
def take_pasted_rows():
    script = versioned_static("cchc_procedures/paste-rows.js")
    return format_html('<script src="{}" defer></script>', script)
