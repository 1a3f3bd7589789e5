"""An index or the one-stop results in the midst of another page: the chart, kept till it changes.

What they say in words is the summary of their search entry. Both follow the registers
(``signal_handlers``).
"""

from itertools import chain, zip_longest

from django.utils.safestring import mark_safe
from django.utils.translation import get_language
from wagtail.models import Page

from cchc_wagtail import __version__
from cchc_wagtail.frontend.charts import can_draw

from .models.charts import StoredChart, keep

SIZES = ("wide", "narrow")


def insets(keys):
    """Return key → what the template is given, for the ``keys`` of pages; one query if all is kept.

    That a page has nothing to draw is kept too, as an empty chart.
    """
    if not can_draw():
        return {}
    names = {key: [f"{_prefix(key)}{get_language()}-{size}" for size in SIZES] for key in keys}
    kept = StoredChart.objects.filter(
        name__in=chain.from_iterable(names.values()), fingerprint=__version__
    )
    charts = dict(kept.values_list("name", "svg"))
    missing = [key for key in keys if not charts.keys() >= set(names[key])]
    for page in Page.objects.filter(pk__in=missing).specific() if missing else ():
        drawn = dict(zip_longest(names[page.pk], page.charts_in_short(), fillvalue=""))
        keep(StoredChart(name=name, fingerprint=__version__, svg=drawn[name]) for name in drawn)
        charts |= drawn
    return {
        key: {"charts": [mark_safe(charts[name]) for name in names[key] if charts.get(name)]}
        for key in keys
    }


def forget_inset(page):
    """Have the chart of ``page`` drawn anew when it is shown next."""
    StoredChart.objects.filter(name__startswith=_prefix(page.pk)).delete()


def _prefix(key):
    return f"inset-{key}-"
