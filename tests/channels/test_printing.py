"""Posters, leaflets and cards as PDF."""

import ctypes

import pytest
from django.core.cache import cache
from django.urls import reverse
from pypdfium2 import PdfDocument
from pypdfium2.raw import FPDFText_GetFontInfo

from cchc_wagtail.channels import printing
from cchc_wagtail.channels.printing import FORMS, OwnFonts
from tests.factories import ArticlePageFactory, LegalDocumentFactory, ProcedurePageFactory

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(not printing.can_print(), reason="WeasyPrint or Pango is not here"),
]


@pytest.fixture(autouse=True)
def nothing_kept():
    cache.clear()


@pytest.fixture
def procedure(section):
    index = section.get_children().get(slug="thu-tuc").specific
    page = ProcedurePageFactory(
        parent=index, title="Cấp thẻ & <giấy> thông hành", code="1.009999", channels=1
    )
    page.save_revision().publish()
    return page


@pytest.fixture
def article(section):
    column = section.get_children().get(slug="tin-tuc").specific
    page = ArticlePageFactory(parent=column, body=[("paragraph", "<p>Dài dòng văn tự.</p>" * 900)])
    page.save_revision().publish()
    return page


def address_of(shown, form):
    return reverse("cchc_wagtail:printed", args=[shown._meta.label_lower, shown.pk, form])


def read(answer):
    pdf = PdfDocument(answer.content)
    text = "\n".join(page.get_textpage().get_text_bounded() for page in pdf)
    return text, [tuple(round(side / 72 * 25.4) for side in page.get_size()) for page in pdf]


@pytest.mark.parametrize(
    "form, sheets",
    [("ap-phich", [(210, 297)]), ("the-qr", [(105, 74)]), ("to-gap", [(297, 210)])],
)
def test_a_procedure_on_paper(client, procedure, form, sheets):
    answer = client.get(address_of(procedure, form))
    assert answer["Content-Type"] == "application/pdf"
    text, found = read(answer)
    assert found == sheets
    assert "Cấp thẻ & <giấy> thông hành" in " ".join(text.split())
    assert "thu-tuc/1-009999" in "".join(text.split())


@pytest.mark.parametrize("form", FORMS)
def test_its_letters_are_in_the_file(client, procedure, form):
    pdf = PdfDocument(client.get(address_of(procedure, form)).content)
    letters = pdf[0].get_textpage()
    name, flags = ctypes.create_string_buffer(100), ctypes.c_int()
    found = set()
    for place in range(letters.count_chars()):
        FPDFText_GetFontInfo(letters.raw, place, name, 100, ctypes.byref(flags))
        found.add(name.value.decode().partition("+")[2])
    assert found == {"Be-Vietnam-Pro", "Be-Vietnam-Pro-Bold"}


def test_a_long_text_stays_on_two_sides(client, article):
    text, sheets = read(client.get(address_of(article, "to-gap")))
    assert len(sheets) == 2 and len(text) < 4500
    assert "Phần còn lại đọc tại địa chỉ ở mặt sau." in " ".join(text.split())


def test_a_document_has_its_address(client, section):
    document = LegalDocumentFactory(number="98/2024/NĐ-CP")
    text, _sheets = read(client.get(address_of(document, "the-qr")))
    assert "van-ban/98-2024-nd-cp" in "".join(text.split())


def test_what_is_not_public_or_no_form_is_not_there(client, procedure):
    assert client.get(address_of(procedure, "ao-thun")).status_code == 404
    procedure.unpublish()
    assert client.get(address_of(procedure, "ap-phich")).status_code == 404
    assert client.get("/in/auth.user/1/ap-phich.pdf").status_code == 404
    assert client.get("/in/khong.co/1/ap-phich.pdf").status_code == 404


def test_nothing_is_fetched():
    for url in ("https://example.com/a.ttf", "file:///etc/passwd", "fonts:/../feeds.py"):
        with pytest.raises(ValueError):
            OwnFonts().fetch(url)


def test_without_the_library_there_is_no_such_file(client, procedure, monkeypatch):
    monkeypatch.setattr(printing, "weasyprint", None)
    assert client.get(address_of(procedure, "ap-phich")).status_code == 404


def test_editors_find_them(client, procedure, admin_client):
    shown = admin_client.get(reverse("wagtailadmin_pages:edit", args=[procedure.pk]))
    for form in FORMS:
        assert address_of(procedure, form) in shown.content.decode()
