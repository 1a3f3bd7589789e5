from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import Menu, MenuItem, SubmenuMenuItem
from wagtail.admin.widgets import ListingButton
from wagtail.snippets.models import register_snippet

from cchc_wagtail.imports.importer import HOOK as IMPORTER_HOOK
from cchc_wagtail.organisation.models import is_confined
from cchc_wagtail.organisation.registers import MENU_HOOK as REFORM_MENU_HOOK
from cchc_wagtail.organisation.report_figures import ANNEXES_HOOK
from cchc_wagtail.organisation.report_figures import HOOK as FIGURES_HOOK
from cchc_wagtail.search.kinds import HOOK as KINDS_HOOK
from cchc_wagtail.search.kinds import Inset, Kind, OnHome

from .api import IndicesAPIViewSet
from .feeds import IndexFeed
from .insets import insets
from .models import Figure, IndexListPage, IndexPage, OneStopPage, OneStopReport
from .on_home import in_order, that_say_something
from .records.figures import FigureImporter
from .records.one_stop import OneStopImporter
from .report_figures import figures_of_indices, figures_of_one_stop, form_of_one_stop
from .stakes import HOOK as STAKES_HOOK
from .stakes import other_forms, reports_in_time, solved_on_time
from .views.forms import one_stop_form
from .views.sources import ChooseSourceView
from .views.stakes import StakesView
from .viewsets import (
    MENU_HOOK,
    FigureViewSet,
    IndexViewSet,
    MeasureViewSet,
    MethodVersionViewSet,
    OneStopReportViewSet,
    TerritoryViewSet,
)

register_snippet(FigureViewSet)
register_snippet(OneStopReportViewSet)


@hooks.register(IMPORTER_HOOK)
def register_figure_importer():
    return FigureImporter


@hooks.register(IMPORTER_HOOK)
def register_one_stop_importer():
    return OneStopImporter


@hooks.register("register_admin_urls")
def register_form_urls():
    return [
        path(
            "cchc/mot-cua/<int:pk>/bieu-ii-06a.<slug:form>",
            one_stop_form,
            name="cchc_indicators_form",
        ),
        path(
            "cchc/so-lieu-chi-so/<int:pk>/nguon/",
            ChooseSourceView.as_view(),
            name="cchc_indicators_choose_source",
        ),
        path("cchc/diem-par-index/", StakesView.as_view(), name="cchc_indicators_stakes"),
    ]


@hooks.register("register_snippet_listing_buttons")
def add_listing_buttons(snippet, user, next_url=None):
    if isinstance(snippet, Figure) and not snippet.is_chosen:
        yield ListingButton(
            _("Choose among sources"),
            reverse("cchc_indicators_choose_source", args=[snippet.pk]),
            icon_name="order",
            priority=60,
        )
    if isinstance(snippet, OneStopReport):
        for form in ("xlsx", "docx"):
            yield ListingButton(
                _("Form II.06a (%s)") % form.upper(),
                reverse("cchc_indicators_form", args=[snippet.pk, form]),
                icon_name="download",
                priority=60,
            )


@hooks.register("register_admin_viewset")
def register_viewsets():
    return [IndexViewSet(), MethodVersionViewSet(), TerritoryViewSet(), MeasureViewSet()]


@hooks.register(REFORM_MENU_HOOK)
def register_menu():
    return SubmenuMenuItem(
        _("Indices and one-stop results"),
        Menu(register_hook_name=MENU_HOOK),
        name="cchc-indicators",
        icon_name="order",
        order=120,
    )


for stake in (reports_in_time, other_forms, solved_on_time):
    hooks.register(STAKES_HOOK, stake)


class StakesMenuItem(MenuItem):
    def is_shown(self, request):
        return not is_confined(request.user)


@hooks.register(MENU_HOOK)
def register_stakes():
    address = reverse("cchc_indicators_stakes")
    return StakesMenuItem(StakesView.page_title, address, icon_name="warning", order=5)


@hooks.register(KINDS_HOOK)
def register_indices():
    return Kind(
        "index",
        _("Reform indices"),
        IndexPage,
        order=70,
        feed=IndexFeed,
        api=IndicesAPIViewSet,
        list_page=IndexListPage,
        on_home=OnHome("cchc_indicators/_indices_on_home.html", in_order, newest=20),
        inset=Inset("cchc_indicators/_inset.html", insets),
    )


@hooks.register(KINDS_HOOK)
def register_one_stop():
    return Kind(
        "one-stop",
        _("One-stop results"),
        OneStopPage,
        order=80,
        list_page=OneStopPage,
        on_home=OnHome("cchc_indicators/_one_stop_on_home.html", that_say_something, newest=2),
        inset=Inset("cchc_indicators/_inset.html", insets),
    )


@hooks.register(FIGURES_HOOK)
def tell_figures(first, last):
    return figures_of_one_stop(first, last)


@hooks.register(FIGURES_HOOK)
def tell_of_indices(first, last):
    return figures_of_indices(first, last)


@hooks.register(ANNEXES_HOOK)
def hand_over_the_form(first, last):
    return form_of_one_stop(first, last)
