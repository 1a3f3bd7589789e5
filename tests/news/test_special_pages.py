"""A special page: composed of blocks, some of which show content of other rooms."""

import datetime

import pytest
from bs4 import BeautifulSoup
from django.core.files.base import ContentFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file

from cchc_wagtail.indicators.models import Figure, IndexListPage, OneStopPage, StoredChart
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
def image():
    file = get_test_image_file(size=(1000, 800))
    return get_image_model().objects.create(title="Biểu đồ", file=file)


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


def asked(client, page):
    client.get(page.url)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(page.url).status_code == 200
    return len(queries)


def test_it_asks_little_of_the_database(client, page, column):
    few = asked(client, page)
    for _time in range(8):
        ArticlePageFactory(parent=column).save_revision().publish()
    # About half is Wagtail's own.
    assert asked(client, page) <= few <= 14


def test_more_blocks_of_the_kinds_that_there_are_ask_for_nothing_more(
    client, page, column, section
):
    few = asked(client, page)
    one_stop = OneStopPage.objects.descendant_of(section).get()
    procedures = ProcedurePageFactory.create_batch(
        2, parent=section.get_children().get(slug="thu-tuc").specific
    )
    page.body = [
        *((one.block_type, one.value) for one in page.body),
        ("inset", one_stop),
        ("articles", {"heading": "Thêm tin", "column": column, "count": 6}),
        ("content_cards", procedures),
        ("document_cards", LegalDocumentFactory.create_batch(3)),
    ]
    page.save_revision().publish()
    assert asked(client, page) == few
    text = client.get(page.url).content.decode()
    assert one_stop.title in text and "Thêm tin" in text and procedures[1].title in text


def test_pictures_and_files_are_asked_for_once_a_model(client, page, image):
    few = asked(client, page)
    figure = {"image": image, "alt_text": "Biểu đồ", "caption": "", "source": ""}
    file = get_document_model().objects.create(
        title="Mẫu đơn", file=ContentFile(b"%PDF-", name="mau.pdf")
    )
    video = {"title": "Hướng dẫn", "url": "https://video.example/1", "poster": image}
    page.body = [
        *((one.block_type, one.value) for one in page.body),
        ("image", figure),
        ("gallery", {"title": "Ảnh", "pictures": [figure, figure]}),
        ("video", video),
        ("file", file),
    ]
    page.save_revision().publish()
    assert asked(client, page) == few + 2
    shown = BeautifulSoup(client.get(page.url).content.decode(), "html.parser").article
    assert len(shown.select("img[alt='Biểu đồ']")) == 3 and shown.select_one(".cchc-video img")
    assert "Mẫu đơn" in shown.text


def test_an_inset_follows_the_figures(client, page, index):
    client.get(page.url)
    Figure.objects.get(index=index.index, year=2023).delete()
    shown = client.get(page.url).content.decode()
    assert "Năm 2022: 41" in shown and "năm 2021 đến năm 2022" in shown
    Figure.objects.get(index=index.index, year=2022).delete()
    shown = BeautifulSoup(client.get(page.url).content.decode(), "html.parser").article
    assert "Năm 2021: 40" in shown.text and not shown.select("svg[role=img]")


def test_an_inset_without_a_chart_is_not_drawn_again(client, page, index):
    Figure.objects.filter(index=index.index).delete()
    index.save()
    few = asked(client, page)
    assert StoredChart.objects.filter(name__startswith=f"inset-{index.pk}-", svg="").count() == 2
    assert asked(client, page) == few


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
