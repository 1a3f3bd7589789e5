"""Feeds of each kind of content: as Atom, as JSON Feed, and as a list to embed."""

import datetime
import json

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from tests.factories import ArticlePageFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def article(section):
    column = section.get_children().get(slug="tin-tuc").specific
    page = ArticlePageFactory(parent=column, title="Tin <mới> & hay", lead="Nói gọn.")
    page.save_revision().publish()
    return page


def test_the_json_feed_is_one(client, article):
    answer = client.get(reverse("cchc_wagtail:json_feed", args=["tin-tuc"]))
    assert answer["Content-Type"] == "application/feed+json; charset=utf-8"
    assert answer["Access-Control-Allow-Origin"] == "*"
    feed = json.loads(answer.content)
    # https://www.jsonfeed.org/version/1.1/: what a feed and an item must have.
    assert feed["version"] == "https://jsonfeed.org/version/1.1" and feed["title"]
    assert feed["feed_url"].endswith("/nguon-tin/tin-tuc.json")
    ids = [item["id"] for item in feed["items"]]
    assert len(ids) == len(set(ids)) and all(isinstance(one, str) for one in ids)
    assert all("content_text" in item or "content_html" in item for item in feed["items"])
    (item,) = [item for item in feed["items"] if item["url"] == article.full_url]
    assert (item["title"], item["content_text"]) == ("Tin <mới> & hay", "Nói gọn.")
    assert datetime.datetime.fromisoformat(item["date_published"]).tzinfo


def test_all_kinds_have_it(client, section):
    from cchc_wagtail.search.kinds import kinds

    slugs = [kind.feed.slug for kind in kinds() if kind.feed]
    assert len(slugs) > 4
    for slug in slugs:
        for name in ("feed", "json_feed", "embedded_list"):
            assert client.get(reverse(f"cchc_wagtail:{name}", args=[slug])).status_code == 200


@pytest.mark.parametrize("name", ["feed", "json_feed", "embedded_list"])
def test_what_is_no_kind_has_none(client, section, name):
    assert client.get(reverse(f"cchc_wagtail:{name}", args=["khong-co"])).status_code == 404


def test_other_sites_show_the_list_in_a_frame(client, article):
    answer = client.get(reverse("cchc_wagtail:embedded_list", args=["tin-tuc"]))
    assert "X-Frame-Options" not in answer
    assert answer["Content-Security-Policy"] == "script-src 'none'; frame-ancestors *"
    page = BeautifulSoup(answer.content, "html.parser")
    assert not page.find("script") and page.base["target"] == "_top"
    assert "Tin <mới> & hay" in [link.text for link in page.find_all("a")]
    assert article.full_url in [link["href"] for link in page.find_all("a")]


def test_pages_themselves_stay_out_of_frames_and_closed_to_scripts(client, article):
    answer = client.get(article.url)
    assert answer["X-Frame-Options"] and "Access-Control-Allow-Origin" not in answer
