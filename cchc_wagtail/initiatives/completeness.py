"""What an initiative lacks, by its status. Advice for editors: nothing is blocked by it.

The conditions are those of the Statute on Initiatives (Điều lệ Sáng kiến, Nghị định 13/2012/NĐ-CP):
new within the body, applied there at least on trial, of practical use (Điều 3, Điều 4); recognised
by a decision of the head of the body (Điều 7), asked for within a year of its first use (Điều 5).
"""

import datetime

from django.utils.translation import gettext as _

from cchc_wagtail import clock
from cchc_wagtail.language import format_date

from .amounts import amount_of, units_of
from .models import Adoption, InitiativePage, Status

#: So long before the year to ask for recognition is over it is pointed out.
AHEAD = datetime.timedelta(days=60)


def missing_in(page):
    return {"missing": list(what_is_missing(page))}


def what_is_missing(page: InitiativePage):
    """Yield a sentence for each thing that ``page``, as it is at hand, lacks."""
    if not page.problem:
        yield _("It is not said which problem it solves.")
    if not page.solution:
        yield _("It is not said what was done.")
    if not page.unit_id and not page.authors:
        yield _("It is not said who made it.")
    if not page.reform_field_id:
        yield _("No reform field is chosen: the gallery cannot filter by it.")
    if page.status == Status.IDEA:
        return
    yield from _of_use(page)
    yield from _of_effects(page)
    yield from _of_recognition(page)
    if not page.reusable_at:
        yield _("It is not said where else it can be used.")
    if page.status == Status.SPREAD and not _is_used_elsewhere(page):
        yield _("It is called spread, but no other unit has said yet that it uses it.")


def _of_use(page):
    if page.applied_on is None:
        yield _(
            "The day of its first use is missing: only what was applied, at least on trial, can be "
            "recognised (13/2012/NĐ-CP, Điều 3)."
        )
    elif page.status == Status.TRIAL:
        last = _a_year_after(page.applied_on)
        if last < clock.today():
            yield _(
                "The year in which its recognition can be asked for ended on %(day)s "
                "(13/2012/NĐ-CP, Điều 5)."
            ) % {"day": format_date(last)}
        elif last <= clock.today() + AHEAD:
            yield _("Its recognition has to be asked for by %(day)s (13/2012/NĐ-CP, Điều 5).") % {
                "day": format_date(last)
            }


def _a_year_after(day):
    try:
        return day.replace(year=day.year + 1)
    except ValueError:  # 29 February
        return day.replace(year=day.year + 1, day=28)


def _of_effects(page):
    effects = page.effect_list
    if not effects:
        yield _("No effect is measured: what was it before, and what is it now?")
    for effect in effects:
        lacking = [
            label
            for label, text in [(_("before"), effect["before"]), (_("after"), effect["after"])]
            if amount_of(text) is None
        ]
        of_effect = {"measure": effect["measure"]}
        if lacking:
            yield _("“%(measure)s” has no number: %(columns)s.") % {
                **of_effect,
                "columns": ", ".join(lacking),
            }
        units = units_of(effect["before"], effect["after"], effect["unit"])
        if len(units) > 1:
            yield _("“%(measure)s” is measured in different units: %(units)s.") % {
                **of_effect,
                "units": ", ".join(units),
            }
        elif not units and not lacking:
            yield _("“%(measure)s” has no unit of measure.") % of_effect
        if not effect["source"]:
            yield _("“%(measure)s” has no source.") % of_effect


def _of_recognition(page):
    if page.status == Status.RECOGNISED:
        if not page.decision_id and not page.decision_number:
            yield _("It is called recognised, but no decision is named (13/2012/NĐ-CP, Điều 7).")
        if not page.level:
            yield _("It is called recognised, but its level is not chosen.")
    elif page.is_recognised and not page.level:
        yield _("A decision is named, but the level of recognition is not chosen.")
    if page.level and not page.decision_id and not page.decision_number:
        if page.status != Status.RECOGNISED:
            yield _("A level of recognition is chosen, but no decision is named.")
    elif page.decision_number and not page.decided_on:
        yield _("The day of the decision is missing.")
    if page.decision is not None and page.shown_decision is None:
        yield _("The decision is registered but not published: readers do not see it yet.")


def _is_used_elsewhere(page):
    return Adoption.objects.confirmed().of_initiative(page).exists()
