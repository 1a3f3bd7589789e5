from django.contrib.auth.models import Permission
from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from cchc_wagtail.editorial.beginnings import HOOK as BEGINNINGS_HOOK
from cchc_wagtail.editorial.beginnings import begin_page
from cchc_wagtail.editorial.findings import HOOK as FINDINGS_HOOK
from cchc_wagtail.editorial.findings import Finding
from cchc_wagtail.imports.importer import HOOK as IMPORTER_HOOK
from cchc_wagtail.mail.daily import HOOK as DAILY_HOOK
from cchc_wagtail.mail.daily import DailyPart
from cchc_wagtail.mail.reminders import HOOK as REMINDERS_HOOK
from cchc_wagtail.open_forms.log_actions import register_steps
from cchc_wagtail.organisation.report_figures import HOOK as FIGURES_HOOK
from cchc_wagtail.search.kinds import HOOK as KINDS_HOOK
from cchc_wagtail.search.kinds import Kind, OnHome

from .api import InitiativesAPIViewSet
from .cards import cards_of
from .completeness import what_is_missing
from .feeds import InitiativeFeed
from .home_panel import InitiativesPanel
from .models import InitiativeIndexPage, InitiativePage, Proposal
from .on_home import newest_initiatives
from .proposing import forget, personal_data_in
from .records.importer import InitiativeImporter
from .reminders import remind_of_initiatives
from .report_figures import figures_of_initiatives
from .stakes import stake_of_initiatives
from .viewsets import AdoptionViewSet, ProposalViewSet

LOG_ACTIONS = {
    "take_up": (_("Take up"), _("Draft of an initiative begun")),
    "decline": (_("Close"), _("Not taken up")),
}

#: Asked for by the room of indices alone, where a site has it.
hooks.register("register_cchc_stake", stake_of_initiatives)
hooks.register(FIGURES_HOOK, figures_of_initiatives)
hooks.register(REMINDERS_HOOK, remind_of_initiatives)


@hooks.register("register_permissions")
def register_permissions():
    return Permission.objects.filter(
        content_type__app_label="cchc_initiatives",
        codename__in=["change_proposal", "change_adoption"],
    )


@hooks.register("register_admin_viewset")
def register_viewsets():
    return [ProposalViewSet(), AdoptionViewSet()]


@hooks.register("construct_homepage_panels")
def add_initiatives_panel(request, panels):
    if InitiativesPanel.is_for(request.user):
        panels.append(InitiativesPanel())


@hooks.register(BEGINNINGS_HOOK, order=40)
def write_an_initiative(user):
    return begin_page(user, InitiativePage, _("Submit an initiative"), "pick")


@hooks.register(FINDINGS_HOOK)
def find_what_is_missing(content):
    if isinstance(content, InitiativePage):
        for found in personal_data_in(content):
            text = f"“{found.text}”: {found.kind}"
            yield Finding(_("Personal data"), text, needs_reason=True)
        for text in what_is_missing(content):
            yield Finding(_("What is missing"), text)


@hooks.register(IMPORTER_HOOK)
def register_initiative_importer():
    return InitiativeImporter


@hooks.register(KINDS_HOOK)
def register_initiatives():
    return Kind(
        "initiative",
        _("Initiatives and good models"),
        InitiativePage,
        order=60,
        feed=InitiativeFeed,
        api=InitiativesAPIViewSet,
        asks_if_useful=True,
        list_page=InitiativeIndexPage,
        on_home=OnHome("cchc_initiatives/_on_home.html", newest_initiatives),
        cards=cards_of,
    )


@hooks.register(DAILY_HOOK, order=605)
def forget_senders():
    return DailyPart("proposals", _("Personal data of proposals"), _forget)


def _forget(today):
    return f"personal data removed from {forget()} proposals"


@hooks.register("register_log_actions")
def register_proposal_actions(actions):
    register_steps(actions, Proposal, LOG_ACTIONS)
