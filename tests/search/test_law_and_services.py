"""A text of law has something on every matter: what citizens come for stands before it.

Whoever asks for law gets law, and the article that is named.
"""

import pytest

from cchc_wagtail.search import search
from cchc_wagtail.search.models import Synonym
from cchc_wagtail.search.query.matching import is_sure
from cchc_wagtail.search.query.ranking import Scored
from cchc_wagtail.search.text.law_words import article_named, asks_for_law
from cchc_wagtail.search.text.query import parse_query
from cchc_wagtail.search.text.terms import Term
from tests.factories import LegalDocumentFactory, ProcedurePageFactory

LONG = "".join(
    f"<p>Điều {number}. Hợp pháp hóa lãnh sự, trường hợp {number}</p>"
    f"<p>Việc hợp pháp hóa lãnh sự theo trường hợp {number} do Bộ Ngoại giao thực hiện.</p>"
    for number in range(1, 9)
)


@pytest.mark.parametrize(
    "typed",
    [
        "luật cư trú",
        "luat xuat nhap canh",
        "quy dinh ve qua tang",
        "nghị định về hộ chiếu",
        "khoản 2 điều 5",
        "nd 61",
        "văn bản về hộ chiếu",
    ],
)
def test_law_is_asked_for(typed):
    assert asks_for_law(parse_query(typed))


@pytest.mark.parametrize(
    "typed", ["luật sư nước ngoài", "thu tuc cap ho chieu", "điều chỉnh giấy phép", "điều kiện", ""]
)
def test_law_is_not_asked_for(typed):
    assert not asks_for_law(parse_query(typed))


@pytest.mark.parametrize(
    "typed, anchor",
    [
        ("khoản 2 điều 5 nghị định 61/2018", "dieu-5"),
        ("dieu 12a nd 61 2018", "dieu-12a"),
        ("nd 61 2018", ""),
        ("điều 5, điều 7 nghị định 61/2018", "dieu-5"),
    ],
)
def test_the_article_that_is_named(typed, anchor):
    assert article_named(parse_query(typed)) == anchor


@pytest.fixture
def law(db):
    return LegalDocumentFactory(
        number="901/2011/NĐ-CP", title="Về chứng nhận, hợp pháp hóa lãnh sự", body=LONG
    )


@pytest.fixture
def service(procedures):
    return ProcedurePageFactory(
        parent=procedures, title="Hợp pháp hóa lãnh sự giấy tờ của nước ngoài", code="1.000002"
    )


@pytest.mark.parametrize("typed", ["hợp pháp hóa lãnh sự", "hop phap hoa lanh su o dau"])
def test_the_service_first(engine, law, service, typed):
    assert [hit.kind for hit in search(typed).hits] == ["procedure", "document"]


@pytest.mark.parametrize(
    "typed", ["nghị định hợp pháp hóa lãnh sự", "quy định về hợp pháp hóa lãnh sự"]
)
def test_the_law_first_where_law_is_asked_for(engine, law, service, typed):
    assert search(typed).hits[0].kind == "document"


def test_what_does_not_fit_stands_behind(engine, law, procedures):
    ProcedurePageFactory(parent=procedures, title="Cấp giấy thông hành lãnh sự", code="1.000003")
    assert search("hợp pháp hóa lãnh sự").hits[0].kind == "document"


@pytest.mark.parametrize(
    "title, spoken, sure",
    [
        ("hieu dinh giay chung nhan dang ky dau tu ra nuoc ngoai", "", False),
        ("kiem dinh xe may", "", True),
        ("quan ly phuong tien", "nguoi dang ky xe may", True),
        ("quan ly phuong tien", "nguoi dang ky tam tru", False),
    ],
)
def test_the_first_result_makes_an_answer_sure(title, spoken, sure):
    terms = [Term("dang_ky", 3, 1.0), Term("ky_xe", 1, 4.0), Term("xe_may", 1, 5.0)]
    first = Scored(1, 1, 1, f" {title} ", f" {title} {spoken} ")
    assert is_sure(first, [parse_query("dang ky xe may")], [terms]) == sure


def test_a_thing_that_is_known_has_to_be_named(engine, procedures):
    Synonym.objects.create(words="xe máy", meaning="phương tiện giao thông cơ giới")
    ProcedurePageFactory(parent=procedures, title="Đăng ký phương tiện", code="1.000003")
    ProcedurePageFactory(parent=procedures, title="Cấp giấy phép giao thông", code="1.000004")
    assert search("đăng ký xe máy").is_guess
    ProcedurePageFactory(
        parent=procedures, title="Đăng ký phương tiện giao thông cơ giới", code="1.000005"
    )
    found = search("đăng ký xe máy")
    assert not found.is_guess
    assert found.hits[0].key == "1.000005"


@pytest.mark.parametrize(
    "typed", ["khoản 2 điều 5 nghị định 901/2011", "dieu 5 nd 901/2011", "điều 5 901/2011/NĐ-CP"]
)
def test_a_number_with_an_article_leads_there(engine, law, typed):
    results = search(typed)
    assert results.hits[0].url == f"{law.get_absolute_url()}#dieu-5"
    assert results.direct_hit.url == results.hits[0].url


def test_an_article_that_is_not_there_leads_to_the_document(engine, law):
    assert search("điều 99 nghị định 901/2011").hits[0].url.partition("#")[0] == (
        law.get_absolute_url()
    )
