"""Articles and their columns: who wrote, when it happened, archive, feeds, data for machines."""

import datetime
import json
from xml.etree import ElementTree

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from rdflib import Graph, Literal, Namespace
from rdflib.namespace import RDF
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import PageViewRestriction

from tests.factories import (
    ArticlePageFactory,
    NewsColumnPageFactory,
    ReformFieldFactory,
    UnitFactory,
)

pytestmark = pytest.mark.django_db

SCHEMA = Namespace("https://schema.org/")
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def column(section):
    return NewsColumnPageFactory(parent=section, title="Chuyên mục thử")


@pytest.fixture
def field(section):
    return ReformFieldFactory(name="Cải cách thử", slug="cai-cach-thu")


def soup(client, address):
    response = client.get(address)
    assert response.status_code == 200
    return BeautifulSoup(response.content.decode(), "html.parser")


def data_of(client, article):
    (script,) = soup(client, article.url).find_all("script", type="application/ld+json")
    return json.loads(script.string)


def titles(client, address):
    response = client.get(address)
    assert response.status_code == 200
    feed = ElementTree.fromstring(response.content)
    return [entry.findtext(f"{ATOM}title") for entry in feed.iter(f"{ATOM}entry")]


def test_author_and_day_of_the_event_are_shown_where_they_are_known(client, column):
    article = ArticlePageFactory(
        parent=column, author_line="Người viết ví dụ", event_date=datetime.date(2024, 5, 2)
    )
    text = soup(client, article.url).select_one(".cchc-article").text
    assert "Người viết ví dụ" in text and "Ngày diễn ra: 02/5/2024" in text
    plain = soup(client, ArticlePageFactory(parent=column).url)
    assert not plain.select(".cchc-author") and "Ngày diễn ra" not in plain.text


def test_an_article_is_a_news_article_to_machines(client, column, field):
    unit = UnitFactory(name="Phòng Thử")
    image = get_image_model().objects.create(title="Ảnh", file=get_test_image_file())
    article = ArticlePageFactory(
        parent=column,
        title="Tin </script> thử",
        unit=unit,
        image=image,
        reform_field=field,
        event_date=datetime.date(2024, 5, 2),
    )
    data = data_of(client, article)
    graph = Graph().parse(
        data=json.dumps({**data, "@context": {"@vocab": SCHEMA}}), format="json-ld"
    )
    (subject,) = graph.subjects(RDF.type, SCHEMA.NewsArticle)
    assert str(subject) == f"http://testserver{article.url}"
    for name, value in [
        ("headline", "Tin </script> thử"),
        ("description", article.lead),
        ("datePublished", "2024-05-06"),
        ("temporalCoverage", "2024-05-02"),
        ("articleSection", "Chuyên mục thử"),
        ("inLanguage", "vi"),
    ]:
        assert (subject, SCHEMA[name], Literal(value)) in graph, name
    author = graph.value(subject, SCHEMA.author)
    assert (author, SCHEMA.name, Literal("Phòng Thử")) in graph
    assert str(graph.value(subject, SCHEMA.image)).startswith("http://testserver/")
    article.author_line = "Người viết ví dụ"
    article.save()
    assert data_of(client, article)["author"] == {"@type": "Person", "name": "Người viết ví dụ"}


@pytest.fixture
def years(column):
    for day in ["2023-12-31", "2024-01-01", "2024-05-06", "2024-05-31"]:
        ArticlePageFactory(parent=column, title=day, date=datetime.date.fromisoformat(day))


@pytest.mark.parametrize(
    "query, shown",
    [
        ("", ["2024-05-31", "2024-05-06", "2024-01-01", "2023-12-31"]),
        ("?year=2024", ["2024-05-31", "2024-05-06", "2024-01-01"]),
        ("?month=2024-05", ["2024-05-31", "2024-05-06"]),
        ("?year=2023&month=2024-05", []),
        ("?month=nothing&year=9999999999999", []),
    ],
)
def test_a_column_is_an_archive_by_year_and_month(client, column, years, query, shown):
    html = soup(client, column.url + query)
    assert [one.text for one in html.select(".cchc-card__title")] == shown


def test_the_months_are_those_of_the_year_chosen(client, column, years):
    html = soup(client, f"{column.url}?year=2024")
    months = [one["value"] for one in html.select("input[name=month]")]
    assert months == ["2024-05", "2024-01"]
    assert "tháng 5/2024" in html.text
    assert [one["value"] for one in html.select("input[name=year]")] == ["2024", "2023"]


def test_a_column_costs_the_same_however_much_is_in_it(client, column):
    counts = []
    for number in range(2):
        for month in range(1, 13):
            day = datetime.date(2020 + number, month, 1)
            ArticlePageFactory(parent=column, date=day)
        client.get(column.url)
        with CaptureQueriesContext(connection) as queries:
            client.get(column.url)
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 15


def test_a_column_has_a_feed_of_its_own(client, column, section):
    below = NewsColumnPageFactory(parent=column)
    ArticlePageFactory(parent=below, title="Trong chuyên mục con")
    ArticlePageFactory(parent=NewsColumnPageFactory(parent=section), title="Ở nơi khác")
    hidden = ArticlePageFactory(parent=column, title="Kín")
    PageViewRestriction.objects.create(page=hidden, restriction_type="login")
    ArticlePageFactory(parent=column, title="Nháp", draft=True)
    html = soup(client, column.url)
    (link,) = html.select("link[type='application/atom+xml']")
    assert link["href"] in [one["href"] for one in html.select("main a, .cchc a")]
    assert titles(client, link["href"]) == ["Trong chuyên mục con"]


def test_a_reform_field_has_a_feed_over_all_columns(client, column, section, field):
    other = NewsColumnPageFactory(parent=section)
    ArticlePageFactory(parent=column, title="Một", reform_field=field)
    ArticlePageFactory(parent=other, title="Hai", reform_field=field, date="2024-05-07")
    ArticlePageFactory(parent=other, title="Ba")
    address = reverse("cchc_wagtail:news_of_field", args=[field.slug])
    assert titles(client, address) == ["Hai", "Một"]
    html = soup(client, f"{column.url}?reform_field={field.slug}")
    assert html.select_one("link[type='application/atom+xml']")["href"] == address


def test_no_feed_of_what_is_not_there(client, column):
    PageViewRestriction.objects.create(page=column, restriction_type="login")
    for name, key in [
        ("news_of_column", column.pk),
        ("news_of_column", 10**9),
        ("news_of_column", 10**24),
        ("news_of_field", "khong-co"),
    ]:
        assert client.get(reverse(f"cchc_wagtail:{name}", args=[key])).status_code == 404
