"""The pictures of the example articles: one flat drawing a reform field, drawn here."""

import io

from PIL import Image, ImageDraw
from wagtail.images import get_image_model

from cchc_wagtail.organisation.models import ReformField

SIZE = 1200, 675
TITLE = "Hình minh họa: {}"
_PAPER, _INK, _RED, _GOLD, _PALE = "#f6f1e7", "#3b3633", "#b01e23", "#d9a441", "#e7dccb"


def draw_field(slug):
    """Return the PNG of the reform field with ``slug``, as bytes.

    Raises:
        KeyError: there is no drawing of such a field.
    """
    # Drawn twice as large and made smaller: Pillow draws no smooth edges.
    picture = Image.new("RGB", (SIZE[0] * 2, SIZE[1] * 2), _PAPER)
    pen = Pen(ImageDraw.Draw(picture))
    pen.oval(330, 60, 870, 600, _PALE)
    _DRAWINGS[slug](pen)
    file = io.BytesIO()
    picture.resize(SIZE, Image.Resampling.LANCZOS).quantize(32).save(file, "PNG", optimize=True)
    return file.getvalue()


def example_pictures():
    """Return the query set of the site's images that are these drawings."""
    titles = [TITLE.format(name) for name in ReformField.objects.values_list("name", flat=True)]
    return get_image_model().objects.filter(title__in=titles)


class Pen:
    """Draws shapes in the coordinates of the picture."""

    def __init__(self, draw):
        self._draw = draw

    def oval(self, left, top, right, bottom, colour):
        self._draw.ellipse([2 * one for one in (left, top, right, bottom)], fill=colour)

    def box(self, left, top, right, bottom, colour, radius=10):
        corners = [2 * one for one in (left, top, right, bottom)]
        self._draw.rounded_rectangle(corners, 2 * radius, fill=colour)

    def line(self, *points, colour=_INK, width=12):
        self._draw.line([2 * one for one in points], fill=colour, width=2 * width, joint="curve")

    def shape(self, *points, colour):
        self._draw.polygon([2 * one for one in points], fill=colour)


def draw_institutions(pen):
    """An open book of law, with a ribbon."""
    pen.shape(600, 220, 380, 180, 380, 470, 600, 510, colour="#ffffff")
    pen.shape(600, 220, 820, 180, 820, 470, 600, 510, colour="#fbf8f2")
    pen.line(600, 220, 600, 510, width=6)
    for top in (250, 300, 350, 400):
        pen.line(420, top, 560, top + 25, colour=_PALE, width=10)
        pen.line(640, top + 25, 780, top, colour=_PALE, width=10)
    pen.shape(720, 190, 770, 182, 770, 330, 745, 305, 720, 335, colour=_RED)


def draw_procedures(pen):
    """A form with its boxes ticked."""
    pen.box(440, 140, 760, 540, "#ffffff")
    for number, top in enumerate((210, 300, 390)):
        pen.box(480, top, 530, top + 50, _GOLD if number < 2 else _PALE, 8)
        pen.line(560, top + 25, 715, top + 25, colour=_PALE, width=12)
        if number < 2:
            pen.line(490, top + 26, 502, top + 38, 522, top + 12, width=8)
    pen.oval(660, 430, 780, 550, _RED)
    pen.line(692, 492, 712, 512, 750, 468, colour="#ffffff", width=12)


def draw_organisation(pen):
    """A house of the state with columns."""
    pen.shape(600, 150, 390, 270, 810, 270, colour=_RED)
    pen.box(400, 270, 800, 310, _INK, 4)
    for left in (430, 530, 630, 730):
        pen.box(left, 320, left + 45, 480, "#ffffff", 4)
    pen.box(380, 490, 820, 530, _INK, 4)
    pen.oval(575, 195, 625, 245, _GOLD)


def draw_civil_service(pen):
    """A certificate with a seal."""
    pen.box(390, 180, 810, 470, "#ffffff")
    for top, right in ((240, 700), (290, 740), (340, 640)):
        pen.line(440, top, right, top, colour=_PALE, width=14)
    pen.shape(690, 430, 750, 430, 760, 570, 720, 535, 680, 570, colour=_RED)
    pen.oval(655, 360, 785, 490, _GOLD)
    pen.oval(685, 390, 755, 460, _PAPER)


def draw_finance(pen):
    """Bars that rise, and coins."""
    for left, top, colour in ((420, 400, "#ffffff"), (510, 330, _GOLD), (600, 250, _RED)):
        pen.box(left, top, left + 65, 500, colour, 6)
    pen.line(400, 510, 700, 510, width=8)
    for top in (470, 430, 390):
        pen.oval(690, top, 820, top + 50, _INK)
        pen.oval(690, top - 12, 820, top + 38, _GOLD)


def draw_digital(pen):
    """A telephone that sends something."""
    pen.box(500, 120, 700, 550, _INK, 28)
    pen.box(515, 160, 685, 500, "#ffffff", 6)
    pen.oval(588, 512, 612, 536, _PAPER)
    for top in (200, 250, 300):
        pen.line(545, top, 655, top, colour=_PALE, width=14)
    pen.box(545, 400, 655, 450, _RED)
    pen.line(730, 330, 850, 330, colour=_GOLD, width=14)
    pen.shape(850, 300, 900, 330, 850, 360, colour=_GOLD)


_DRAWINGS = {
    "the-che": draw_institutions,
    "thu-tuc-hanh-chinh": draw_procedures,
    "to-chuc-bo-may": draw_organisation,
    "che-do-cong-vu": draw_civil_service,
    "tai-chinh-cong": draw_finance,
    "chinh-quyen-so": draw_digital,
}
