"""The gallery and the page of an initiative, as readers and machines get them."""

import datetime
import json

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from rdflib import Graph, Literal, Namespace
from rdflib.namespace import RDF
from wagtail.models import PageViewRestriction

from cchc_wagtail.initiatives.models import InitiativePage
from cchc_wagtail.registry.models import LegalDocument
from tests.factories import (
    AdoptionFactory,
    InitiativePageFactory,
    LegalDocumentFactory,
    ReformFieldFactory,
    UnitFactory,
)

pytestmark = pytest.mark.django_db
TIME = {"measure": "Thời gian", "before": "10", "after": "4", "unit": "ngày"}
SCHEMA = Namespace("https://schema.org/")


@pytest.fixture
def gallery(section):
    return section.get_children().get(slug="sang-kien").specific


@pytest.fixture
def whole(gallery):
    """An initiative with everything that a page can show."""
    decision = LegalDocumentFactory(number="12/QĐ-SNgV", title="Công nhận sáng kiến")
    page = InitiativePageFactory(
        parent=gallery,
        title="Nộp hồ sơ qua bưu chính",
        slug="buu-chinh",
        unit=UnitFactory(name="Phòng Thử"),
        reform_field=ReformFieldFactory(),
        authors="Nhóm tiếp nhận hồ sơ",
        problem="<p>Phải đến hai lần.</p>",
        solution=[("paragraph", "<p>Gửi theo Nghị định số 61/2018/NĐ-CP.</p>")],
        reusable_at="Mọi phòng có thủ tục.",
        status="spread",
        level="province",
        decision=decision,
        applied_on=datetime.date(2024, 3, 4),
        effects=[
            ("effect", {**TIME, "source": "Sổ theo dõi"}),
            ("effect", {"measure": "Mức độ hài lòng", "before": "80 %", "after": "92,5 %"}),
        ],
    )
    page.tags.set(["bưu chính"])
    page.save_revision().publish()
    return InitiativePage.objects.get(pk=page.pk)


def soup(client, address):
    response = client.get(address)
    assert response.status_code == 200
    return BeautifulSoup(response.content.decode(), "html.parser")


def row_of(row):
    return [" ".join(cell.text.split()) for cell in row.find_all(["th", "td"])]


def test_a_page_says_what_why_and_to_what_effect(client, whole):
    html = soup(client, whole.url)
    assert html.h1.text == "Nộp hồ sơ qua bưu chính"
    assert "Phải đến hai lần" in html.select_one("#van-de").text
    assert "Gửi theo" in html.select_one("#cach-lam").text
    assert [row_of(row) for row in html.select("#hieu-qua tbody tr")] == [
        ["Thời gian", "10 ngày", "4 ngày", "giảm 60 %", "Sổ theo dõi"],
        ["Mức độ hài lòng", "80 %", "92,5 %", "tăng 12,5 điểm phần trăm", "–"],
    ]
    assert "Mọi phòng có thủ tục" in html.select_one("#ap-dung").text
    assert {badge.text.strip() for badge in html.select("header .cchc-badge")} == {
        "Nhân rộng",
        "Cấp tỉnh",
    }
    assert "Nhóm tiếp nhận hồ sơ" in html.select_one(".cchc-panel").text
    assert html.select_one(".cchc-feedback")


def test_the_decision_is_linked_with_its_badge(client, whole):
    decision = whole.decision
    panel = soup(client, whole.url).select_one(".cchc-panel")
    assert panel.select_one(f'a[href="{decision.get_absolute_url()}"]')
    assert panel.select_one(".cchc-badge")


def test_nothing_of_a_decision_that_is_not_published_is_shown(client, whole):
    LegalDocument.objects.filter(pk=whole.decision_id).update(live=False)
    html = soup(client, whole.url)
    assert "12/QĐ-SNgV" not in html.text and not html.select('.cchc-panel a[href^="/van-ban/"]')
    detail = reverse("cchc_wagtail:api:initiatives:detail", args=[whole.pk])
    assert client.get(detail).json()["decision"] == ""


def test_a_decision_that_is_not_registered_is_named(client, gallery):
    page = InitiativePageFactory(
        parent=gallery,
        status="recognised",
        decision_number="3/QĐ-UBND",
        decided_on=datetime.date(2024, 5, 20),
    )
    text = " ".join(soup(client, page.url).select_one(".cchc-panel").text.split())
    assert "3/QĐ-UBND" in text and "20/5/2024" in text


def test_uses_that_are_confirmed_are_shown_in_order(client, whole):
    for name, day, state in [
        ("Phòng Hai", "2024-06-01", "confirmed"),
        ("Phòng Một", "2024-05-01", "confirmed"),
        ("Phòng Ba", "2024-04-01", "waiting"),
        ("Phòng Bốn", "2024-04-01", "refused"),
    ]:
        AdoptionFactory(initiative=whole, unit=UnitFactory(name=name), adopted_on=day, state=state)
    html = soup(client, whole.url)
    named = [item.strong.text for item in html.select("#da-ap-dung li")]
    assert named == ["Phòng Một", "Phòng Hai"]
    detail = client.get(reverse("cchc_wagtail:api:initiatives:detail", args=[whole.pk])).json()
    assert {one["unit"] for one in detail["adopted_at"]} == {"Phòng Một", "Phòng Hai"}


