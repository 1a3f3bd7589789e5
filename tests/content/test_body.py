"""The blocks of which the body of an article or an answer is made, as readers see them."""

import datetime

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file

from cchc_wagtail.content.blocks import BodyBlock
from cchc_wagtail.frontend.tables import table_value
from cchc_wagtail.news.models import ArticlePage
from cchc_wagtail.questions.models import SituationIndexPage, SituationPage
from tests.factories import (
    ArticlePageFactory,
    LegalDocumentFactory,
    NewsColumnPageFactory,
    ProcedurePageFactory,
    SituationPageFactory,
)

pytestmark = pytest.mark.django_db

ROWS = [
    ["Lĩnh vực", "Đúng hạn", ""],
    ["", "Trực tuyến", "Trực tiếp"],
    ["Hộ tịch", "98,7 %", "100 %"],
]
MERGED = [(0, 0, 2, 1), (0, 1, 1, 2)]


@pytest.fixture
def image():
    file = get_test_image_file(size=(1000, 800))
    return get_image_model().objects.create(title="Biểu đồ", file=file)


@pytest.fixture
def show(client, section):
    """Publish an article with the blocks given and return its page as a tree."""
    column = NewsColumnPageFactory(parent=section)

    def show(*blocks):
        article = ArticlePageFactory(parent=column, body=[*blocks])
        response = client.get(article.url)
        assert response.status_code == 200
        return BeautifulSoup(response.content.decode(), "html.parser").select_one(".cchc-body")

    return show


def table(**options):
    return "table", table_value([[*row] for row in ROWS], **options)


def figure(image, **values):
    return "image", {"image": image, "decorative": False, "alt_text": "", **values}


def test_a_table_says_what_heads_what(show):
    body = show(table(merged=MERGED, heads="both", caption="Kết quả tháng 5"))
    region = body.select_one(".cchc-data")
    assert (region["role"], region["tabindex"]) == ("region", "0")
    assert region["aria-label"] == region.caption.text == "Kết quả tháng 5"
    heads = [(cell.text, cell["scope"]) for cell in region.select("thead th")]
    assert heads == [
        ("Lĩnh vực", "col"),
        ("Đúng hạn", "colgroup"),
        ("Trực tuyến", "col"),
        ("Trực tiếp", "col"),
    ]
    assert region.select_one("thead th")["rowspan"] == "2"
    assert [(one.name, one.get("scope")) for one in region.select("tbody tr > *")] == [
        ("th", "row"),
        ("td", None),
        ("td", None),
    ]


def test_a_table_without_heads_or_caption_has_a_name_all_the_same(show):
    body = show(table(heads="neither"))
    assert body.select_one(".cchc-data")["aria-label"] == "Bảng"
    assert not body.select("th, thead, caption")


def test_nothing_in_a_table_is_markup(show):
    body = show(("table", table_value([["<script>a</script>", "một\nhai"]], heads="neither")))
    assert body.select("script") == []
    assert body.select("td")[0].text == "<script>a</script>" and body.select("td br")


def test_an_empty_table_is_not_handed_in():
    block = BodyBlock().child_blocks["table"]
    with pytest.raises(ValidationError):
        block.clean(table_value([["", ""]]))
    assert block.clean(table()[1])


def test_the_text_of_a_table_is_searched(section):
    column = NewsColumnPageFactory(parent=section)
    article = ArticlePageFactory(parent=column, body=[table(caption="Kết quả tháng 5")])
    said = "\n".join(passage.text for passage in article.get_search_entry().passages)
    assert "Kết quả tháng 5" in said and "Trực tuyến" in said


def test_a_picture_has_its_caption_source_and_sizes(show, image):
    body = show(figure(image, alt_text="Hai cột", caption="Số hồ sơ", source="Văn phòng Sở"))
    assert body.select_one("figure img")["alt"] == "Hai cột"
    assert "Số hồ sơ" in body.figcaption.text and "Văn phòng Sở" in body.figcaption.text
    types = [source["type"] for source in body.select("picture source")]
    assert types == ["image/webp"] and "800w" in body.select_one("source")["srcset"]


def test_a_decoration_says_nothing(show, image):
    assert show(figure(image, decorative=True, alt_text="x")).select_one("img")["alt"] == ""


