"""What a report says of one-stop results."""

import datetime

from django.utils.translation import gettext_lazy as _

from cchc_wagtail.language import format_date
from cchc_wagtail.organisation.report_figures import Figure, Part

from .models import OneStopReport
from .one_stop.results import results

#: A year of reports is none of the calendar: it begins and ends about two weeks earlier.
NEAR = datetime.timedelta(days=20)


def figures_of_one_stop(first, last):
    """Yield cases received, solved, and the share solved in time; nothing where none is known.

    They are those of the reporting period that begins and ends nearest, and say its days.
    """
    reports = OneStopReport.objects.prefetch_related("rows__area")
    near = [
        result
        for result in results(reports).values()
        if abs(result.starts_on - first) <= NEAR and abs(result.ends_on - last) <= NEAR
    ]
    if not near:
        return
    result = min(near, key=lambda one: abs(one.ends_on - last))
    share = result.total.on_time_share
    days = {"first": format_date(result.starts_on), "last": format_date(result.ends_on)}
    yield Figure(
        "one_stop.received",
        Part.ONE_STOP,
        _("Cases received from %(first)s to %(last)s") % days,
        result.total.received,
    )
    yield Figure("one_stop.solved", Part.ONE_STOP, _("Cases solved"), result.total.solved)
    yield Figure(
        "one_stop.on_time",
        Part.ONE_STOP,
        _("Solved in time or before"),
        # Rounded down: 99.96 % is not all.
        None if share is None else float(share * 1000 // 1) / 10,
        "%",
    )
