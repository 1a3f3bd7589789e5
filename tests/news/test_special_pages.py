"""A special page: composed of blocks, some of which show content of other rooms."""

import datetime

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cchc_wagtail.indicators.models import Figure, IndexListPage
from cchc_wagtail.news.models import SpecialPage
from cchc_wagtail.search import search
from tests.factories import (
    ArticlePageFactory,
    IndexFactory,
    IndexPageFactory,
    LegalDocumentFactory,
    ProcedurePageFactory,
    SpecialPageFactory,
    TerritoryFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def column(section):
    return section.get_children().get(slug="tin-tuc").specific


@pytest.fixture
def index(section):
    index, ours = IndexFactory(code="THU"), TerritoryFactory(is_own=True)
    for year, score in [(2021, 40), (2022, 41), (2023, 43)]:
        Figure.objects.create(index=index, year=year, territory=ours, score=score, source="Báo cáo")
    parent = IndexListPage.objects.child_of(section).get()
    return IndexPageFactory(parent=parent, index=index, title="Chỉ số thử", slug="thu")


@pytest.fixture
def page(section, column, index):
    procedures = section.get_children().get(slug="thu-tuc").specific
    for day in (1, 2, 3, 4):
        ArticlePageFactory(
            parent=column, title=f"Tin số {day}", date=datetime.date(2024, 5, day)
        ).save_revision().publish()
    page = SpecialPageFactory(parent=column)
    page.body = [
        ("numbers", [{"number": "98,7 %", "words": "hồ sơ đúng hạn", "source": "Báo cáo quý"}]),
        (
            "columns",
            [{"heading": "Một", "text": "<p>Bên trái</p>"}, {"heading": "", "text": "<p>Phải</p>"}],
        ),
        ("articles", {"heading": "Tin mới", "column": column, "count": 3}),
        ("inset", index),
        ("content_cards", [ProcedurePageFactory(parent=procedures, title="Thủ tục chọn")]),
        ("document_cards", [LegalDocumentFactory(number="98/2024/NĐ-CP")]),
    ]
    page.save_revision().publish()
    return SpecialPage.objects.get(pk=page.pk)


def test_it_shows_what_it_is_composed_of(client, page, index):
    html = client.get(page.url).content.decode()
    shown = BeautifulSoup(html, "html.parser").find("article")
    numbers = shown.find("dl", class_="cchc-numbers")
    assert [one.text for one in numbers.find_all("dd")] == ["98,7 %", "Báo cáo quý"]
    assert "Bên trái" in shown.text and "Phải" in shown.text
    found = [one.text for one in shown.find_all("a") if one.text.startswith("Tin số")]
    assert found == ["Tin số 4", "Tin số 3", "Tin số 2"]
    assert "43" in shown.text and len(shown.find_all("svg", role="img")) == 2
    assert "Thủ tục chọn" in shown.text and "98/2024/NĐ-CP" in shown.text
    assert "<iframe" not in html and "style=" not in str(shown)


def test_what_was_taken_down_is_left_out(client, page, index):
    index.unpublish()
    html = client.get(page.url).content.decode()
    assert "Chỉ số thử" not in html and "98,7 %" in html


def test_a_page_of_another_kind_has_no_inset(client, page, column):
    article = column.get_children().first()
    page.body = [("inset", article), ("inset", None)]
    page.save()
    assert client.get(page.url).status_code == 200


def test_it_asks_little_of_the_database(client, page, column):
    def asked():
        client.get(page.url)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(page.url).status_code == 200
        return len(queries)

    few = asked()
    for _time in range(8):
        ArticlePageFactory(parent=column).save_revision().publish()
    assert asked() <= few <= MOST


#: With one of each block; about a third is Wagtail's own.
MOST = 30


def test_it_is_found_and_its_column_leads_to_it(client, page, column):
    assert page.title in [hit.title for hit in search("Bên trái").hits]
    assert page.url in client.get(column.url).content.decode()


def test_a_draft_is_nowhere(client, page, column):
    page.unpublish()
    assert client.get(page.url).status_code == 410
    assert page.title not in client.get(column.url).content.decode()
    assert page.title not in [hit.title for hit in search(page.title).hits]


def test_the_editor_composes_one(admin_client, page):
    shown = admin_client.get(reverse("wagtailadmin_pages:edit", args=[page.pk]))
    assert shown.status_code == 200
