"""The share of procedures published with all their parts, by the checks of their completeness."""

import datetime
from fractions import Fraction

from django.core.cache import cache
from django.db.models import Count, Max, Sum
from django.utils.translation import gettext as _
from wagtail.models import Locale

from cchc_wagtail import clock
from cchc_wagtail.language import format_date, slugify
from cchc_wagtail.organisation.computed_rates import ComputedRate
from cchc_wagtail.search.visibility import public_pages

from .models import ProcedurePage
from .totals import KEPT, RELATED, assess

#: How complete pages are is known for now alone: so long after its end a period may tell it.
NOW = datetime.timedelta(days=31)
#: Checks of the parts that Nghị định 63/2010/NĐ-CP, Điều 8, khoản 2, asks for.
PARTS = {
    "steps",
    "ways_to_hand_in",
    "papers",
    "time_limit",
    "who_may_use_it",
    "where_to_hand_in",
    "result",
    "forms",
    "fee",
}


def rate_of_complete_procedures(first, last):
    """Yield criterion 03 of 766/QĐ-TTg, mục II.1c, for a period that is not over or just ended."""
    today = clock.today()
    if not first <= today <= last + NOW:
        return
    pages = public_pages(ProcedurePage.objects.filter(locale=Locale.get_default()))
    state = pages.aggregate(count=Count("pk"), keys=Sum("pk"), last=Max("last_published_at"))
    key = slugify("-".join(str(value) for value in [*state.values(), today]))
    if count := state["count"]:
        complete = cache.get_or_set(f"cchc-all-parts-{key}", lambda: _complete(pages), KEPT)
        yield ComputedRate(
            "03",
            Fraction(complete, count),
            _("procedures with all parts / procedures published = %(complete)d / %(count)d")
            % {"complete": complete, "count": count},
            _("Pages of this site on %(day)s") % {"day": format_date(today)},
        )


def _complete(pages):
    pages = pages.select_related("unit").prefetch_related(*RELATED)
    keys = list(pages.values_list("pk", flat=True))
    return sum(
        not PARTS & {finding.check for finding in page.findings}
        for start in range(0, len(keys), 500)
        for page in assess(pages.filter(pk__in=keys[start : start + 500]))
    )
