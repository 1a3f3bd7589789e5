from django.urls import path, reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from cchc_wagtail.imports.importer import HOOK
from cchc_wagtail.organisation.registers import MENU_HOOK

from .importers import ProcedureImporter
from .reports import CompletenessReportView


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


class CompletenessMenuItem(MenuItem):
    def is_shown(self, request):
        policy = CompletenessReportView.permission_policy
        return policy.user_has_any_permission(request.user, ["change", "publish"])


@hooks.register(MENU_HOOK)
def register_completeness_report():
    view = CompletenessReportView
    return CompletenessMenuItem(
        view.page_title, reverse(view.index_url_name), icon_name="clipboard-list", order=700
    )
