from django.contrib.auth.models import Permission
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from cchc_wagtail.mail.daily import HOOK as DAILY_HOOK
from cchc_wagtail.mail.daily import DailyPart
from cchc_wagtail.organisation.registers import MENU_HOOK
from cchc_wagtail.organisation.report_figures import HOOK as FIGURES_HOOK

from .admin.choosing import choose
from .admin.home_panel import EngineBehindPanel
from .admin.report_figures import figures_of_searches
from .admin.reports import MAY_SEE_QUERIES, QueriesView, preview
from .admin.viewsets import SynonymViewSet
from .engines import remote_engine
from .index.delivery import bring_all
from .log import forget_old_queries


class QueriesMenuItem(MenuItem):
    def is_shown(self, request):
        return request.user.has_perm(MAY_SEE_QUERIES)


@hooks.register(DAILY_HOOK, order=200)
def bring_to_the_search_server():
    return DailyPart("search-server", _("What the search server missed"), _bring)


@hooks.register(DAILY_HOOK, order=700)
def forget_searches():
    return DailyPart("searches", _("What people searched for"), _forget)


def _bring(today):
    if remote_engine() is None:
        return "there is no search server"
    return f"{bring_all()} entries brought"


def _forget(today):
    return f"{forget_old_queries()} old searches removed"


@hooks.register("register_admin_viewset")
def register_synonyms():
    return SynonymViewSet()


@hooks.register("register_permissions")
def register_permissions():
    return Permission.objects.filter(
        content_type__app_label="cchc_search",
        codename__in=["view_loggedquery", "add_synonym", "change_synonym", "delete_synonym"],
    )


@hooks.register("register_admin_urls")
def register_search_urls():
    address = "cchc/nguoi-dan-tim-gi/"
    return [
        path(address, QueriesView.as_view(), name=QueriesView.index_url_name),
        path(
            f"{address}results/",
            QueriesView.as_view(results_only=True),
            name=QueriesView.index_results_url_name,
        ),
        path("cchc/chon/<slug:kind>/", choose, name="cchc_search_choose"),
        path("cchc/tu-dong-nghia-thu/", preview, name="cchc_search_preview"),
    ]


@hooks.register(MENU_HOOK)
def register_queries_report():
    address = f"{reverse(QueriesView.index_url_name)}?outcome=nothing&days=30"
    return QueriesMenuItem(QueriesView.page_title, address, icon_name="search", order=730)


@hooks.register("construct_homepage_panels")
def add_engine_behind(request, panels):
    if request.user.has_perm(MAY_SEE_QUERIES):
        panels.append(EngineBehindPanel())


@hooks.register(FIGURES_HOOK)
def tell_figures(first, last):
    return figures_of_searches(first, last)
