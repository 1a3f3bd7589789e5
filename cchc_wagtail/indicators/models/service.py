"""Fetches what the service index of 766/QĐ-TTg is read from."""

from django.db.models import Prefetch, prefetch_related_objects
from django.utils.translation import get_language

from cchc_wagtail.organisation.computed_rates import computed_rates

from ..service_reading import RULE, ServiceReading
from ..sources import with_other_sources
from .charts import drawn
from .figures import ComponentFigure
from .indices import Component
from .one_stop import KIND_LABELS, OneStopReport, results


def counts_rates(index):
    """Tell whether a method of ``index`` counts rates of criteria in groups."""
    prefetch_related_objects([index], "versions")
    return any(version.counts_rates for version in index.versions.all())


def service_reading(index, figures):
    """Return the ``ServiceReading`` of an ``index`` that counts rates, with our ``figures``."""
    components = Component.objects.order_by("sort_order", "pk")
    versions = list(index.versions.all())
    prefetch_related_objects(versions, Prefetch("components", components))
    figures = list(figures)
    scores = ComponentFigure.objects.select_related("component")
    prefetch_related_objects(figures, Prefetch("component_figures", scores))
    reported = results(OneStopReport.objects.all())
    return ServiceReading(index, versions, with_other_sources(figures), reported)


def service_context(reading, asked):
    """Return what the page of the index shows of the period ``asked`` for.

    What other rooms compute of a period counts here alone: it changes from day to day, and what
    the search and the home say of the index is kept.
    """
    period = reading.chosen(asked)
    if period is None:
        return {"shown": None, "change": "", "periods": [], "kinds": [], "charts": []}
    told = computed_rates(RULE.first_day(period), RULE.last_day(period))
    shown = reading.of(period, told)
    wanted = reading.charts_of(shown, get_language())
    pictures = drawn(wanted)
    return {
        "shown": shown,
        "change": reading.change_of(shown),
        "periods": reading.of_kind(period.kind),
        "kinds": [(kind.value, KIND_LABELS[kind]) for kind in reading.kinds],
        "charts": [pictures[name] for name in wanted if name in pictures],
    }
