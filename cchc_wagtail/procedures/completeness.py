"""Gaps that a citizen would find in a procedure. Advice for editors: nothing is blocked by it.

Each check takes a ``ProcedurePage`` and returns a message for its editor, or None where nothing is
missing. ``CHECKS`` is the list of them, the weightiest first.
"""

from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from .fees import AS_IN_SOURCE


class Finding(NamedTuple):
    """A gap: the name of the check, and a message in the editor's language."""

    check: str
    message: str


def where_to_hand_in(page):
    if not page.receiving_agency:
        return _("No body is named that takes the papers.")


def receiving_address(page):
    if not page.receiving_address and not (page.unit and page.unit.address):
        return _("No address is given where the papers are handed in.")


def bodies_that_ended(page):
    if ended := page.ended_bodies:
        return _("A body that no longer exists is named: %(bodies)s.") % {
            "bodies": ", ".join(body.name for body in ended)
        }


def checked_within_a_year(page):
    if page.is_old:
        return _("Nobody has compared it with the law for a year.")


def who_may_use_it(page):
    if not page.audience_list:
        return _("It is not said for whom the procedure is.")


def ways_to_hand_in(page):
    if not page.channel_list:
        return _("No way to hand in is given: in person, online or by post.")


def time_limit(page):
    without = [str(channel) for channel in page.channel_list if not channel.limits]
    if without:
        return _("No time limit is stated for: %(ways)s.") % {"ways": ", ".join(without)}


def unit_of_time(page):
    without = [
        str(channel)
        for channel in page.channel_list
        if any(not limit.get("unit") for limit in channel.limits)
    ]
    if without:
        return _("The time limit has no unit (hours, days, working days, months): %(ways)s.") % {
            "ways": ", ".join(without)
        }


def fee(page):
    without = [str(channel) for channel in page.channel_list if not channel.charges]
    if without:
        return _(
            "No fee is stated for: %(ways)s. Where nothing is to be paid, write “Miễn phí”."
        ) % {"ways": ", ".join(without)}


def fee_that_ended(page):
    ended = [str(channel) for channel in page.channel_list if channel.ended_charges]
    if ended:
        return _(
            "A fee is no longer shown, because its own words say that it has ended: %(ways)s."
        ) % {"ways": ", ".join(ended)}


def glued_facts(page):
    said = AS_IN_SOURCE.partition("%")[0]
    glued = [
        str(channel)
        for channel in page.channel_list
        if said in channel.note or any(said in fee["amount"] for fee in channel.charges)
    ]
    if glued:
        return _("Time limit and fee could not be told apart in the source: %(ways)s.") % {
            "ways": ", ".join(glued)
        }


def online_address(page):
    if page.is_online and not page.online_address:
        return _("It can be handed in online, but the address of the online service is missing.")


def online_level(page):
    if page.online_channel and not page.online_channel.online_level:
        return _("It is not said whether everything or only part of it is done online.")


def papers(page):
    if not any(case.value["papers"] for case in page.dossier):
        return _("No papers are listed.")


def forms(page):
    named = [
        paper.get("form_name")
        for case in page.dossier
        for paper in case.value["papers"]
        if paper.get("form_name") and not paper.get("form_file")
    ]
    named = list(dict.fromkeys(named))
    if named:
        shown = ", ".join(named[:3]) + ("…" if len(named) > 3 else "")
        return ngettext(
            "%(count)d form is named but not attached: %(forms)s.",
            "%(count)d forms are named but not attached: %(forms)s.",
            len(named),
        ) % {"count": len(named), "forms": shown}


def steps(page):
    if not page.steps:
        return _("No steps are described.")


def result(page):
    if not page.results:
        return _("It is not said what the citizen gets in the end.")


def legal_basis(page):
    if not page.legal_basis_list:
        return _("No legal basis is given.")


def law_in_force(page):
    lapsed = [
        str(basis)
        for basis in page.legal_basis_list
        if basis.published_document and basis.published_document.legal_force.has_lapsed
    ]
    if lapsed:
        return _("A legal basis is no longer in force: %(documents)s.") % {
            "documents": ", ".join(lapsed)
        }


def summary(page):
    if not page.summary:
        return _("The summary for citizens is empty: who this is for and what they get.")


def unit_in_charge(page):
    if not page.unit:
        return _("No unit is in charge: citizens do not know whom to ask.")


def last_checked(page):
    if not page.checked_on:
        return _("Nobody has noted when the page was last compared with the law.")


#: Check → how the report counts it.
NAMES = {
    "unit_of_time": gettext_lazy("Time limit without a unit"),
    "fee_that_ended": gettext_lazy("Fee that has ended"),
    "glued_facts": gettext_lazy("Time limit and fee not told apart"),
    "online_address": gettext_lazy("Handed in online, address missing"),
    "forms": gettext_lazy("Form named, file missing"),
    "bodies_that_ended": gettext_lazy("Names a body that no longer exists"),
    "checked_within_a_year": gettext_lazy("Not checked for a year"),
}

CHECKS = [
    where_to_hand_in,
    ways_to_hand_in,
    time_limit,
    unit_of_time,
    fee,
    fee_that_ended,
    glued_facts,
    papers,
    law_in_force,
    bodies_that_ended,
    receiving_address,
    forms,
    steps,
    result,
    online_address,
    online_level,
    who_may_use_it,
    legal_basis,
    unit_in_charge,
    summary,
    last_checked,
    checked_within_a_year,
]


def findings_of(page):
    """Return the ``Finding`` list of ``page``, as it is at hand, saved or not."""
    found = [(check, check(page)) for check in CHECKS]
    return [Finding(check.__name__, message) for check, message in found if message]


def score_of(findings):
    """Return how complete a page with ``findings`` is, in whole per cent of the checks."""
    return round(100 * (len(CHECKS) - len(findings)) / len(CHECKS))
