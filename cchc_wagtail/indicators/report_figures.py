"""What a report says of one-stop results, indices and the measures to raise them."""

import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from cchc_wagtail.language import format_date
from cchc_wagtail.organisation.report_figures import Annex, Part
from cchc_wagtail.organisation.report_figures import Figure as ReportFigure

from .models import Figure, Measure, OneStopReport, results
from .one_stop.form_writing import (
    HEAD,
    NUMBER,
    NUMBERS,
    TITLE_LINES,
    UNIT,
    WIDTHS,
    form_rows,
    period_line,
)

#: A year of reports is none of the calendar: it begins and ends about two weeks earlier.
NEAR = datetime.timedelta(days=20)


def figures_of_one_stop(first, last):
    """Yield cases received, solved, and the share solved in time; nothing where none is known.

    They are those of the reporting period that begins and ends nearest, and say its days.
    """
    result = _nearest(first, last)
    if result is None:
        return
    share = result.total.on_time_share
    days = {"first": format_date(result.starts_on), "last": format_date(result.ends_on)}
    yield ReportFigure(
        "one_stop.received",
        Part.ONE_STOP,
        _("Cases received from %(first)s to %(last)s") % days,
        result.total.received,
    )
    yield ReportFigure("one_stop.solved", Part.ONE_STOP, _("Cases solved"), result.total.solved)
    yield ReportFigure(
        "one_stop.on_time",
        Part.ONE_STOP,
        _("Solved in time or before"),
        # Rounded down: 99.96 % is not all.
        None if share is None else float(share * 1000 // 1) / 10,
        "%",
    )


def form_of_one_stop(first, last):
    """Yield Biểu số II.06a of the reporting period nearest to the days, as an ``Annex``."""
    result = _nearest(first, last)
    if result is None:
        return
    line = period_line(result.period, result.starts_on, result.ends_on)
    rows = [NUMBERS, *([str(value) for value in row] for row in form_rows(result.by_field))]
    yield Annex(
        "one_stop",
        (NUMBER, *TITLE_LINES, line, UNIT),
        tuple(HEAD),
        3,
        tuple(map(tuple, rows)),
        tuple(WIDTHS),
    )


def _nearest(first, last):
    near = [
        result
        for result in results(OneStopReport.objects.all()).values()
        if abs(result.starts_on - first) <= NEAR and abs(result.ends_on - last) <= NEAR
    ]
    return min(near, key=lambda one: abs(one.ends_on - last), default=None)


def figures_of_indices(first, last):
    """Yield our figures that were published in a period, and the measures due in it and done."""
    published = Figure.objects.own().shown().filter(published_on__range=(first, last))
    for figure in published.select_related("index", "territory"):
        yield ReportFigure(
            f"indices.{figure.pk}",
            Part.INDICES,
            _figure_label(figure),
            None if figure.score is None else float(figure.score),
            figure.index.unit,
            reverse("wagtailsnippets_cchc_indicators_figure:edit", args=[figure.pk]),
        )
    due = Measure.objects.filter(due_on__range=(first, last)).select_related("index")
    done = [measure for measure in due if measure.state == Measure.State.DONE]
    address = reverse("cchc_indicators_measures:index")
    yield ReportFigure(
        "measures.due",
        Part.INDICES,
        _("Measures to raise a score, due"),
        len(due),
        address=address,
        rows=tuple((f"{one.index}: {one.text}", None) for one in due if one not in done),
    )
    yield ReportFigure(
        "measures.done",
        Part.INDICES,
        _("Measures to raise a score, done"),
        len(done),
        address=address,
        rows=tuple((f"{one.index}: {one.text}", None) for one in done),
    )


def _figure_label(figure):
    rank = ""
    if figure.rank and figure.of:
        rank = _(", rank %(rank)d of %(of)d") % {"rank": figure.rank, "of": figure.of}
    elif figure.group:
        rank = f", {figure.group}"
    return f"{figure}{rank}"
