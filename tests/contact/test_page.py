"""The pages by which units are reached: contact pages, their list, and the short address."""

import datetime
import json

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.db import connection
from django.template.loader import render_to_string
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from rdflib import Graph, Literal, Namespace
from rdflib.namespace import RDF
from wagtail.models import Locale, PageViewRestriction
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text

from cchc_wagtail.contact.models import ContactPage
from cchc_wagtail.editorial.review import PublishPermissionError
from cchc_wagtail.organisation.models import Unit
from cchc_wagtail.procedures.models import ProcedureIndexPage
from cchc_wagtail.questions.models import SituationIndexPage
from tests.factories import (
    ArticlePageFactory,
    ContactPageFactory,
    ProcedurePageFactory,
    SituationPageFactory,
    UnitFactory,
    UserFactory,
)

from .conftest import HOURS

pytestmark = pytest.mark.django_db

SCHEMA = Namespace("https://schema.org/")


def soup(client, address):
    response = client.get(address)
    assert response.status_code == 200
    return BeautifulSoup(response.content.decode(), "html.parser")


@pytest.fixture
def at(monkeypatch):
    """Set the clock of the pages."""

    def at(text):
        moment = datetime.datetime.fromisoformat(text)
        monkeypatch.setattr("cchc_wagtail.clock.now", lambda: moment)
        monkeypatch.setattr("cchc_wagtail.clock.today", moment.date)

    return at


def test_a_citizen_can_call_write_and_come(client, contact):
    html = soup(client, contact.url)
    assert html.h1.text == "Phòng Thử, Sở Ngoại vụ"
    links = [link["href"] for link in html.select("#lien-he a")]
    assert links == [
        "tel:0276000000",
        "mailto:phongthu@example.org",
        "https://map.example.org/1",
    ]
    assert "Số 1 đường Ví Dụ" in html.select_one("#lien-he").text
    assert "Trả lời về việc thử" in html.select_one("#nhiem-vu").text


@pytest.mark.parametrize(
    "moment, sentence, today",
    [
        ("2026-11-27 08:00", "Đang làm việc, đến 11:30.", ["Thứ Hai đến thứ Sáu"]),
        ("2026-11-28 08:00", "mở lại 07:30 thứ Hai 30/11/2026.", []),
    ],
)
def test_it_says_whether_it_is_open(client, contact, at, moment, sentence, today):
    at(moment)
    html = soup(client, contact.url)
    assert sentence in html.select_one("#lien-he").text
    marked = [row.th.text for row in html.select("#gio-lam-viec tbody tr") if "hôm nay" in row.text]
    assert marked == today
    assert [one.text for one in html.select("td span")] == ["07:30–11:30", "13:30–17:00"]


def test_what_is_not_known_is_not_made_up(client, index):
    page = ContactPageFactory(parent=index, slug="phong-trong")
    html = soup(client, page.url)
    assert html.select("#lien-he a") == []
    assert html.select_one("#lien-he").text.count("Chưa có thông tin") == 3
    assert html.select_one("#gio-lam-viec") is None


def test_it_lists_what_the_unit_is_in_charge_of(client, section, contact):
    procedures = ProcedureIndexPage.objects.child_of(section).get()
    situations = SituationIndexPage.objects.child_of(section).get()
    for number in range(11):
        ProcedurePageFactory(parent=procedures, title=f"Việc {number:02}", unit=contact.unit)
    draft = ProcedurePageFactory(parent=procedures, title="Nháp", unit=contact.unit, draft=True)
    other = ProcedurePageFactory(parent=procedures, title="A khác", unit=UnitFactory())
    situation = SituationPageFactory(parent=situations, unit=contact.unit)
    with CaptureQueriesContext(connection) as queries:
        html = soup(client, contact.url)
    shown = [link.text for link in html.select("#thu-tuc .cchc-list a")]
    assert shown == [f"Việc {number:02}" for number in range(10)]
    assert [link["href"] for link in html.select("#tinh-huong a")] == [situation.url]
    assert draft.title not in html.text and other.title not in html.text
    more = html.select_one("#thu-tuc .cchc-more")["href"]
    assert client.get(more).context["results"].total == 11
    assert len(queries) <= 15


