"""The open JSON API: conventions of Wagtail's API v2, and nothing that is not public."""

import pytest
from wagtail.models import PageViewRestriction

from cchc_wagtail.portal.models import ReformHomePage
from cchc_wagtail.procedures.models import ProcedureIndexPage
from cchc_wagtail.questions.models import SituationIndexPage
from tests.factories import LegalDocumentFactory, ProcedurePageFactory, SituationPageFactory

pytestmark = pytest.mark.django_db
API = "/api/cchc/v2"


@pytest.fixture
def content(section):
    procedures = ProcedureIndexPage.objects.get()
    situations = SituationIndexPage.objects.get()
    public = ProcedurePageFactory(parent=procedures, code="1.1", title="Công khai", channels=2)
    ProcedurePageFactory(parent=procedures, code="1.2", title="Nháp", draft=True)
    private = ProcedurePageFactory(parent=procedures, code="1.3", title="Riêng")
    PageViewRestriction.objects.create(page=private, restriction_type="login")
    situation = SituationPageFactory(parent=situations, title="Câu hỏi")
    situation.procedures = [public]
    situation.save()
    LegalDocumentFactory(number="7/2024/NĐ-CP", draft=True)


@pytest.mark.parametrize(
    "endpoint, hidden", [("procedures", ["1.2", "1.3"]), ("documents", ["7/2024/NĐ-CP"])]
)
def test_only_what_is_public(client, content, endpoint, hidden):
    text = client.get(f"{API}/{endpoint}/?fields=*&limit=20").content.decode()
    for one in hidden:
        assert f'"{one}"' not in text


def test_a_private_page_has_no_detail(client, content):
    listed = client.get(f"{API}/procedures/").json()["items"]
    assert [item["code"] for item in listed] == ["1.1"]
    from cchc_wagtail.procedures.models import ProcedurePage

    for code in ["1.2", "1.3"]:
        key = ProcedurePage.objects.get(code=code).pk
        assert client.get(f"{API}/procedures/{key}/").status_code == 404


def test_a_procedure_whole(client, content):
    (item,) = client.get(f"{API}/procedures/?code=1.1&fields=*").json()["items"]
    assert item["channels"][0]["time_limits"][0]["unit"] == "working_day"
    assert item["meta"]["html_url"].endswith("/thu-tuc/cong-khai/")
    detail = client.get(item["meta"]["detail_url"]).json()
    assert detail["code"] == "1.1" and detail["dossier"] == []


def test_situations(client, content):
    (item,) = client.get(f"{API}/situations/?fields=*").json()["items"]
    assert item["procedures"] == ["1.1"] and item["short_answer"]


def test_documents(client, content):
    items = client.get(f"{API}/documents/?fields=*&number=61/2018/N%C4%90-CP").json()["items"]
    assert items[0]["document_type"] == "Nghị định"
    assert items[0]["meta"]["html_url"].endswith("/van-ban/61-2018-nd-cp/")


def test_search(client, content):
    items = client.get(f"{API}/procedures/?search=cong+khai").json()["items"]
    assert [item["code"] for item in items] == ["1.1"]


@pytest.mark.parametrize("endpoint", ["procedures", "situations", "documents"])
@pytest.mark.parametrize("query", ["limit=99999", "fields=nope", "offset=-1", "mat-khau=1"])
def test_wrong_queries_are_answered_in_words(client, content, endpoint, query):
    response = client.get(f"{API}/{endpoint}/?{query}")
    assert response.status_code == 400 and response.json()["message"]


@pytest.mark.parametrize("endpoint", ["procedures", "situations", "documents"])
def test_nothing_can_be_written(client, content, endpoint):
    for method in [client.post, client.put, client.delete, client.patch]:
        assert method(f"{API}/{endpoint}/").status_code == 405


def test_queries_do_not_grow(client, content, django_assert_max_num_queries):
    parent = ProcedureIndexPage.objects.get()
    for number in range(12):
        ProcedurePageFactory(parent=parent, code=f"2.{number}", channels=3)
    for endpoint in ["procedures", "documents"]:
        with django_assert_max_num_queries(16):
            client.get(f"{API}/{endpoint}/?fields=*&limit=20")
    assert ReformHomePage.objects.exists()
