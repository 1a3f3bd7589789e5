from datetime import date, timedelta

import pytest
from django.db import connection
from django.db.models import F
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.contrib.search_promotions.models import Query, SearchPromotion
from wagtail.models import Page

from cchc_wagtail.search import search
from cchc_wagtail.search.checks import check_engine
from cchc_wagtail.search.engines import remote_engine
from cchc_wagtail.search.index import delivery
from cchc_wagtail.search.log import forget_old_queries
from cchc_wagtail.search.models import LoggedQuery, SearchEntry, UsedReceipt
from tests.factories import LegalDocumentFactory, ProcedurePageFactory, ThematicAreaFactory

pytestmark = pytest.mark.django_db

MEGABYTE = 1 << 20


@pytest.fixture
def passports(engine, procedures):
    area = ThematicAreaFactory(name="Xuất nhập cảnh")
    for title in ["Cấp hộ chiếu", "Đổi hộ chiếu", "Mất hộ chiếu"]:
        ProcedurePageFactory(parent=procedures, title=title, thematic_area=area)
    ProcedurePageFactory(
        parent=procedures, title="Thị thực", thematic_area=ThematicAreaFactory(name="Thị thực")
    )


def page(client, **parameters):
    return client.get(reverse("cchc_wagtail:search"), parameters)


@pytest.mark.parametrize("name", ["search", "search_json"])
@pytest.mark.parametrize(
    "parameters",
    [
        {"q": "ho chieu", "field": "thi-thuc", "kind": "procedure"},
        {"q": "hộ chieuu", "field": "xuat-nhap-canh", "kind": "procedure", "sort": "relevance"},
        {"q": "không có gì cả"},
    ],
)
def test_the_queries_do_not_grow_with_the_results(client, passports, procedures, name, parameters):
    def count():
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse(f"cchc_wagtail:{name}"), parameters)
        return len([q for q in queries if "SAVEPOINT" not in q["sql"]])

    count()
    few = count()
    for number in range(12):
        ProcedurePageFactory(parent=procedures, title=f"Lại hộ chiếu {number}")
    assert count() <= few
    # Two of them are for what the cards show, one for what readers opened, and one for the
    # languages of what matches.
    assert few <= 19


def test_where_no_result_holds_all_words_there_are_ways_on(client, passports):
    response = page(client, q="mat ho chieu campuchia")
    assert response.context["results"].relaxed
    content = response.content.decode()
    assert "Chưa có kết quả chứa đủ các từ" in content
    assert 'href="https://dichvucong.gov.vn/"' in content
    assert "dat-cau-hoi/?q=mat%20ho%20chieu%20campuchia" in content


def test_filters_and_paging_are_plain_links(client, passports):
    content = page(client, q="ho chieu", field="xuat-nhap-canh").content.decode()
    assert 'name="field" value="xuat-nhap-canh" checked' in content
    assert '<a href="?q=ho+chieu">' in content


def test_without_words_the_filters_list(passports):
    assert search("", filters={"field": ["xuat-nhap-canh"]}).total == 3
    assert search("").total == 0
    assert [value.count for value in search("").facets["field"]] == [3, 1]


def test_values_of_a_facet_add_up_and_facets_narrow(passports):
    both = {"field": ["xuat-nhap-canh", "thi-thuc"]}
    assert search("", filters=both).total == 4
    assert search("", filters={**both, "kind": ["article"]}).total == 0
    assert search("", filters={"field": ["khong-co"]}).total == 0
    assert search("ho chieu", filters={"unknown": ["x"]}).total == 3


def test_a_chosen_value_without_results_can_still_be_dropped(passports):
    (value,) = [
        v
        for v in search("thi thuc", filters={"field": ["xuat-nhap-canh"]}).facets["field"]
        if v.selected
    ]
    assert (value.value, value.count) == ("xuat-nhap-canh", 0)


