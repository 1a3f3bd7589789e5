"""What a report says of procedures."""

import datetime

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cchc_wagtail import clock
from cchc_wagtail.organisation.report_figures import Figure, Part, within

from .models import ProcedurePage
from .totals import totals_of

#: How complete pages are is known for now alone: so long after its end a period may tell it.
NOW = datetime.timedelta(days=31)


def figures_of_procedures(first, last):
    """Yield how many procedures were published for the first time in a period, and were changed.

    Then how complete they are, of a period that is not over or has just ended.
    """
    live = ProcedurePage.objects.live()
    address = reverse("cchc_procedures:index")
    new = live.filter(within("first_published_at", first, last))
    changed = live.filter(within("last_published_at", first, last)).exclude(pk__in=new.values("pk"))
    by_area = new.values_list("thematic_area__name").annotate(count=Count("pk"))
    yield Figure(
        "procedures.new",
        Part.PROCEDURES,
        _("Procedures published for the first time"),
        new.count(),
        address=address,
        rows=tuple((name or "–", count) for name, count in by_area.order_by("-count")[:10]),
    )
    yield Figure(
        "procedures.changed",
        Part.PROCEDURES,
        _("Procedures brought up to date"),
        changed.count(),
        address=address,
    )
    if not first <= clock.today() <= last + NOW:
        return
    units, faults = totals_of(live)
    count = sum(number for _unit, number, _score in units)
    score = sum(number * score for _unit, number, score in units)
    yield Figure(
        "procedures.complete",
        Part.PROCEDURES,
        _("Complete, on the average, by what citizens look for"),
        round(score / count, 1) if count else None,
        "%",
        reverse("cchc_procedures_completeness"),
        rows=tuple((name, number) for name, number in faults),
    )