def test_the_list_has_units_in_the_order_of_the_register(client, index, contact):
    first = ContactPageFactory(parent=index, unit=UnitFactory(office=True), slug="van-phong")
    ContactPageFactory(parent=index, slug="nhap", title="Nháp", draft=True)
    contact.unit.sort_order = first.unit.sort_order + 1
    contact.unit.save()
    with CaptureQueriesContext(connection) as queries:
        html = soup(client, index.url)
    assert [link["href"] for link in html.select(".cchc-list li > a")] == [first.url, contact.url]
    assert html.select_one("a[href='tel:0276000000']")
    assert len(queries) <= 15


def test_it_stands_on_the_home_and_in_the_sitemap(client, section, contact):
    home = soup(client, section.url).select_one("section[aria-labelledby=lien-he]")
    assert home.select_one(f"a[href='{contact.url}']")
    assert f"{contact.url}</loc>" in client.get("/so-do-trang-contact.xml").content.decode()


class TestShortAddress:
    def test_it_leads_to_the_page(self, client, contact, django_assert_max_num_queries):
        client.get("/")
        with django_assert_max_num_queries(3):
            answer = client.get("/don-vi/phong-thu/")
        assert answer.url == contact.url

    def test_it_leads_to_the_readers_language(self, client, contact):
        english = Locale.objects.get(language_code="en")
        for page in [*contact.get_ancestors().filter(depth__gt=1), contact]:
            page.specific.copy_for_translation(english).save_revision().publish()
        translated = contact.get_translation(english)
        assert client.get("/don-vi/phong-thu/").url == contact.url
        assert client.get("/en/don-vi/phong-thu/").url == translated.url
        contact.unpublish()
        assert client.get("/don-vi/phong-thu/").url == translated.url

    @pytest.mark.parametrize("hide", ["unpublish", "restrict"])
    def test_without_a_public_page_the_register_answers(self, client, contact, hide):
        if hide == "unpublish":
            contact.unpublish()
        else:
            PageViewRestriction.objects.create(page=contact, restriction_type="login")
        html = soup(client, "/don-vi/phong-thu/")
        assert html.h1.text == "Phòng Thử"
        assert html.select_one("a[href='tel:0276000000']")
        assert "việc thử" not in html.text

    def test_an_unknown_unit_is_not_found(self, client, section):
        assert client.get("/don-vi/khong-co/").status_code == 404


class TestOnePageForAUnit:
    def test_a_second_is_not_published(self, index, contact):
        second = ContactPageFactory(parent=index, unit=contact.unit, slug="hai", draft=True)
        with pytest.raises(PublishPermissionError, match="Phòng Thử, Sở Ngoại vụ"):
            second.save_revision().publish()
        second.refresh_from_db()
        assert not second.live
        second.live = True
        with pytest.raises(ValidationError, match="Phòng Thử, Sở Ngoại vụ"):
            second.full_clean()

    def test_it_is_published_where_the_first_is_taken_down(self, index, contact):
        second = ContactPageFactory(parent=index, unit=contact.unit, slug="hai", draft=True)
        contact.unpublish()
        second.save_revision().publish()
        second.refresh_from_db()
        assert second.live


class TestEditor:
    def save(self, client, index, unit, rows):
        client.force_login(UserFactory(admin=True))
        add = reverse("wagtailadmin_pages:add", args=["cchc_contact", "contactpage", index.pk])
        form = {
            "title": "Phòng Mới",
            "slug": "phong-moi",
            "unit": unit.pk if unit else "",
            "other_names": "",
            "hours_note": "",
            "map_url": "",
            "duties": rich_text(""),
            "opening_hours": inline_formset(
                [
                    {"first_day": first, "last_day": last, "opens": opens, "closes": closes}
                    for first, last, opens, closes in rows
                ]
            ),
            "comments": inline_formset([]),
        }
        return client.post(add, nested_form_data(form))

    def errors(self, response):
        form = response.context["form"]
        rows = [error for row in form.formsets["opening_hours"].errors for error in row.values()]
        return [text for error in [*form.errors.values(), *rows] for text in error]

    def test_hours_are_saved(self, client, index):
        assert self.save(client, index, UnitFactory(), HOURS).status_code == 302
        page = ContactPage.objects.get(slug="phong-moi").get_latest_revision_as_object()
        assert page.hours_in_words.endswith("07:30–11:30, 13:30–17:00")

    def test_a_unit_is_needed(self, client, index):
        response = self.save(client, index, None, [])
        assert "unit" in response.context["form"].errors

    @pytest.mark.parametrize(
        "row, error",
        [
            ((5, 1, "07:30", "11:30"), "Ngày cuối đứng trước ngày đầu."),
            ((1, 5, "11:30", "07:30"), "Giờ đóng phải sau giờ mở."),
        ],
    )
    def test_what_is_reversed_is_refused(self, client, index, row, error):
        assert self.errors(self.save(client, index, UnitFactory(), [row])) == [error]

    @pytest.mark.parametrize(
        "rows",
        [
            [*HOURS, (5, 6, "11:00", "12:00")],
            [HOURS[0], (6, 6, "08:00", "09:00"), HOURS[0]],
        ],
    )
    def test_what_overlaps_is_named_by_its_row(self, client, index, rows):
        response = self.save(client, index, UnitFactory(), rows)
        assert self.errors(response) == ["Dòng 3: giờ này trùng với giờ ở dòng 1."]
        assert not ContactPage.objects.exists()


