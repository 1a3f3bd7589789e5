"""Citations on public pages: links that say what they lead to, and warn."""

import datetime
import json

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import ArticlePageFactory, DocumentRelationFactory, LegalDocumentFactory

pytestmark = pytest.mark.django_db


def article_citing(column, *texts, **kwargs):
    value = "".join(f"<p>{text}</p>" for text in texts)
    body = json.dumps([{"type": "paragraph", "value": value}])
    return ArticlePageFactory(parent=column, body=body, **kwargs)


def links_on(client, page, query=""):
    html = client.get(page.url + query).content.decode()
    return BeautifulSoup(html, "html.parser").select("a.cchc-citation")


def test_a_citation_leads_to_its_document_and_says_what_it_is(client, column):
    document = LegalDocumentFactory(
        number="61/2018/NĐ-CP", effective_from=datetime.date(2018, 6, 21)
    )
    page = article_citing(column, "Theo Nghị định số 61/2018/NĐ-CP, người dân nộp một nơi.")
    (link,) = links_on(client, page)
    assert link["href"] == document.get_absolute_url()
    assert link.text == "Nghị định số 61/2018/NĐ-CP"
    note = link.find_next(id=link["aria-describedby"])
    assert note["role"] == "tooltip"
    assert document.title in note.text and "Còn hiệu lực" in note.text


def test_a_citation_of_an_article_leads_to_the_article(client, column):
    LegalDocumentFactory(number="61/2018/NĐ-CP", body="<p>Điều 5. Nguyên tắc</p>")
    page = article_citing(column, "theo khoản 2 Điều 5 Nghị định số 61/2018/NĐ-CP")
    (link,) = links_on(client, page)
    assert link["href"].endswith("#dieu-5")
    html = client.get(link["href"]).content.decode()
    assert 'id="dieu-5"' in html


def test_what_has_lapsed_carries_a_mark_that_names_the_replacement(client, column):
    relation = DocumentRelationFactory(
        source__number="118/2025/NĐ-CP",
        source__effective_from=datetime.date(2025, 7, 1),
        target__number="61/2018/NĐ-CP",
        target__effective_from=datetime.date(2018, 6, 21),
    )
    page = article_citing(column, "Theo Nghị định số 61/2018/NĐ-CP.")
    (mark,) = marks_on(client, page)
    assert mark.text.startswith("(hết hiệu lực từ ngày 01/7/2025; ")
    assert mark.a.text == relation.source.type_and_number
    assert mark.text.endswith(f"{mark.a.text})")


def marks_on(client, page):
    html = client.get(page.url).content.decode()
    return BeautifulSoup(html, "html.parser").select("small.cchc-lapsed")


@pytest.fixture
def lapsed(db):
    return DocumentRelationFactory(
        source__number="118/2025/NĐ-CP",
        source__effective_from=datetime.date(2025, 7, 1),
        target__number="61/2018/NĐ-CP",
        target__effective_from=datetime.date(2018, 6, 21),
    )


@pytest.mark.parametrize(
    ("text", "before"),
    [
        ("Theo Nghị định số 61/2018/NĐ-CP ngày 23/4/2018 của Chính phủ, nộp.", "của Chính phủ"),
        ("Theo Nghị định số 61/2018/NĐ-CP ngày 23 tháng 4 năm 2018, nộp.", "năm 2018"),
        ("Theo Nghị định số 61/2018/NĐ-CP của Chính phủ về một cửa.", "của Chính phủ"),
        ("Theo Nghị định số 61/2018/NĐ-CP <b>ngày 23/4/2018</b>.", "61/2018/NĐ-CP"),
    ],
)
def test_the_mark_stands_after_the_whole_name(client, column, lapsed, text, before):
    (mark,) = marks_on(client, article_citing(column, text))
    for note in mark.parent.select(".cchc-tooltip"):
        note.decompose()
    said = mark.parent.get_text()
    assert said[: said.index(" (hết hiệu lực")].endswith(before)


def test_a_paragraph_is_marked_once_and_the_cause_named_once_a_page(client, column, lapsed):
    text = "Nghị định số 61/2018/NĐ-CP, rồi Nghị định số 61/2018/NĐ-CP."
    marks = marks_on(client, article_citing(column, text, text))
    assert [bool(mark.a) for mark in marks] == [True, False]


def test_who_replaces_a_document_is_not_warned_of_it(client, lapsed):
    lapsed.source.body = "<p>Thay thế Nghị định số 61/2018/NĐ-CP.</p>"
    lapsed.source.save()
    html = client.get(lapsed.source.get_absolute_url()).content.decode()
    body = BeautifulSoup(html, "html.parser").select_one("#noi-dung")
    assert body.select("a.cchc-citation") and not body.select("small.cchc-lapsed")


def test_what_is_not_known_or_not_public_has_no_link(client, column):
    LegalDocumentFactory(number="62/2018/NĐ-CP", draft=True)
    page = article_citing(column, "Nghị định 61/2018/NĐ-CP và Nghị định 62/2018/NĐ-CP")
    assert links_on(client, page) == []


def test_two_hundred_citations_take_the_queries_of_two(client, column):
    documents = [LegalDocumentFactory() for _ in range(200)]
    texts = [f"Theo Nghị định số {document.number}." for document in documents]
    pages = {count: article_citing(column, *texts[:count]) for count in (2, 200)}

    def queries(count):
        client.get(pages[count].url)
        with CaptureQueriesContext(connection) as captured:
            found = links_on(client, pages[count])
        assert len(found) == count
        return len(captured)

    assert queries(200) == queries(2)


def test_the_preview_of_a_draft_links_what_is_written_now(client, column, admin_user):
    LegalDocumentFactory(number="61/2018/NĐ-CP")
    page = article_citing(column, "Nghị định 61/2018/NĐ-CP", draft=True)
    response = page.make_preview_request()
    assert 'class="cchc-citation"' in response.rendered_content
