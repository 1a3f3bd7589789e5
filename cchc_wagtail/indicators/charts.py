"""What the charts of indices and one-stop results show, as ``frontend.charts`` draws it."""

from django.utils.translation import gettext as _

from cchc_wagtail.frontend.charts import ACCENT, GOOD, LATE, LINE, MUTED, WIDE

from .figure_rules import plain_number, shown_number


def series_chart(runs, breaks, decimals, width=WIDE):
    """Describe the chart of scores over the years.

    ``runs`` are lists of ``Point`` along which a line runs; nothing is drawn between them.
    ``breaks`` are (year, text): a dashed line before the year.
    """
    rows = [
        {
            "year": point.year,
            "score": float(point.score),
            "run": place,
            "text": shown_number(point.score, decimals),
            "end": point in (run[0], run[-1]),
            "low": _is_low(run, point),
        }
        for place, run in enumerate(runs)
        for point in run
    ]
    years = [row["year"] for row in rows]
    first, last = min(years), max(years)
    step = 1 if last - first <= (12 if width == WIDE else 5) else 2 if width == WIDE else 4
    x = {
        "field": "year",
        "type": "quantitative",
        "scale": {"domain": [first - 0.6, last + 0.6], "nice": False, "zero": False},
        "axis": {
            "title": None,
            "format": "d",
            "values": list(range(last, first - 1, -step)),
            "grid": False,
        },
    }
    y = {
        "field": "score",
        "type": "quantitative",
        "scale": {"zero": False, "nice": True, "padding": 18},
        "axis": {"title": None, "tickCount": 4, "domain": False},
    }
    # Where every year has a label they run into each other; the table has them all.
    room = width // 50
    layers = [
        {
            "mark": {"type": "line", "color": ACCENT, "strokeWidth": 2.5},
            "encoding": {"x": x, "y": y, "detail": {"field": "run"}},
        },
        {
            "mark": {"type": "point", "color": ACCENT, "filled": True, "size": 60, "opacity": 1},
            "encoding": {"x": x, "y": y},
        },
        {
            "transform": [] if len(rows) <= room else [{"filter": _labelled(rows, room)}],
            "layer": [
                {
                    "transform": [{"filter": {"field": "low", "equal": low}}],
                    "mark": {"type": "text", "dy": 15 if low else -13, "fontWeight": "bold"},
                    "encoding": {"x": x, "y": y, "text": {"field": "text"}},
                }
                for low in (True, False)
            ],
        },
    ]
    drawn = [{"year": year - 0.5, "text": text} for year, text in breaks if first < year <= last]
    if drawn:
        layers.insert(
            0,
            {
                "data": {"values": drawn},
                "mark": {"type": "rule", "color": MUTED, "strokeDash": [5, 4]},
                "encoding": {"x": x},
            },
        )
    return {
        "width": width,
        "height": 260 if width == WIDE else 220,
        "data": {"values": rows},
        "layer": layers,
    }


def _is_low(run, point):
    """Tell whether a line comes down to ``point`` and goes up again: its label stands below."""
    place = run.index(point)
    around = [*run[max(place - 1, 0) : place], *run[place + 1 : place + 2]]
    return bool(around) and all(other.score > point.score for other in around)


def _labelled(rows, room):
    """Choose the years with a label: the last, the highest and lowest, and ends of runs."""
    best = max(rows, key=lambda row: row["score"])
    least = min(rows, key=lambda row: row["score"])
    chosen = []
    for row in [rows[-1], best, least, rows[0], *(row for row in rows if row["end"])]:
        far = all(abs(row["year"] - year) > len(rows) / room for year in chosen)
        if far and len(chosen) < room:
            chosen.append(row["year"])
    return {"field": "year", "oneOf": chosen}


def spark_chart(runs):
    """Describe a small chart of the same, without axes: a shape, beside its sentence."""
    rows = [
        {"year": point.year, "score": float(point.score), "run": place}
        for place, run in enumerate(runs)
        for point in run
    ]
    x = {"field": "year", "type": "quantitative", "axis": None, "scale": {"zero": False}}
    y = {"field": "score", "type": "quantitative", "axis": None, "scale": {"zero": False}}
    point = {"type": "point", "color": ACCENT, "filled": True, "size": 30, "opacity": 1}
    return {
        "width": 160,
        "height": 48,
        "data": {"values": rows},
        "layer": [
            {
                "mark": {"type": "line", "color": ACCENT, "strokeWidth": 2},
                "encoding": {"x": x, "y": y, "detail": {"field": "run"}},
            },
            {"mark": point, "encoding": {"x": x, "y": y}},
        ],
    }


