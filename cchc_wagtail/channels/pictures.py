"""The picture that goes with a link to a page: its name, and what matters most."""

from functools import lru_cache
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from cchc_wagtail.language import normalise

#: What messengers and social networks ask for (Open Graph, “summary_large_image”).
WIDTH, HEIGHT = 1200, 630

_FONTS = Path(__file__).parent / "fonts"
_MARGIN = 72
_BAND = 96
_ACCENT, _INK, _PAPER, _QUIET = "#B01E23", "#1B1B1F", "#FFFFFF", "#5A5A62"


def draw_picture(kind, title, facts, site_name):
    """Return a PNG of 1200 × 630 as bytes.

    ``kind`` says what ``title`` is the name of; ``facts`` are pairs of label and text, of which
    two are shown; all are plain text.
    """
    picture = Image.new("RGB", (WIDTH, HEIGHT), _PAPER)
    draw = ImageDraw.Draw(picture)
    draw.rectangle((0, 0, WIDTH, _BAND), fill=_ACCENT)
    _write(draw, [kind], _font("Bold", 34), (_MARGIN, 26), _PAPER)
    facts = facts[:2]
    room = HEIGHT - _BAND - 110 - 96 * len(facts)
    for size in (60, 52, 44, 38):
        font = _font("Bold", size)
        most = int(room / (size * 1.3))
        lines = _lines(title, font)
        if len(lines) <= most:
            break
    _write(draw, _at_most(lines, most, font), font, (_MARGIN, _BAND + 40), _INK)
    top = HEIGHT - 78 - 96 * len(facts)
    for label, text in facts:
        _write(draw, [label], _font("Regular", 26), (_MARGIN, top), _QUIET)
        value = _font("Bold", 36)
        _write(draw, _at_most(_lines(text, value), 1, value), value, (_MARGIN, top + 32), _INK)
        top += 96
    _write(draw, [site_name], _font("Regular", 28), (_MARGIN, HEIGHT - 58), _ACCENT)
    out = BytesIO()
    picture.quantize(64, dither=Image.Dither.NONE).save(out, "PNG", optimize=True)
    return out.getvalue()


@lru_cache
def _font(weight, size):
    # Vietnamese needs no shaping, and what stands in no font stops the engine that does it.
    path = str(_FONTS / f"BeVietnamPro-{weight}.ttf")
    return ImageFont.truetype(path, size, layout_engine=ImageFont.Layout.BASIC)


def _lines(text, font):
    """Return ``text`` in lines that are no wider than the picture between its margins."""
    lines = [""]
    for word in normalise(text).split():
        longer = f"{lines[-1]} {word}".strip()
        if font.getlength(longer) <= WIDTH - 2 * _MARGIN or not lines[-1]:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def _at_most(lines, most, font):
    if len(lines) <= most:
        return lines
    kept = lines[:most]
    while font.getlength(f"{kept[-1]} …") > WIDTH - 2 * _MARGIN:
        kept[-1] = kept[-1].rpartition(" ")[0]
    return [*kept[:-1], f"{kept[-1]} …"]


def _write(draw, lines, font, place, colour):
    left, top = place
    for line in lines:
        draw.text((left, top), line, font=font, fill=colour)
        top += font.size * 1.3
