import pytest
from django.db import connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from wagtail.models import PageViewRestriction

from cchc_wagtail.news.models import ArticlePage
from tests.factories import ArticlePageFactory, NewsColumnPageFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def article(section):
    news = section.get_children().get(slug="tin-tuc").specific
    column = NewsColumnPageFactory(parent=news)
    return ArticlePageFactory(parent=column)


def test_the_page_is_found_with_its_parents(section, article):
    request = RequestFactory().get(article.url)
    components = [part for part in article.url.split("/") if part][1:]
    section.get_parent()
    with CaptureQueriesContext(connection) as queries:
        page, _, _ = section.route(request, components)
        trail = [page.get_parent().title, page.get_parent().get_parent().title]
        # Who may read it, and in which languages it is, was told on the way.
        assert list(page.get_view_restrictions()) == page.language_versions == []
    assert isinstance(page, ArticlePage) and page == article
    assert trail[1] == "Tin tức"
    assert len(queries) == 2


@pytest.mark.parametrize("tail", ["khong-co/", "khong-co/khong-co/", "%20/"])
def test_an_address_without_a_page_is_not_found(client, article, tail):
    assert client.get(article.url + tail).status_code == 404


def test_a_draft_is_not_found(client, article):
    article.unpublish()
    assert client.get(article.url).status_code == 404


@pytest.mark.parametrize("steps_up", range(5))
def test_a_restricted_parent_protects_the_page(client, article, steps_up):
    above = [article, *article.get_ancestors().filter(depth__gt=1).order_by("-depth")]
    PageViewRestriction.objects.create(page=above[steps_up], restriction_type="login")
    assert client.get(article.url).status_code == 302


def test_an_alias_of_what_is_restricted_is_restricted(client, section, article):
    alias = article.create_alias(parent=section, update_slug="cung-mot-bai")
    PageViewRestriction.objects.create(page=article, restriction_type="login")
    assert client.get(alias.url).status_code == 302
