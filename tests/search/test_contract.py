"""What tools outside the package rely on."""

import pytest
from django.db import transaction
from django.urls import reverse
from wagtail.models import PageViewRestriction

from cchc_wagtail.search import search
from cchc_wagtail.search.models import SearchEntry
from tests.factories import (
    ArticlePageFactory,
    LegalDocumentFactory,
    ProcedurePageFactory,
    ThematicAreaFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def content(section):
    procedures = section.get_children().get(slug="thu-tuc").specific
    column = section.get_children().get(slug="tin-tuc").get_children().first().specific
    area = ThematicAreaFactory()
    return {
        "passport": ProcedurePageFactory(
            parent=procedures,
            title="Cấp hộ chiếu phổ thông ở trong nước",
            code="1.001456",
            thematic_area=area,
        ),
        "hoa": ProcedurePageFactory(parent=procedures, title="Kiểm dịch hoa tươi", code="1.2"),
        "hoá": ProcedurePageFactory(parent=procedures, title="Kiểm dịch hóa chất", code="1.3"),
        "article": ArticlePageFactory(parent=column, title="Đổi mới việc cấp hộ chiếu"),
        "document": LegalDocumentFactory(number="901/2021/NĐ-CP", title="Về xuất cảnh"),
    }


def keys(text, **options):
    return [hit.key for hit in search(text, **options).hits]


@pytest.mark.parametrize(
    "text",
    [
        "Cấp hộ chiếu phổ thông",
        "cap ho chieu pho thong",
        "CẤP HO CHIEU PHO THONG",
        "cấp ho chiếu pho thông",
    ],
)
def test_marks_need_not_be_typed(content, text):
    assert keys(text)[0] == "1.001456"


def test_marks_that_are_typed_rank_first(content):
    assert keys("kiểm dịch hoa")[0] == "1.2"
    assert keys("kiểm dịch hóa")[0] == "1.3"
    assert set(keys("kiem dich hoa")) >= {"1.2", "1.3"}


@pytest.mark.parametrize("text", ["901/2021/NĐ-CP", "901/2021/nd-cp", "nghị định 901/2021/ND-CP"])
def test_a_number_leads_straight_to_its_document(content, text):
    results = search(text)
    assert results.direct_hit.key == "901/2021/NĐ-CP"
    assert results.hits[0].url == content["document"].get_absolute_url()


def test_a_code_leads_straight_to_its_procedure(content):
    assert search("1.001456").direct_hit.title == content["passport"].title


def test_highlights_are_safe_and_on_the_text_as_typed(content):
    content["passport"].title = "Cấp <b>hộ chiếu</b> & thị thực"
    content["passport"].save_revision().publish()
    (hit, *_) = search("ho chieu thi thuc").hits
    title = hit.highlights["title"]
    assert "<mark>" in title and "&amp;" in title and "<b>" not in title


def test_facets_leave_their_own_filter_out(content):
    results = search("ho chieu", filters={"kind": ["procedure"]})
    assert {hit.kind for hit in results.hits} == {"procedure"}
    counted = {value: (count, chosen) for value, _, count, chosen in results.facets["kind"]}
    assert counted["procedure"][1] and not counted["article"][1]
    assert counted["article"][0] == 1


def test_nothing_is_an_honest_answer(content):
    results = search("xylophon zwischenzeit")
    assert results.total == 0 and results.hits == []


def test_an_entry_is_written_with_the_publication_or_not_at_all(content):
    before = SearchEntry.objects.count()
    with pytest.raises(RuntimeError), transaction.atomic():
        LegalDocumentFactory(number="77/2022/NĐ-CP")
        assert SearchEntry.objects.count() == before + 1
        raise RuntimeError
    assert SearchEntry.objects.count() == before


def test_what_is_not_public_has_no_entry(content):
    def entries():
        return set(SearchEntry.objects.values_list("key", flat=True))

    index = content["passport"].get_parent()
    restriction = PageViewRestriction.objects.create(page=index, restriction_type="login")
    assert "1.001456" not in entries()
    restriction.delete()
    assert "1.001456" in entries()
    content["passport"].unpublish()
    assert "1.001456" not in entries()
    content["document"].delete()
    assert "901/2021/NĐ-CP" not in entries()


def test_a_draft_of_a_published_page_is_not_found(content):
    page = content["passport"]
    page.title = "Tên chưa được duyệt"
    page.save_revision()
    assert not SearchEntry.objects.filter(title="Tên chưa được duyệt").exists()


HOSTILE = [
    "",
    '"',
    "*",
    "-",
    ":",
    "NEAR(a b, 3)",
    'title:"x" AND',
    "'; DROP TABLE wagtailcore_page; --",
    "a" * 10_000,
    "hộ chiếu " * 1_500,
    "\x00\u200b😀",
    "%%%s",
]


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("name", ["search", "search_json"])
def test_any_query_is_answered(client, content, text, name):
    response = client.get(reverse(f"cchc_wagtail:{name}"), {"q": text, "page": "-5", "kind": text})
    assert response.status_code == 200


@pytest.mark.parametrize("page", ["99", "0", "-1", "abc"])
def test_a_wrong_page_number_gives_the_last_page(content, page):
    results = search("kiem dich", page=page, page_size=1)
    assert results.page == results.num_pages == 2


def test_without_an_engine_the_page_says_so(client, content, settings):
    settings.CCHC_WAGTAIL = {"SEARCH_ENGINE": "none"}
    response = client.get(reverse("cchc_wagtail:search"), {"q": "ho chieu"})
    assert response.status_code == 200
    assert "tạm thời không trả lời" in response.content.decode()
    assert client.get(reverse("cchc_wagtail:search_json")).status_code == 503
