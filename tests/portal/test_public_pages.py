"""Every public page of the demo answers, in Vietnamese, with few queries."""

import io

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import Page, PageViewRestriction

from cchc_wagtail.news.models import ArticlePage
from cchc_wagtail.portal.models import ReformHomePage
from cchc_wagtail.procedures.models import ProcedurePage
from cchc_wagtail.registry.models import LegalDocument
from tests.factories import ProcedurePageFactory

pytestmark = pytest.mark.django_db

QUERY_LIMIT = 20


@pytest.fixture
def demo(db):
    call_command("cchc_setup", demo=True, stdout=io.StringIO())


def public_addresses():
    pages = Page.objects.live().public().filter(depth__gt=1)
    yield from (page.url for page in pages)
    yield from (doc.get_absolute_url() for doc in LegalDocument.objects.filter(live=True))
    for name in ["feed_news", "feed_documents", "feed_procedures", "sitemap"]:
        yield reverse(f"cchc_wagtail:{name}")


def test_every_page_answers_with_few_queries(client, demo):
    client.get("/")
    too_many = {}
    for address in public_addresses():
        with CaptureQueriesContext(
            connection,
        ) as queries:
            response = client.get(address)
        assert response.status_code == 200, address
        if len(queries) > QUERY_LIMIT:
            too_many[address] = len(queries)
    assert too_many == {}


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


def test_private_and_unpublished_pages_do_not_leak(client, demo):
    """Drafts and restricted pages are in no list, feed, sitemap, JSON or search result."""
    article, procedure = ArticlePage.objects.first(), ProcedurePage.objects.first()
    document = LegalDocument.objects.first()
    PageViewRestriction.objects.create(page=article, restriction_type="login")
    procedure.unpublish()
    document.unpublish()
    hidden = {article.url, procedure.url, document.get_absolute_url()}
    home = ReformHomePage.objects.get()
    addresses = [page.url for page in home.get_descendants(inclusive=True).live().public()]
    addresses += [
        reverse(f"cchc_wagtail:{name}")
        for name in ["feed_news", "feed_documents", "feed_procedures", "sitemap", "search"]
    ]
    for title in [article.title, procedure.title, document.number]:
        for name in ["search", "search_json"]:
            addresses.append(f"{reverse(f'cchc_wagtail:{name}')}?q={title}")
    for address in addresses:
        html = client.get(address).content.decode()
        for secret in hidden:
            assert f'"{secret}"' not in html and f"{secret}<" not in html, (address, secret)
