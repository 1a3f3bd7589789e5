"""Lists and procedure pages of a section without example content."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import ProcedurePageFactory

pytestmark = pytest.mark.django_db


def test_the_queries_of_a_list_do_not_grow_with_it(client, section):
    index = section.get_children().get(slug="thu-tuc").specific

    def count():
        client.get(index.url)
        with CaptureQueriesContext(connection) as queries:
            client.get(index.url)
        return len(queries)

    for _ in range(2):
        ProcedurePageFactory(parent=index, channels=3)
    few = count()
    for _ in range(15):
        ProcedurePageFactory(parent=index, channels=3)
    assert count() == few


def test_a_procedure_answers_first_what_citizens_ask(client, section):
    index = section.get_children().get(slug="thu-tuc").specific
    page = ProcedurePageFactory(parent=index, channels=3, receiving_agency="Phòng Lãnh sự")
    html = client.get(page.url).content.decode()
    for fact in ["5 ngày làm việc", "200.000 đồng/lần", "Phòng Lãnh sự", "Trực tuyến"]:
        assert fact in html


def test_a_missing_fact_says_so(client, section):
    index = section.get_children().get(slug="thu-tuc").specific
    page = ProcedurePageFactory(parent=index)
    assert "Chưa có thông tin" in client.get(page.url).content.decode()


def test_the_permalink_of_a_procedure_leads_to_its_page(client, section):
    index = section.get_children().get(slug="thu-tuc").specific
    page = ProcedurePageFactory(parent=index, code="1.001234")
    draft = ProcedurePageFactory(parent=index, code="1.001235", draft=True)
    assert page.permalink == "/thu-tuc/1-001234/"
    assert client.get(page.permalink).url == page.url
    assert client.get(draft.permalink).status_code == 404


@pytest.mark.parametrize("number, expected", [("99", 2), ("-1", 2), ("2", 2), ("abc", 1)])
def test_a_wrong_page_number_gives_a_page(client, section, number, expected):
    index = section.get_children().get(slug="thu-tuc").specific
    for _ in range(21):
        ProcedurePageFactory(parent=index)
    response = client.get(index.url, {"page": number})
    assert response.context["listing"].number == expected


@pytest.mark.parametrize("slug", ["thu-tuc", "van-ban", "tin-tuc", "hoi-dap"])
def test_filters_take_any_value(client, section, slug):
    index = section.get_children().get(slug=slug).specific
    hostile = dict.fromkeys(["field", "level", "year", "issuer", "unit", "audience"], "'; --")
    assert client.get(index.url, hostile).status_code == 200
