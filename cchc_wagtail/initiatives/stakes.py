"""What hangs on initiatives in the PAR INDEX: criterion 1.5 of 876/QĐ-BNV of 10/11/2022, Bảng 2."""

import datetime
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .models import InitiativePage, Status

#: Initiatives or new solutions in the year → points; more than three give no more.
POINTS = {0: Decimal(0), 1: Decimal("1.00"), 2: Decimal("1.50"), 3: Decimal("2.00")}
WANTED = max(POINTS)
MAXIMUM = POINTS[WANTED]
#: So long before the end of the year it is pointed out what is still missing.
AHEAD = datetime.timedelta(days=90)


def stake_of_initiatives(year, today):
    """Return the ``Stake`` of the new initiatives of ``year``; a mere idea is none."""
    from cchc_wagtail.indicators.stakes import Stake, State

    new = InitiativePage.objects.live().filter(year=year).exclude(status=Status.IDEA)
    # One in several languages is one.
    count = new.values("translation_key").distinct().count()
    missing = max(0, WANTED - count)
    is_over = today.year > year
    state = State.LOST if missing and is_over else State.OPEN if missing else State.HELD
    reason = ngettext(
        "%(count)d initiative or new solution of the year is published here.",
        "%(count)d initiatives or new solutions of the year are published here.",
        count,
    ) % {"count": count}
    warning = ""
    if missing and datetime.date(year, 12, 31) - AHEAD <= today and not is_over:
        warning = ngettext(
            "%(count)d more is needed by the end of the year for all points.",
            "%(count)d more are needed by the end of the year for all points.",
            missing,
        ) % {"count": missing}
    return Stake(
        "1.5",
        _("Renewal and creativity in carrying out the reform"),
        MAXIMUM,
        POINTS[min(count, WANTED)],
        state,
        reason,
        warning,
    )