@pytest.mark.parametrize("length", [10_000, MEGABYTE])
def test_long_input_is_answered(passports, length):
    assert search("hộ chiếu " * (length // 9)).total >= 0
    assert search("x" * length).total == 0


def test_a_missing_engine_is_a_warning(settings):
    settings.CCHC_WAGTAIL = {"SEARCH_ENGINE": "none"}
    assert [message.id for message in check_engine(None)] == ["cchc_search.W001"]


def test_the_newest_can_come_first(passports):
    for title, day in {"Đổi hộ chiếu": date(2024, 4, 4), "Mất hộ chiếu": date(2023, 1, 1)}.items():
        SearchEntry.objects.filter(title=title).update(date=day, version=F("version") + 1)
    if remote_engine() is not None:
        delivery.bring_all()
        remote_engine().refresh()
    titles = [hit.title for hit in search("ho chieu", sort="newest").hits]
    assert titles == ["Đổi hộ chiếu", "Mất hộ chiếu", "Cấp hộ chiếu"]
    assert search("ho chieu", sort="x").sort == "relevance"


def test_suggestions_finish_what_is_typed(client, passports):
    address = reverse("cchc_wagtail:search_suggestions")
    for typed in ("ho ch", "hộ chiế", "doi ho", "HO CHIEU"):
        titles = [one["title"] for one in client.get(address, {"q": typed}).json()["suggestions"]]
        assert "Đổi hộ chiếu" in titles, typed
    assert client.get(address, {"q": "ho ch", "kind": "article"}).json() == {"suggestions": []}
    for nothing in ("", "x", "zwisch", "\x00", "%", "a" * 5000):
        assert client.get(address, {"q": nothing}).json() == {"suggestions": []}


def test_suggestions_cost_the_same_on_a_large_site(client, passports, procedures):
    def count():
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse("cchc_wagtail:search_suggestions"), {"q": "ho chi"})
        return len([q for q in queries if "SAVEPOINT" not in q["sql"]])

    few = count()
    for number in range(8):
        ProcedurePageFactory(parent=procedures, title=f"Lại hộ chiếu {number}")
    assert count() == few <= 7  # one for the languages of what fits


def test_editors_picks_are_found_without_marks_and_only_where_public(client, passports):
    promoted = Page.objects.get(title="Mất hộ chiếu")
    query = Query.get("hộ chiếu")
    SearchPromotion.objects.create(query=query, page=promoted, description="Khi bị mất")
    SearchPromotion.objects.create(
        query=query, external_link_url="https://example.gov.vn/", external_link_text="Cổng"
    )
    picks = page(client, q="HO CHIEU").context["picks"]
    assert [(pick.title, pick.description) for pick in picks] == [
        ("Mất hộ chiếu", "Khi bị mất"),
        ("Cổng", ""),
    ]
    promoted.unpublish()
    assert [pick.title for pick in page(client, q="ho chieu").context["picks"]] == ["Cổng"]
    assert page(client, q="thi thuc").context["picks"] == []


def test_searching_writes_nothing_and_the_browser_tells_afterwards(client, passports):
    response = page(client, q="Hộ chiếu")
    assert not LoggedQuery.objects.exists()
    address = response.context["log_address"]
    assert f'data-cchc-log="{address}"' in response.content.decode()
    assert client.post(address).status_code == 204
    assert client.post(f"{address}&opened=1").status_code == 204
    for again in [address, f"{address}&opened=1"]:
        assert client.post(again).status_code == 204
    row = LoggedQuery.objects.get()
    assert (row.text, row.count, row.clicks, row.total) == ("Hộ chiếu", 1, 1, 3)
    assert client.get(address).status_code == 405
    for forged in ("", "x", address.split("=")[1][:-1]):
        forged = reverse("cchc_wagtail:search_log") + f"?receipt={forged}"
        assert client.post(forged).status_code == 400
    assert LoggedQuery.objects.count() == 1


def test_a_receipt_fills_no_list_and_another_search_counts_again(client, passports):
    for _number in range(2):
        address = page(client, q="Hộ chiếu").context["log_address"]
        for _again in range(3):
            client.post(address)
    assert LoggedQuery.objects.get().count == 2
    assert UsedReceipt.objects.count() == 2
    UsedReceipt.objects.update(used_at=timezone.now() - timedelta(days=1, seconds=1))
    forget_old_queries()
    assert not UsedReceipt.objects.exists()


def test_old_queries_are_forgotten(passports):
    today = timezone.localdate()
    for days in (10, 500):
        LoggedQuery.objects.create(day=today - timedelta(days=days), folded="x", text="x")
    assert forget_old_queries() == 1


def test_where_nothing_is_found_there_are_fields_to_browse(client, passports):
    response = page(client, q="xylophon zwischenzeit")
    assert [field.value for field in response.context["fields"]] == ["xuat-nhap-canh", "thi-thuc"]
    assert response.context["ask_url"] == reverse("cchc_wagtail:ask")


@pytest.mark.parametrize("typed", ["999/2023/ND-CP", "Nghị định 999/2023/NĐ-CP", "999/2023/nđ-cp"])
def test_a_number_that_no_document_has_is_told(client, passports, typed):
    answer = page(client, q=typed)
    assert answer.context["unknown_number"] == "999/2023/NĐ-CP"
    assert "<strong>999/2023/NĐ-CP</strong>" in answer.content.decode()


@pytest.mark.parametrize("typed", ["ho chieu", "61/2018/NĐ-CP", "1.001456", "12/5/2024"])
def test_what_is_known_or_no_number_is_not(client, passports, typed):
    LegalDocumentFactory(number="61/2018/NĐ-CP")
    assert "unknown_number" not in page(client, q=typed).context
