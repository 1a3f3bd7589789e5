"""What a report says of procedures."""

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cchc_wagtail.organisation.report_figures import Figure, Part, within

from .models import ProcedurePage


def figures_of_procedures(first, last):
    """Yield how many procedures are published at the end of a period, are new, were changed."""
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
