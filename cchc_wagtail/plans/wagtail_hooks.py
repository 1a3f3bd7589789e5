from django.contrib.auth.models import Permission
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.widgets.button import Button
from wagtail.snippets.models import register_snippet

from cchc_wagtail.editorial.rights import RightsMenuItem
from cchc_wagtail.mail.reminders import HOOK as REMINDERS_HOOK
from cchc_wagtail.organisation.models import is_confined
from cchc_wagtail.organisation.registers import MENU_HOOK
from cchc_wagtail.organisation.report_figures import HOOK as FIGURES_HOOK
from cchc_wagtail.search.kinds import HOOK as KINDS_HOOK
from cchc_wagtail.search.kinds import Kind, OnHome

from .home_panel import PlanPanel
from .models import PlanIndexPage, PlanPage
from .on_home import plan_of_the_year
from .reminders import remind_of_contents, remind_of_reports
from .report_figures import figures_of_plans, figures_of_publications
from .scope import plans_for
from .stakes import stake_of_plans
from .views.board import BoardView
from .views.briefing import BriefingView
from .views.contents import ContentView
from .views.from_file import FromFileView, may_fill
from .views.next_year import NextYearView
from .views.pieces import ServeView, may_serve
from .views.report_template import (
    ProposalView,
    SampleView,
    TemplateFileView,
    TemplateView,
)
from .views.reports import ReportFileView, ReportListView, ReportView
from .viewsets import ReportViewSet

register_snippet(ReportViewSet)


@hooks.register(KINDS_HOOK)
def register_plans():
    return Kind(
        "plan",
        gettext_lazy("Plans"),
        PlanPage,
        order=50,
        list_page=PlanIndexPage,
        on_home=OnHome("cchc_plans/_on_home.html", plan_of_the_year),
    )


@hooks.register("register_permissions")
def register_permissions():
    # Wagtail offers the others of a snippet, but not “view”.
    return Permission.objects.filter(content_type__app_label="cchc_plans", codename="view_report")


@hooks.register("register_admin_urls")
def register_plan_views():
    return [
        path("cchc/ke-hoach/", BoardView.as_view(), name="cchc_plans_board"),
        path("cchc/ke-hoach/<int:pk>/", BoardView.as_view(), name="cchc_plans_board"),
        path("cchc/ke-hoach/tu-tep/<int:pk>/", FromFileView.as_view(), name="cchc_plans_from_file"),
        path("cchc/ke-hoach/<int:pk>/nam-sau/", NextYearView.as_view(), name="cchc_plans_next"),
        path(
            "cchc/ke-hoach/<int:pk>/<uuid:key>/", ContentView.as_view(), name="cchc_plans_content"
        ),
        path("cchc/ke-hoach/bai/<int:pk>/", ServeView.as_view(), name="cchc_plans_serve"),
        path("cchc/giao-ban/", BriefingView.as_view(), name="cchc_plans_briefing"),
        path("cchc/bao-cao/mau/", TemplateView.as_view(), name="cchc_plans_template"),
        path("cchc/bao-cao/mau/tep/", TemplateFileView.as_view(), name="cchc_plans_template_file"),
        path(
            "cchc/bao-cao/mau/<int:pk>/tep/",
            TemplateFileView.as_view(),
            name="cchc_plans_template_file",
        ),
        path(
            "cchc/bao-cao/mau/<int:pk>/mau-thu/",
            SampleView.as_view(),
            name="cchc_plans_template_sample",
        ),
        path(
            "cchc/bao-cao/mau/<int:pk>/",
            ProposalView.as_view(),
            name="cchc_plans_template_proposal",
        ),
        path("cchc/bao-cao/", ReportListView.as_view(), name="cchc_plans_reports"),
        path("cchc/bao-cao/<int:pk>/", ReportView.as_view(), name="cchc_plans_report"),
        path(
            "cchc/bao-cao/<int:pk>/<str:form>/",
            ReportFileView.as_view(),
            name="cchc_plans_report_file",
        ),
    ]


@hooks.register(MENU_HOOK)
def register_board():
    return RightsMenuItem(
        BoardView.page_title, reverse("cchc_plans_board"), icon_name="tasks", order=60
    )


class ReportsMenuItem(RightsMenuItem):
    def is_shown(self, request):
        return super().is_shown(request) and not is_confined(request.user)


@hooks.register(MENU_HOOK)
def register_reports():
    return ReportsMenuItem(
        ReportListView.page_title, reverse("cchc_plans_reports"), icon_name="doc-full", order=65
    )


@hooks.register(MENU_HOOK)
def register_briefing():
    return ReportsMenuItem(
        BriefingView.page_title, reverse("cchc_plans_briefing"), icon_name="group", order=63
    )


@hooks.register("register_page_header_buttons")
def offer_to_say_what_it_serves(page, user, view_name, next_url=None):
    if may_serve(user, page) and plans_for(user).exists():
        address = reverse("cchc_plans_serve", args=[page.pk])
        yield Button(_("For the plan"), address, icon_name="tasks", priority=58)


@hooks.register("register_page_header_buttons")
def offer_the_board(page, user, view_name, next_url=None):
    if isinstance(page, PlanPage) and page.live:
        address = reverse("cchc_plans_board", args=[page.pk])
        yield Button(_("Board of the plan"), address, icon_name="tasks", priority=58)


@hooks.register("register_page_header_buttons")
def offer_to_read_a_file(page, user, view_name, next_url=None):
    if isinstance(page, PlanIndexPage | PlanPage) and may_fill(user, page):
        label = _("Contents from a file") if isinstance(page, PlanPage) else _("Plan from a file")
        address = reverse("cchc_plans_from_file", args=[page.pk])
        yield Button(label, address, icon_name="upload", priority=59)


@hooks.register("construct_homepage_panels")
def add_plan_panel(request, panels):
    panels.append(PlanPanel())


@hooks.register(REMINDERS_HOOK)
def remind(today):
    return remind_of_contents(today)


@hooks.register(REMINDERS_HOOK)
def remind_the_office(today):
    return remind_of_reports(today)


@hooks.register(FIGURES_HOOK)
def tell_what_was_published(first, last):
    return figures_of_publications(first, last)


@hooks.register(FIGURES_HOOK)
def tell_how_far_plans_are(first, last):
    return figures_of_plans(first, last)


# By its name: the room of indicators may be left out of a site, and then nobody asks.
@hooks.register("register_cchc_stake")
def tell_what_hangs_on_plans(year, today):
    return stake_of_plans(year, today)
