"""What is pasted into a text from Word, LibreOffice and pages, in a real browser."""

import re
from pathlib import Path

import pytest
from django.core.management import call_command
from django.urls import reverse

from cchc_wagtail.news.models import ArticlePage, NewsColumnPage
from cchc_wagtail.organisation.models import Unit
from cchc_wagtail.portal.setup.accounts import create_accounts
from cchc_wagtail.registry.models import LegalDocument
from tests.factories import ArticlePageFactory, LegalDocumentFactory

from .test_tables import PASTE

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]
DATA = Path(__file__).parent / "data"
LISTS = "<ul><li>Gạch một<ul><li>Gạch trong</li></ul></li><li>Gạch hai</li></ul><ol><li>Số một</li>"


@pytest.fixture
def site(live_server):
    call_command("cchc_index", rebuild=True, verbosity=0)
    call_command("cchc_setup", verbosity=0)
    create_accounts()
    return live_server.url


@pytest.fixture
def office(site):
    return Unit.objects.get(kind=Unit.Kind.OFFICE)


def paste(editor, address, field, names):
    """Paste the files ``names`` into the text ``field``, one after another, and save the draft."""
    errors = []
    editor.on("pageerror", lambda error: errors.append(str(error)))
    editor.goto(address)
    text = editor.locator(f"{field} .public-DraftEditor-content").first
    text.click()
    for name in names:
        html = (DATA / f"pasted-from-{name}.txt").read_text(encoding="utf-8")
        plain = re.sub("<[^>]+>", "", html)
        text.evaluate(PASTE, {"text/html": html, "text/plain": plain})
        editor.keyboard.press("Control+End")
        editor.keyboard.press("Enter")
    # Draftail writes down what is typed a moment later.
    editor.wait_for_timeout(600)
    with editor.expect_navigation():
        editor.keyboard.press("Control+s")
    assert errors == []


def plainly(html):
    """Leave the keys that Wagtail gives each block out of ``html``."""
    return re.sub(r' data-block-key="[^"]*"', "", str(html))


@pytest.fixture
def pasted(site, office, log_in):
    """Paste a file into a text of an article, and return what is stored."""

    def pasted(*names):
        article = ArticlePageFactory(
            parent=NewsColumnPage.objects.first(),
            unit=office,
            body=[("paragraph", "<p></p>")],
            live=False,
        )
        article.save_revision()
        address = f"{site}{reverse('wagtailadmin_pages:edit', args=[article.pk])}"
        paste(log_in("vanphong"), address, "[data-contentpath=body]", names)
        draft = ArticlePage.objects.get(pk=article.pk).get_latest_revision_as_object()
        return plainly(draft.body[0].value.source)

    return pasted


def test_from_word(pasted):
    html = pasted("word")
    assert "<h3>Đề mục một</h3><h3>Đề mục hai</h3>" in html
    assert "<b>Chữ đậm</b> và <i>nghiêng</i>, 20 m<sup>2</sup>, H<sub>2</sub>O" in html
    assert '<a href="https://example.org/a">liên kết</a>' in html
    assert LISTS in html and "<li>Số hai</li>" in html
    # A text of an article has no tables: its rows stay apart.
    assert "<p>Giấy tờ | Số bản</p><p>Tờ khai | 02</p><p>Đoạn cuối.</p>" in html
    assert "style" not in html and "Mso" not in html


def test_from_libreoffice_and_a_page(pasted):
    html = pasted("libreoffice", "web")
    assert html.count(LISTS.removesuffix("<ol><li>Số một</li>")) == 2
    assert "<h3>Đề mục một</h3>" in html and "<h3>Đề mục bốn</h3>" in html
    assert html.count("m<sup>2</sup>") == 2 and "H<sub>2</sub>O" in html
    assert html.count("<p>Tờ khai | 02</p>") == 2
    assert "<p>Khối một</p><p>Khối hai</p>" in html


def test_where_the_text_has_tables_they_stay_tables(site, office, log_in):
    document = LegalDocumentFactory(live=False, unit=office, body="")
    document.save_revision()
    viewset = LegalDocument.snippet_viewset
    address = f"{site}{reverse(viewset.get_url_name('edit'), args=[document.pk])}"
    paste(log_in("vanphong"), address, ".w-field:has([name=body])", ["word"])
    body = plainly(LegalDocument.objects.get(pk=document.pk).get_latest_revision_as_object().body)
    rows = "<tr><td>Giấy tờ</td><td>Số bản</td></tr><tr><td>Tờ khai</td><td>02</td></tr>"
    assert f"<table><tbody>{rows}</tbody></table>" in body
    assert "<h3>Đề mục một</h3><h4>Đề mục hai</h4>" in body