def test_the_page_as_data_for_machines(client, whole):
    html = soup(client, whole.url)
    data = json.loads(html.select_one('script[type="application/ld+json"]').text)
    data["@context"] = {"@vocab": str(SCHEMA)}
    graph = Graph().parse(data=json.dumps(data), format="json-ld")
    subject = graph.value(predicate=RDF.type, object=SCHEMA.CreativeWork)
    assert graph.value(subject, SCHEMA.name) == Literal(whole.title)
    assert graph.value(subject, SCHEMA.keywords) == Literal("bưu chính")
    creator = graph.value(subject, SCHEMA.creator)
    assert graph.value(creator, SCHEMA.name) == Literal("Phòng Thử")


def queries_of(client, address):
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def test_neither_page_asks_more_as_the_site_grows(client, gallery, whole):
    AdoptionFactory(initiative=whole, state="confirmed")
    before = queries_of(client, gallery.url), queries_of(client, whole.url)
    for number in range(8):
        InitiativePageFactory(
            parent=gallery,
            unit=UnitFactory(),
            reform_field=ReformFieldFactory(name=f"Lĩnh vực {number}"),
            effects=[("effect", TIME)],
        )
        AdoptionFactory(initiative=whole, state="confirmed")
    after = queries_of(client, gallery.url), queries_of(client, whole.url)
    assert after == before
    # The page has everything that it can have: a registered decision, tags, uses elsewhere, and a
    # citation of law that others have changed.
    assert max(after) <= 15


def test_the_gallery_is_filtered_by_each_facet(client, gallery, whole):
    InitiativePageFactory(parent=gallery, title="Một ý tưởng", year=2023)
    for query in [
        {"status": "spread"},
        {"level": "province"},
        {"year": "2024"},
        {"unit": whole.unit.slug},
        {"reform_field": whole.reform_field.slug},
    ]:
        response = client.get(gallery.url, query)
        assert [page.title for page in response.context["listing"]] == [whole.title], query
    both = client.get(gallery.url, {"status": ["spread", "idea"]}).context["listing"]
    assert [page.year for page in both] == [2024, 2023]
    card = soup(client, gallery.url).select_one(".cchc-card")
    assert "Thời gian: 10 → 4 ngày (giảm 60 %)" in " ".join(card.text.split())


@pytest.fixture
def places(gallery):
    """Where readers and machines find an initiative."""
    return {
        "list": gallery.url,
        "home": gallery.get_parent().url,
        "search": reverse("cchc_wagtail:search") + "?q=buu+chinh+thu&kind=initiative",
        "feed": reverse("cchc_wagtail:feed", args=["sang-kien"]),
        "api": reverse("cchc_wagtail:api:initiatives:listing"),
        "sitemap": "/so-do-trang-initiative.xml",
    }


def places_with(client, places, text):
    return {
        name for name, address in places.items() if text in client.get(address).content.decode()
    }


def test_what_is_published_is_found_everywhere_and_a_draft_nowhere(client, gallery, places):
    page = InitiativePageFactory(
        parent=gallery, title="Bưu chính thử", slug="buu-chinh-thu", draft=True
    )
    page.save_revision()
    assert places_with(client, places, "buu-chinh-thu") == set()
    assert client.get(page.url or "/x/").status_code == 404
    page.save_revision().publish()
    assert places_with(client, places, "buu-chinh-thu") == set(places)
    PageViewRestriction.objects.create(page=page, restriction_type="login")
    assert places_with(client, places, "buu-chinh-thu") == set()


def test_a_result_of_the_search_has_its_status_and_its_effect(client, whole):
    html = soup(client, reverse("cchc_wagtail:search") + "?q=nop+ho+so+qua+buu+chinh")
    result = next(one for one in html.select(".cchc-search-result") if whole.title in one.text)
    text = " ".join(result.text.split())
    assert "Nhân rộng" in text and "Thời gian: 10 → 4 ngày (giảm 60 %)" in text


def test_what_only_a_draft_says_stays_in_it(client, whole):
    whole.title = "Tên mới chưa duyệt"
    whole.save_revision()
    assert "Tên mới chưa duyệt" not in client.get(whole.url).content.decode()


def test_the_api_gives_the_whole_initiative(client, whole):
    detail = client.get(reverse("cchc_wagtail:api:initiatives:detail", args=[whole.pk])).json()
    assert detail["effects"][0] == {
        "measure": "Thời gian",
        "before": "10",
        "after": "4",
        "unit": "ngày",
        "source": "Sổ theo dõi",
    }
    assert detail["decision"] == "12/QĐ-SNgV" and detail["status"] == "spread"
    assert detail["tags"] == ["bưu chính"]
