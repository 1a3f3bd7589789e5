"""Every public page of the demo answers, in Vietnamese, with few queries."""

from xml.etree import ElementTree

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import Page, PageViewRestriction

from cchc_wagtail.news.models import ArticlePage
from cchc_wagtail.portal.models import ReformHomePage
from cchc_wagtail.procedures.models import ProcedurePage
from cchc_wagtail.registry.models import LegalDocument

pytestmark = pytest.mark.django_db

QUERY_LIMIT = 20


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


@pytest.mark.parametrize("name", ["feed_news", "feed_documents", "feed_procedures"])
def test_every_feed_names_its_author(client, demo, name):
    """RFC 4287, 4.1.1."""
    feed = ElementTree.fromstring(client.get(reverse(f"cchc_wagtail:{name}")).content)
    atom = "{http://www.w3.org/2005/Atom}"
    assert feed.findtext(f"{atom}author/{atom}name")
    assert feed.findall(f"{atom}entry")


def test_the_feed_of_a_document_names_its_author(client, demo):
    document = LegalDocument.objects.published().exclude(incoming_relations=None).first()
    address = reverse("cchc_wagtail:feed_document_changes", args=[document.slug])
    feed = ElementTree.fromstring(client.get(address).content)
    atom = "{http://www.w3.org/2005/Atom}"
    assert feed.findtext(f"{atom}author/{atom}name")
    assert feed.findall(f"{atom}entry")


def test_the_code_as_printed_and_the_address_without_one(client, demo):
    page = ProcedurePage.objects.live().first()
    for code in (page.code, page.code.replace(".", "-")):
        assert client.get(f"/thu-tuc/{code}/").url.endswith(page.url)
    assert client.get("/thu-tuc/", follow=True).status_code == 200
    assert client.get("/thu-tuc/9.999999/").status_code == 404
