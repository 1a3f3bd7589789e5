"""What hangs on the plan in the PAR INDEX: criterion 1.1 of 876/QĐ-BNV of 10/11/2022, Bảng 2."""

from decimal import Decimal

from django.utils.translation import gettext as _

from .counting import lines_of, summary_of
from .models import PlanPage
from .progress import today_within

MAXIMUM = Decimal("1.5")
#: Below this share of what the plan has there is no point.
LEAST = Decimal("0.8")


def stake_of_plans(year, today):
    """Return the ``Stake`` of the plans of ``year``: points in proportion, none below 80 %."""
    from cchc_wagtail.indicators.stakes import Stake, State

    lines = []
    for plan in PlanPage.objects.live().filter(begins_on__year=year):
        day = min(today, today_within(plan.begins_on, plan.ends_on))
        lines += lines_of(plan, today=day)
    summary = summary_of(lines)
    share = Decimal(summary.finished) / summary.total if summary.total else Decimal(0)
    held = (MAXIMUM * share).quantize(Decimal("0.01")) if share >= LEAST else Decimal(0)
    is_over = bool(lines) and today.year > year
    state = State.HELD if share >= LEAST else State.LOST if is_over else State.OPEN
    reason = _("%(done)d of %(all)d contents of the plan are done.") % {
        "done": summary.finished,
        "all": summary.total,
    }
    open_lines = [line for line in lines if not line.progress.is_finished]
    warning = ""
    if share < LEAST and not is_over and open_lines:
        warning = _("Below 80 %% there is no point: %(count)d contents are still to be done.") % {
            "count": len(open_lines)
        }
    return Stake("1.1", _("Carrying out the plan"), MAXIMUM, held, state, reason, warning)
