"""The words of a text from which a value was read, so that an editor can compare."""

import re

from cchc_wagtail.language import fold

_BEGINNING = 12_000
_LONGEST = 240
_EFFECT = re.compile(r"\bnay\s+(?:se\s+)?co\s+hieu\s+luc[^.;]{0,120}")


def name_in(text, value, *, last=False):
    """Return the line or lines of ``text`` with ``value``, whatever its case and punctuation.

    With ``last`` the last of them, else the first near the beginning. Empty where it is nowhere.
    """
    parts = re.findall(r"\w+", fold(value or ""))[:40]
    if not parts:
        return ""
    pattern = re.compile(r"(?<!\w)" + r"\W{0,6}".join(parts) + r"(?!\w)")
    folded = fold(text if last else text[:_BEGINNING])
    places = [match.span() for match in pattern.finditer(folded)]
    return _lines(text, *places[-1 if last else 0]) if places else ""


def day_in(text, day):
    """Return the line of ``text`` that has ``day`` in words or in figures."""
    if day is None:
        return ""
    pattern = re.compile(
        rf"ngay\s+0?{day.day}\s+thang\s+0?{day.month}\s+nam\s+{day.year}"
        rf"|(?<!\d)0?{day.day}\s?[/.-]\s?0?{day.month}\s?[/.-]\s?{day.year}"
    )
    match = pattern.search(fold(text[:_BEGINNING])) or pattern.search(fold(text))
    return _lines(text, *match.span()) if match else ""


def effect_in(text, day):
    """Return the clause of ``text`` by which it takes effect on ``day``."""
    if day is None:
        return ""
    written = rf"0?{day.day}\s+thang\s+0?{day.month}\s+nam\s+{day.year}"
    figures = rf"0?{day.day}[/.-]0?{day.month}[/.-]{day.year}"
    folded = fold(text)
    by_day = re.compile(rf"hieu\s+luc[^.;]{{0,120}}?(?:{written}|{figures})")
    match = by_day.search(folded) or _EFFECT.search(folded)
    if match is None:
        return ""
    begin = max(text.rfind(one, 0, match.start()) for one in (". ", ".\n", ";"))
    return " ".join(text[begin + 1 : match.end()].split())[-_LONGEST:]


def _lines(text, start, end):
    begin = text.rfind("\n", 0, start) + 1
    stop = text.find("\n", end)
    return " ".join(text[begin : stop if stop >= 0 else len(text)].split())[:_LONGEST]
