"""Showing why a hit is one: marks on the text as it stands, found by way of the folded text."""

from django.utils.html import escape, format_html_join
from django.utils.safestring import mark_safe

from cchc_wagtail.language import spans

SNIPPET_LENGTH = 200
_ELLIPSIS = "…"


def highlight(text, syllables):
    """Return ``text`` as safe HTML with ``<mark>`` around what the query found in it.

    ``text`` is normalised, ``syllables`` are the folded ones of the query. Runs of two or more
    that follow each other as in the query are marked; single syllables only where there is no
    such run, for ``cấp`` alone says little beside ``cấp hộ chiếu``.
    """
    return _marked(text, matches(text, syllables))


def snippet(text, syllables, length=SNIPPET_LENGTH):
    """Return about ``length`` characters around the best place of ``text``, as ``highlight``."""
    places = matches(text, syllables)
    start, end = _window(text, places, length)
    inside = [(a - start, b - start) for a, b in places if start <= a and b <= end]
    return mark_safe(  # noqa: S308
        (_ELLIPSIS if start else "")
        + _marked(text[start:end], inside)
        + (_ELLIPSIS if end < len(text) else "")
    )


def matches(text, syllables):
    """Return the places ``(start, end)`` in ``text`` that match the query, in order."""
    found = list(spans(text))
    pairs = set(zip(syllables, syllables[1:], strict=False))
    joined = [
        index
        for index, (left, right) in enumerate(zip(found, found[1:], strict=False))
        if (left.text, right.text) in pairs
    ]
    if joined:
        chosen = sorted({index + step for index in joined for step in (0, 1)})
    else:
        wanted = set(syllables)
        chosen = [index for index, span in enumerate(found) if span.text in wanted]
    places = []
    previous = None
    for index in chosen:
        span = found[index]
        if previous == index - 1 and text[places[-1][1] : span.start].isspace():
            places[-1] = (places[-1][0], span.end)
        else:
            places.append((span.start, span.end))
        previous = index
    return places


def _window(text, places, length):
    """Return the stretch that holds the most marked characters, from one space to another."""
    if len(text) <= length:
        return 0, len(text)
    best_start, best_held = 0, 0
    for index, (start, _) in enumerate(places):
        held = sum(b - a for a, b in places[index:] if b <= start + length)
        if held > best_held:
            best_start, best_held = start, held
    start = max(0, min(best_start - length // 5, len(text) - length))
    if start:
        start = text.find(" ", start, start + 30) + 1 or start
    end = min(len(text), start + length)
    if end < len(text):
        space = text.rfind(" ", start, end)
        end = space if space > best_start else end
    return start, end


def _marked(text, places):
    parts, position = [], 0
    for start, end in places:
        parts.append((escape(text[position:start]), escape(text[start:end])))
        position = end
    marked = format_html_join("", "{}<mark>{}</mark>", parts)
    return mark_safe(marked + escape(text[position:]))  # noqa: S308
