"""What each kind of user may open in the admin, and that its search boxes take unmarked words."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.factories import (
    ArticlePageFactory,
    LegalDocumentFactory,
    ProcedurePageFactory,
)

pytestmark = pytest.mark.django_db

REGISTERS = [
    "cchc_organisation_unit",
    "cchc_organisation_reformfield",
    "cchc_organisation_thematicarea",
    "cchc_organisation_audience",
    "cchc_organisation_tag",
    "cchc_registry_documenttype",
    "cchc_registry_issuer",
]


@pytest.mark.parametrize("register", REGISTERS)
@pytest.mark.parametrize("action", ["index", "create"])
@pytest.mark.parametrize(
    "kind, allowed",
    [
        ("anonymous", False),
        ("professional", False),
        ("office", True),
        ("leadership", False),
        ("admin", True),
    ],
)
def test_the_registers_are_the_offices(log_in, register, action, kind, allowed):
    response = log_in(kind).get(reverse(f"{register}_modeladmin_{action}"))
    assert (response.status_code == 200) == allowed


@pytest.mark.parametrize(
    "kind, may_list, may_add",
    [
        ("anonymous", False, False),
        ("professional", True, True),
        ("office", True, True),
        ("leadership", True, False),
        ("admin", True, True),
    ],
)
def test_legal_documents(log_in, kind, may_list, may_add):
    client = log_in(kind)
    names = "wagtailsnippets_cchc_registry_legaldocument"
    assert (client.get(reverse(f"{names}:list")).status_code == 200) == may_list
    assert (client.get(reverse(f"{names}:add")).status_code == 200) == may_add


def test_the_explorer_finds_unmarked_words(log_in, section):
    column = section.get_children().get(slug="tin-tuc").specific
    article = ArticlePageFactory(parent=column, title="Quyết định công bố thủ tục đối ngoại")
    url = reverse("wagtailadmin_pages:search")
    for query in ["quyet dinh", "Quyết định", "doi ngoai", "cong bo thu"]:
        response = log_in("admin").get(url, {"q": query})
        assert article.title in response.content.decode(), query


def test_the_page_chooser_finds_unmarked_words_and_codes(log_in, section):
    index = section.get_children().get(slug="thu-tuc").specific
    page = ProcedurePageFactory(parent=index, title="Cấp hộ chiếu phổ thông", code="1.004567")
    url = reverse("wagtailadmin_choose_page_search")
    for query in ["cap ho chieu", "ho chieu pho", "1.004567"]:
        response = log_in("admin").get(url, {"q": query, "page_type": "wagtailcore.page"})
        assert page.title in response.content.decode(), query


def test_the_list_and_the_chooser_of_documents_find_unmarked_words(log_in):
    document = LegalDocumentFactory(number="901/2018/NĐ-CP", title="Về hộ chiếu ngoại giao")
    LegalDocumentFactory(number="902/2020/NĐ-CP", title="Một văn bản khác")
    list_url = reverse("wagtailsnippets_cchc_registry_legaldocument:list_results")
    chooser_url = reverse("wagtailsnippetchoosers_cchc_registry_legaldocument:choose_results")
    for url in [list_url, chooser_url]:
        for query in ["ho chieu ngoai", "hộ chiếu", "901/2018/NĐ-CP", "901/2018/nd-cp"]:
            html = log_in("admin").get(url, {"q": query}).content.decode()
            assert document.title in html, (url, query)
            assert "Một văn bản khác" not in html, (url, query)


def test_the_list_of_documents_has_a_steady_query_count(log_in):
    client = log_in("office")
    url = reverse("wagtailsnippets_cchc_registry_legaldocument:list")
    LegalDocumentFactory()
    client.get(url)

    def count():
        with CaptureQueriesContext(connection) as queries:
            client.get(url)
        return len(queries)

    few = count()
    for _ in range(10):
        LegalDocumentFactory()
    assert count() == few
