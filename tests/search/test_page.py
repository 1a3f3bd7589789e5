import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from cchc_wagtail.search import search
from cchc_wagtail.search.checks import check_engine
from tests.factories import ProcedurePageFactory, ThematicAreaFactory

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
def test_the_queries_do_not_grow_with_the_results(client, passports, procedures, name):
    def count():
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse(f"cchc_wagtail:{name}"), {"q": "ho chieu", "field": "thi-thuc"})
        return len(queries)

    count()
    few = count()
    for number in range(12):
        ProcedurePageFactory(parent=procedures, title=f"Lại hộ chiếu {number}")
    assert count() <= few
    assert few <= 15


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


@hypothesis_settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.one_of(
        st.text(max_size=80),
        st.text('"*():-^{}+NEARhộ chiếu\u0300\u200b\u034f😀', max_size=40),
    )
)
def test_no_input_is_an_error(client, passports, text):
    response = client.get(reverse("cchc_wagtail:search_json"), {"q": text})
    assert response.status_code == 200
    assert json.loads(response.content)["total"] >= 0
    assert page(client, q=text).status_code == 200


def test_a_missing_engine_is_a_warning(settings):
    settings.CCHC_WAGTAIL = {"SEARCH_ENGINE": "none"}
    assert [message.id for message in check_engine(None)] == ["cchc_search.W001"]
