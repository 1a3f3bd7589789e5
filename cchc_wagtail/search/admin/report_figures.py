"""What a report says of what readers look for; the log knows nobody."""

from django.db.models import Sum
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cchc_wagtail.organisation.report_figures import Figure, Part

from ..models import LoggedQuery

SHOWN = 10


def figures_of_searches(first, last):
    """Yield how often was searched in a period, and what was not found or not surely.

    The commonest queries stand first.
    """
    logged = LoggedQuery.objects.filter(day__gte=first, day__lte=last)
    nothing = logged.filter(total=0, is_near=False)
    near = logged.filter(is_near=True)
    address = reverse("cchc_search_queries")
    yield Figure(
        "search.searches",
        Part.SEARCH,
        _("Searches"),
        logged.aggregate(sum=Sum("count"))["sum"] or 0,
        address=address,
        rows=_commonest(logged),
    )
    yield Figure(
        "search.without_result",
        Part.SEARCH,
        _("Searches without a result"),
        nothing.aggregate(sum=Sum("count"))["sum"] or 0,
        address=f"{address}?outcome=nothing",
        rows=_commonest(nothing),
    )
    yield Figure(
        "search.near",
        Part.SEARCH,
        _("Searches with near results only"),
        near.aggregate(sum=Sum("count"))["sum"] or 0,
        address=f"{address}?outcome=near",
        rows=_commonest(near),
    )


def _commonest(logged):
    by_text = logged.order_by().values_list("folded").annotate(sum=Sum("count"))
    return tuple(by_text.order_by("-sum", "folded")[:SHOWN])
