import pytest
from hypothesis import given
from hypothesis import strategies as st
from wagtail.models import Site

from cchc_wagtail.frontend.head import with_head
from tests.factories import (
    ArticlePageFactory,
    LegalDocumentFactory,
    NewsColumnPageFactory,
    ProcedurePageFactory,
)

HOST = "<html><head><title>Sở</title>{}</head><body><p>chữ</p></body></html>"
OURS = """
<meta name="description" content="Hai câu.">

<meta property="og:title" content="Cấp hộ chiếu">
<link rel="alternate" type="application/atom+xml" href="/nguon-tin/">
"""


def test_it_stands_before_the_end_of_the_head():
    html = with_head(HOST.format(""), OURS)
    head, _, body = html.partition("</head>")
    assert head.count("<meta") == 2 and 'rel="alternate"' in head
    assert body == "<body><p>chữ</p></body></html>"


def test_what_the_host_says_already_is_left_out():
    html = with_head(HOST.format('<meta name="description" content="Của trang.">'), OURS)
    assert html.count('name="description"') == 1 and "Của trang." in html
    assert "og:title" in html


def test_several_feeds_are_no_repetition():
    html = with_head(HOST.format('<link rel="alternate" href="/tin.xml">'), OURS)
    assert html.count('rel="alternate"') == 2


@given(st.text())
def test_a_document_without_a_head_stays_as_it_is(text):
    if "</head" not in text.lower():
        assert with_head(text, OURS) == text


@pytest.fixture
def column(db):
    root = Site.objects.get(is_default_site=True).root_page
    return NewsColumnPageFactory(parent=root, title="Tin tức")


def test_a_page_tells_machines_what_it_is(client, column):
    page = ProcedurePageFactory(
        parent=column, title="Cấp hộ chiếu", summary='Làm "hộ chiếu" & thị thực.'
    )
    head = client.get(page.url).content.decode().partition("</head>")[0]
    assert '<meta property="og:title" content="Cấp hộ chiếu">' in head
    assert 'content="Làm &quot;hộ chiếu&quot; &amp; thị thực."' in head
    assert f'<link rel="canonical" href="{page.full_url}">' in head
    assert f"/anh-chia-se/cchc_procedures.procedurepage/{page.pk}.png" in head


def test_what_an_editor_wrote_for_machines_comes_first(client, column):
    own = "Câu dành cho máy tìm kiếm."
    page = ArticlePageFactory(parent=column, lead="Câu dẫn.", search_description=own)
    head = client.get(page.url).content.decode().partition("</head>")[0]
    assert f'og:description" content="{own}"' in head
    assert "Câu dẫn." not in head


@pytest.mark.django_db
def test_a_document_has_its_title_and_the_feed_of_its_changes(client):
    document = LegalDocumentFactory(title="Về một cửa")
    head = client.get(document.get_absolute_url()).content.decode().partition("</head>")[0]
    assert 'content="Về một cửa"' in head
    assert 'type="application/atom+xml"' in head


@pytest.mark.parametrize("query, canonical", [("", True), ("?q=x", True), ("?page=2", False)])
def test_filters_make_no_other_page_but_a_further_page_is_one(client, column, query, canonical):
    answer = client.get(column.url + query)
    assert ('rel="canonical"' in answer.get("Link", "")) is canonical
    assert ('rel="canonical"' in answer.content.decode()) is canonical


def test_the_name_of_the_site_is_told(client, column):
    Site.objects.filter(is_default_site=True).update(site_name="Sở Ngoại vụ")
    Site.clear_site_root_paths_cache()
    page = ArticlePageFactory(parent=column)
    assert 'og:site_name" content="Sở Ngoại vụ"' in client.get(page.url).content.decode()
