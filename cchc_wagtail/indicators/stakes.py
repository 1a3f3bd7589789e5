"""Points of the PAR INDEX that hang on what this site knows of: held, lost, or still to be won.

The criteria are those of 876/QĐ-BNV of 10/11/2022, Bảng 2, which count for the province as a whole;
what is told here is the part of the department. Other rooms, and a site, tell theirs by a hook.
"""

import datetime
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks

from cchc_wagtail.language import format_date
from cchc_wagtail.organisation.reporting_periods import CLOSING_RULES, Period, PeriodKind
from cchc_wagtail.search.models import SearchEntry

from .models import OneStopReport, results
from .one_stop.rules import sum_of
from .one_stop.words import period_in_words, share_in_words

#: Functions that take a year and today, and return a ``Stake``.
HOOK = "register_cchc_stake"
#: So many days before a report is due it is pointed out.
AHEAD = datetime.timedelta(days=30)
#: Criterion 3.4.1: below this share of cases solved in time there is no point.
LEAST_ON_TIME = Decimal("0.95")


class State(TextChoices):
    HELD = "held", gettext_lazy("Held")
    LOST = "lost", gettext_lazy("Lost")
    OPEN = "open", gettext_lazy("Still to be won")


@dataclass(frozen=True)
class Stake:
    """A criterion: its number and name there, the most points, those held now, and why.

    ``warning`` says what has to be done, and by when, before points are lost; empty where nothing.
    """

    code: str
    name: str
    maximum: Decimal
    held: Decimal
    state: State
    reason: str
    warning: str = ""


def stakes(year: int, today: datetime.date) -> list[Stake]:
    """Return all stakes of ``year`` as things stand on ``today``, in the order of the criteria."""
    told = [function(year, today) for function in hooks.get_hooks(HOOK)]
    return sorted(told, key=lambda one: [int(part) for part in one.code.split(".")])


def reports_in_time(year, today):
    """Criterion 1.2: all or nothing, with the first report that is missing after its day."""
    rule = CLOSING_RULES["09-2019"]
    known = results(OneStopReport.objects.filter(year=year))
    periods = Period(PeriodKind.YEAR, year).parts(PeriodKind.QUARTER)
    missing = [period for period in periods if period not in known]
    late = [period for period in missing if rule.due_day(period) < today]
    near = [period for period in missing if today <= rule.due_day(period) <= today + AHEAD]
    maximum = Decimal("0.5")
    if late:
        names = ", ".join(period_in_words(period) for period in late)
        state, reason = State.LOST, _("No figures have been entered for: %s.") % names
    elif missing:
        state, reason = State.OPEN, _("All reports due so far have their figures.")
    else:
        state, reason = State.HELD, _("All reports of the year have their figures.")
    warning = ""
    if near:
        warning = _("The report for %(period)s is due on %(day)s.") % {
            "period": period_in_words(near[0]),
            "day": format_date(rule.due_day(near[0])),
        }
    held = maximum if state == State.HELD else Decimal(0)
    return Stake("1.2", _("Periodic reports on reform"), maximum, held, state, reason, warning)


def other_forms(year, today):
    """Criterion 1.4, second half: communication by other forms than the mass media."""
    count = SearchEntry.objects.filter(kind="article", date__year=year).count()
    maximum = Decimal("0.5")
    return Stake(
        "1.4",
        _("Communication by other forms than the mass media"),
        maximum,
        maximum if count else Decimal(0),
        State.HELD if count else State.OPEN,
        _("Articles published here this year: %d.") % count,
        "" if count else _("Nothing has been published this year yet."),
    )


def solved_on_time(year, today):
    """Criterion 3.4.1: the share solved in time, nothing below 95 %.

    It warns when another month like the last one would bring the year below.
    """
    reports = OneStopReport.objects.filter(year=year).prefetch_related("rows__area")
    rows = [report.total for report in reports.order_by("ends_on") if report.kind == "month"]
    rows = rows or [r.total for r in reports.order_by("ends_on") if r.kind == "quarter"]
    maximum = Decimal("1.5")
    name = _("Cases solved on time")
    total = sum_of(rows)
    share = total.on_time_share
    if share is None:
        reason = _("No results of this year have been entered yet.")
        return Stake("3.4.1", name, maximum, Decimal(0), State.OPEN, reason)
    reason = _("%(share)s on time or early so far: %(late)d of %(solved)d were late.") % {
        "share": share_in_words(total),
        "late": total.late,
        "solved": total.solved,
    }
    if share < LEAST_ON_TIME:
        return Stake("3.4.1", name, maximum, Decimal(0), State.LOST, reason)
    after = sum_of([total, rows[-1]]).on_time_share
    warning = ""
    if after < LEAST_ON_TIME:
        warning = _("Another period like the last one brings the year below 95 %, and all is lost.")
    held = round(maximum * share.numerator / share.denominator, 2)
    return Stake("3.4.1", name, maximum, held, State.HELD, reason, warning)
