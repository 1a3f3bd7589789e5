from django.contrib.auth.models import Permission
from django.urls import path, reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from cchc_wagtail.organisation.registers import MENU_HOOK

from .choosing import choose
from .home import EngineBehindPanel
from .reports import QueriesView, preview
from .viewsets import SynonymViewSet

MAY_SEE_QUERIES = "cchc_search.view_loggedquery"


class QueriesMenuItem(MenuItem):
    def is_shown(self, request):
        return request.user.has_perm(MAY_SEE_QUERIES)


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
