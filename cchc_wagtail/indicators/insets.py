"""An index or the one-stop results in the midst of another page: a sentence and the chart."""

from django.utils.translation import get_language

from .models.charts import drawn
from .models.pages import one_stop_charts


def inset_of_index(page):
    reading = page.reading
    return {
        "sentences": [reading.sentence, reading.change],
        "charts": _drawn(reading.charts(get_language())),
    }


def inset_of_one_stop(page):
    result, periods, _kinds = page.shown("")
    if result is None:
        return {"sentences": [], "charts": []}
    return {
        "sentences": [f"{result.label}: {result.sentence}", result.note],
        "charts": _drawn(one_stop_charts(result, periods)),
    }


def _drawn(wanted):
    shown = drawn(wanted)
    return [shown[name] for name in wanted if name in shown]