def test_the_structured_data(client, contact):
    (script,) = soup(client, contact.url).select("script[type='application/ld+json']")
    data = json.loads(script.string)
    graph = Graph().parse(
        data=json.dumps({**data, "@context": {"@vocab": SCHEMA}}), format="json-ld"
    )
    (office,) = graph.subjects(RDF.type, SCHEMA.GovernmentOffice)
    assert str(office) == "http://testserver/don-vi/phong-thu/"
    for name, value in [
        ("telephone", "0276 000 000"),
        ("email", "phongthu@example.org"),
        ("address", "Số 1 đường Ví Dụ"),
        ("hasMap", "https://map.example.org/1"),
    ]:
        assert graph.value(office, SCHEMA[name]) == Literal(value)
    hours = list(graph.objects(office, SCHEMA.openingHoursSpecification))
    assert {str(graph.value(one, SCHEMA.opens)) for one in hours} == {"07:30", "13:30"}
    days = {str(day) for day in graph.objects(hours[0], SCHEMA.dayOfWeek)}
    assert days == {
        f"https://schema.org/{day}"
        for day in ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"]
    }


def test_structured_data_leaves_out_what_is_not_known(client, index):
    page = ContactPageFactory(parent=index, slug="phong-trong")
    (script,) = soup(client, page.url).select("script[type='application/ld+json']")
    assert set(json.loads(script.string)) == {"@context", "@type", "@id", "url", "name"}


class TestLinksToIt:
    @pytest.mark.parametrize("name", ["missing", "checked"])
    def test_whom_to_contact_is_a_link(self, contact, name, django_assert_num_queries):
        with django_assert_num_queries(0):
            html = render_to_string(f"cchc_frontend/components/{name}.html", {"unit": contact.unit})
        assert '<a href="/don-vi/phong-thu/">Phòng Thử</a>' in html

    def test_a_name_is_text(self):
        unit = UnitFactory.build(name="<b>", slug="b")
        html = render_to_string("cchc_frontend/components/missing.html", {"unit": unit})
        assert "<b>" not in html and "&lt;b&gt;" in html

    def test_a_unit_without_an_address_is_named(self):
        unit = UnitFactory.build(name="Phòng Thử", slug="")
        html = render_to_string("cchc_frontend/components/missing.html", {"unit": unit})
        assert "liên hệ Phòng Thử" in html and "<a " not in html


class TestFooter:
    def test_it_names_the_office_as_the_register_has_it(self, client, section):
        soup(client, section.url)
        office = UnitFactory(office=True)
        office.telephone = "0276 111 111"
        office.save()
        footer = soup(client, section.url).footer
        assert footer.select_one("a[href='/don-vi/van-phong-so/']")
        assert footer.select_one("a[href='tel:0276111111']")

    def test_it_asks_once(self, section, django_assert_num_queries):
        with django_assert_num_queries(1):
            first = render_to_string("cchc_contact/footer.html")
        with django_assert_num_queries(0):
            assert render_to_string("cchc_contact/footer.html") == first != ""

    def test_it_names_nobody_without_an_office(self, django_assert_num_queries):
        Unit.objects.all().delete()
        for count in [1, 0]:
            with django_assert_num_queries(count):
                assert "<address" not in render_to_string("cchc_contact/footer.html")


def test_the_page_on_accessibility_says_whom_to_tell(client, section):
    answer = client.get("/kha-nang-tiep-can/").content.decode()
    assert reverse("cchc_wagtail:ask") in answer and "Văn phòng Sở" in answer


def test_a_page_of_the_site_at_that_address_is_shown_instead(client, section):
    home = section.get_parent()
    ArticlePageFactory(parent=home, slug="kha-nang-tiep-can", title="Trang của Sở")
    assert "Trang của Sở" in client.get("/kha-nang-tiep-can/").content.decode()
