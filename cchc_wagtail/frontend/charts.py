"""Charts as Vega-Lite describes them, drawn on the server without a browser.

``vl-convert-python`` draws them, which comes with ``cchc-wagtail[charts]``. Without it there is no
chart, and the table that stands behind each of them is open.
"""

import re
from html import escape

try:
    import vl_convert
except ImportError:
    vl_convert = None

WIDE, NARROW = 640, 300
#: What a chart is drawn in for paper → what a page draws it in, which follows its dark mode.
INK = "#1b1b1f"
_ON_PAGE = {
    INK: "currentColor",
    "#b01e23": "var(--cchc-accent)",
    "#57534e": "var(--cchc-muted)",
    "#d8d3ca": "var(--cchc-line)",
    "#1d6437": "var(--cchc-good)",
    "#8f1a1e": "var(--cchc-ended)",
}
ACCENT, MUTED, LINE, GOOD, LATE = list(_ON_PAGE)[1:]
_LOCALE = {"decimal": ",", "thousands": ".", "grouping": [3], "currency": ["", "\u00a0đồng"]}
_ARIA = re.compile(r' (?:aria-[a-z]+|role)="[^"]*"')
_FONT = re.compile(r' font-family="[^"]*"')


def can_draw():
    return vl_convert is not None


def svg(spec, label):
    """Return a chart as SVG for a page: no style attribute, no script, colours of the page.

    ``label`` is the one sentence that a screen reader says of it.
    """
    drawn = vl_convert.vegalite_to_svg(_whole(spec), format_locale=_LOCALE, allowed_base_urls=[])
    # The marks are labelled in English; the sentence and the table say it all.
    drawn = _FONT.sub("", _ARIA.sub("", drawn))
    for colour, on_page in _ON_PAGE.items():
        drawn = drawn.replace(f'"{colour}"', f'"{on_page}"')
    return drawn.replace("<svg ", f'<svg role="img" aria-label="{escape(label)}" ', 1)


def png(spec, scale=2.0):
    """Return a chart as PNG on white, for a report or a card."""
    return vl_convert.vegalite_to_png(
        {**_whole(spec), "background": "white"},
        format_locale=_LOCALE,
        scale=scale,
        allowed_base_urls=[],
    )


def _whole(spec):
    axis = {
        "labelColor": MUTED,
        "labelFontSize": 13,
        "titleColor": MUTED,
        "domainColor": LINE,
        "tickColor": LINE,
        "gridColor": LINE,
        "labelLimit": 0,
    }
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "background": None,
        "autosize": {"type": "fit", "contains": "padding"},
        "config": {
            "view": {"stroke": None},
            "axis": axis,
            "text": {"color": INK, "fontSize": 13},
            "font": "DejaVu Sans, Arial, sans-serif",
        },
        **spec,
    }


def bars_chart(rows, width=WIDE):
    """Describe bars with their names and numbers. ``rows`` are pairs of a name and a number."""
    values = [
        {"name": name, "order": place, "count": count} for place, (name, count) in enumerate(rows)
    ]
    y = {"field": "name", "type": "nominal", "sort": {"field": "order"}}
    y["axis"] = {"title": None, "labelLimit": width // 2}
    most = max((count for _name, count in rows), default=1) or 1
    scale = {"domain": [0, most * 1.12], "nice": False}
    x = {"field": "count", "type": "quantitative", "axis": None, "scale": scale}
    return {
        "width": width,
        "height": {"step": 28},
        "autosize": {"type": "fit-x", "contains": "padding"},
        "data": {"values": values},
        "layer": [
            {"mark": {"type": "bar", "color": ACCENT}, "encoding": {"y": y, "x": x}},
            {
                "mark": {"type": "text", "align": "left", "dx": 6, "fontWeight": "bold"},
                "encoding": {"y": y, "x": x, "text": {"field": "count", "format": ","}},
            },
        ],
    }