def test_a_picture_without_alternative_is_a_draft_and_no_more(image):
    block = BodyBlock().child_blocks["image"]
    value = block.to_python({"image": image.pk, "decorative": False, "alt_text": " "})
    with pytest.raises(ValidationError):
        block.clean(value)
    assert block.clean(block.to_python({"image": image.pk, "decorative": True, "alt_text": ""}))


@pytest.mark.parametrize("model", [ArticlePage, SituationPage])
def test_pictures_of_before_are_read(model, image):
    """What was stored by Wagtail's own block had three fields, or was the key alone."""
    name = "body" if model is ArticlePage else "full_answer"
    value = {"image": image.pk, "decorative": False, "alt_text": "Như trước"}
    field = model._meta.get_field(name)
    read = field.to_python([{"type": "image", "value": value, "id": "1"}])
    assert read[0].value["image"] == image and read[0].value.alternative == "Như trước"


def test_a_gallery_shows_all_its_pictures(show, image):
    pictures = [figure(image, alt_text=f"Ảnh {number}")[1] for number in range(3)]
    body = show(("gallery", {"title": "Hội nghị", "pictures": pictures}))
    assert [one["alt"] for one in body.select("li img")] == ["Ảnh 0", "Ảnh 1", "Ảnh 2"]
    assert body.select_one("section")["aria-label"] == "Hội nghị"


def test_a_video_is_a_link_and_fetches_nothing(show, image):
    body = show(
        (
            "video",
            {
                "title": "Nộp hồ sơ trực tuyến",
                "url": "https://www.video.example.org/watch?v=1",
                "poster": image,
                "length": "3 phút",
            },
        )
    )
    assert body.a["href"] == "https://www.video.example.org/watch?v=1"
    assert "video.example.org" in body.text and "3 phút" in body.text
    assert not body.select("iframe, video, script, embed, object")
    assert all(one["src"].startswith("/") for one in body.select("img"))


@pytest.mark.parametrize("address", ["javascript:alert(1)", "data:text/html,x", "video"])
def test_a_video_has_a_web_address(address):
    block = BodyBlock().child_blocks["video"]
    with pytest.raises(ValidationError):
        block.clean(block.to_python({"title": "x", "url": address}))


@pytest.fixture
def procedures(section):
    parent = section.get_children().get(slug="thu-tuc").specific
    return [ProcedurePageFactory(parent=parent, channels=1) for _number in range(3)]


def test_a_card_says_name_and_facts(show, section, procedures):
    document = LegalDocumentFactory(
        number="997/2018/NĐ-CP", effective_from=datetime.date(2018, 6, 21)
    )
    answers = SituationIndexPage.objects.get()
    situation = SituationPageFactory(parent=answers, title="Mất hộ chiếu thì làm gì?")
    body = show(("content_cards", [procedures[0], situation]), ("document_cards", [document]))
    links = [(link.text, link["href"]) for link in body.select(".cchc-card a")]
    assert links == [
        (procedures[0].title, procedures[0].url),
        (situation.title, situation.url),
        (f"Nghị định 997/2018/NĐ-CP {document.title}", document.get_absolute_url()),
    ]
    assert "5 ngày làm việc" in body.select_one("dl").text
    assert "Còn hiệu lực" in body.select(".cchc-card")[2].text


def test_what_is_hidden_or_withdrawn_has_no_card(show, procedures):
    document = LegalDocumentFactory()
    procedures[0].unpublish()
    document.unpublish()
    body = show(("content_cards", [procedures[0], procedures[1]]), ("document_cards", [document]))
    assert [link.text for link in body.select(".cchc-card a")] == [procedures[1].title]


def test_cards_cost_the_same_however_many(client, section, procedures):
    column = NewsColumnPageFactory(parent=section)
    counts = []
    for shown in (procedures[:1], procedures):
        article = ArticlePageFactory(parent=column, body=[("content_cards", shown)])
        client.get(article.url)
        with CaptureQueriesContext(connection) as queries:
            client.get(article.url)
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 14


def test_a_file_says_its_type_and_size(show):
    file = get_document_model().objects.create(
        title="Mẫu đơn", file=ContentFile(b"%PDF-" + bytes(2043), name="mau-don.pdf")
    )
    file.get_file_size()
    text = show(("file", file)).a.text
    assert "Mẫu đơn" in text and "(PDF, 2,0" in text