def components_chart(rows, width=WIDE):
    """Describe the chart of components: score against maximum. ``rows``: name, score, maximum."""
    values = [
        {
            "name": name,
            "lines": _shortened(name, 80 if width == WIDE else 40),
            "score": float(score),
            "share": float(score / maximum),
            "text": f"{shown_number(score, 2)}/{plain_number(maximum)}",
        }
        for name, score, maximum in rows
    ]
    y = {"field": "name", "type": "nominal", "sort": None, "axis": None}
    share = {"type": "quantitative", "scale": {"domain": [0, 1.18]}, "axis": None}
    return {
        "width": width,
        "height": {"step": 54},
        "autosize": {"type": "fit-x", "contains": "padding"},
        "data": {"values": values},
        "layer": [
            {
                "mark": {"type": "bar", "color": LINE, "height": 16, "yOffset": 10},
                "encoding": {"y": y, "x": {"datum": 1, **share}},
            },
            {
                "mark": {"type": "bar", "color": ACCENT, "height": 16, "yOffset": 10},
                "encoding": {"y": y, "x": {"field": "share", **share}},
            },
            {
                "mark": {"type": "text", "align": "left", "dx": 6, "dy": 10, "fontWeight": "bold"},
                "encoding": {"y": y, "x": {"datum": 1, **share}, "text": {"field": "text"}},
            },
            {
                "mark": {"type": "text", "align": "left", "dy": -10, "baseline": "middle"},
                "encoding": {"y": y, "x": {"datum": 0, **share}, "text": {"field": "lines"}},
            },
        ],
    }


def _shortened(name, most):
    return name if len(name) <= most else name[: most - 1].rsplit(" ", 1)[0] + "…"


def one_stop_chart(rows, width=WIDE):
    """Describe the bars of what was solved by period. ``rows``: label, in time, late, share text.

    Late is told from in time by its place on top, its darker colour and its number.
    """
    values = [
        {"period": label, "order": place, "in_time": in_time, "late": late, "share": share}
        for place, (label, in_time, late, share) in enumerate(rows)
    ]
    is_wide = width == WIDE
    common = {"type": "nominal", "sort": {"field": "order"}}
    if is_wide:
        category = {"field": "period", "axis": {"title": None, "labelAngle": 0}, **common}
    else:
        category = {"field": "period", "axis": {"title": None}, **common}
    place, length = ("x", "y") if is_wide else ("y", "x")
    amount = {"type": "quantitative", "axis": {"title": None, "tickCount": 4, "domain": False}}
    label = {"type": "text", "dy": -9} if is_wide else {"type": "text", "align": "left", "dx": 5}
    most = max((row["in_time"] + row["late"] for row in values), default=1) or 1
    scale = {"domain": [0, most * (1.12 if is_wide else 1.35)], "nice": False}
    total = {"field": "total", **amount, "scale": scale}
    return {
        "width": width,
        "height": 260 if is_wide else {"step": 30},
        "autosize": {"type": "fit" if is_wide else "fit-x", "contains": "padding"},
        "data": {"values": values},
        "transform": [{"calculate": "datum.in_time + datum.late", "as": "total"}],
        "layer": [
            {
                "mark": {"type": "bar", "color": GOOD},
                "encoding": {
                    place: category,
                    length: {"field": "in_time", **amount, "scale": scale},
                },
            },
            {
                "mark": {"type": "bar", "color": LATE},
                "encoding": {place: category, length: total, f"{length}2": {"field": "in_time"}},
            },
            {
                "mark": {**label, "fontWeight": "bold"},
                "encoding": {place: category, length: total, "text": {"field": "share"}},
            },
        ],
    }


def series_sentence(code, runs):
    """Return the sentence that a screen reader says of a chart of scores."""
    points = [point for run in runs for point in run]
    return _(
        "Chart of the %(index)s scores from %(first)d to %(last)d; the table has all of them."
    ) % {
        "index": code,
        "first": points[0].year,
        "last": points[-1].year,
    }
