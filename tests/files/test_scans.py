"""Scanned pages, where tesseract with Vietnamese is installed."""

import io

import pypdfium2
import pytest
from PIL import Image, ImageDraw, ImageFont

from cchc_wagtail.citations import read_head
from cchc_wagtail.files import read_file
from cchc_wagtail.files.scans import can_recognise
from tests.parts import install

from . import making

FONT = "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf"
LINES = [
    (120, "SỞ NGOẠI VỤ"),
    (560, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
    (120, "Số: 45/KH-SNgV"),
    (560, "Tây Ninh, ngày 12 tháng 3 năm 2024"),
    (420, "KẾ HOẠCH"),
    (220, "Tiếp công dân của Sở Ngoại vụ năm 2024"),
    (120, "Căn cứ Luật Tiếp công dân ngày 25 tháng 11 năm 2013;"),
]


@pytest.fixture(scope="module")
def recognition():
    if not can_recognise():
        install("tesseract-ocr", "tesseract-ocr-vie", "fonts-dejavu-core")
        can_recognise.cache_clear()
    if not can_recognise():
        pytest.skip("tesseract with Vietnamese is not installed")


@pytest.fixture(scope="module")
def scan(recognition):
    page = Image.new("L", (1240, 1754), "white")
    drawing = ImageDraw.Draw(page)
    try:
        font = ImageFont.truetype(FONT, 28)
    except OSError:
        pytest.skip("the font DejaVu Sans is not installed")
    for number, (left, text) in enumerate(LINES):
        drawing.text((left, 100 + 60 * (number - number % 2 * (number < 4))), text, "black", font)
    return making.picture_pdf(page)


def test_a_scan_is_recognised_and_doubtful(scan):
    read = read_file("quet.pdf", scan)
    assert read.is_doubtful and read.pages == 1
    head = read_head(read.text)
    assert (head.type, head.number) == ("Kế hoạch", "45/KH-SNgV")
    assert head.issued_on.isoformat() == "2024-03-12"
    assert "Luật Tiếp công dân" in read.body


def test_a_text_is_not_doubtful():
    assert not read_file("a.docx", making.decision()).is_doubtful


def test_a_page_of_a_picture_among_others_is_counted_or_read(recognition, scan):
    words = ("first", "second", "third")
    text = making.pdf([[f"The text of the {word} page, which is long enough."] for word in words])
    with pypdfium2.PdfDocument(text) as mixed, pypdfium2.PdfDocument(scan) as pages:
        mixed.import_pages(pages)
        out = io.BytesIO()
        mixed.save(out)
    unread = read_file("a.pdf", out.getvalue(), recognise=False)
    assert (unread.unread_pages, unread.is_doubtful) == (1, False)
    read = read_file("a.pdf", out.getvalue())
    assert (read.unread_pages, read.is_doubtful) == (0, True)
    assert "45/KH-SNgV" in read.text
