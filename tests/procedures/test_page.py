"""The page of a procedure: facts first, the day of the result, law, print, data for machines."""

import datetime
import json
from decimal import Decimal

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from rdflib import Graph, Namespace
from rdflib.namespace import RDF
from wagtail.models import PageViewRestriction

from cchc_wagtail import clock
from cchc_wagtail.organisation.models import Audience
from cchc_wagtail.procedures.completeness import findings_of
from cchc_wagtail.procedures.models import ProcedureLegalBasis, RelatedProcedure, ServiceChannel
from tests.factories import (
    DocumentRelationFactory,
    LegalDocumentFactory,
    ProcedurePageFactory,
    ThematicAreaFactory,
    UnitFactory,
)

pytestmark = pytest.mark.django_db

SCHEMA = Namespace("https://schema.org/")


def soup(client, address, **query):
    response = client.get(address, query)
    assert response.status_code == 200
    return BeautifulSoup(response.content.decode(), "html.parser")


@pytest.fixture
def procedure(index):
    unit = UnitFactory(name="Phòng Thử", telephone="0276 000 000")
    procedure = ProcedurePageFactory(
        parent=index,
        code="1.001234",
        title="Cấp giấy phép",
        receiving_agency="Bộ phận Một cửa",
        receiving_address="Số 1 đường Ví Dụ",
        thematic_area=ThematicAreaFactory(),
        unit=unit,
        dossier=[
            (
                "case",
                {
                    "case": "Lần đầu",
                    "papers": [
                        {"name": "Tờ khai", "form_name": "TK01", "originals": 1, "copies": 2},
                        {"name": "Ảnh", "originals": 1, "signed_online": True},
                    ],
                },
            )
        ],
        results=[("result", {"name": "Giấy phép", "validity": "10 năm"})],
    )
    procedure.channels = [
        ServiceChannel(
            kind="in_person",
            time_limits=[
                ("limit", {"amount": Decimal(5), "unit": "working_day", "case": "Cấp mới"}),
                ("limit", {"amount": Decimal(2), "unit": "month", "case": "Cấp lại"}),
            ],
            fees=[("fee", {"amount": "200.000 đồng/lần", "case": "Cấp mới"})],
        ),
        ServiceChannel(
            kind="online",
            online_level="full",
            url="https://dichvucong.example.org/nop",
            time_limits=[("limit", {"amount": Decimal(8), "unit": "hour"})],
            fees=[("fee", {"amount": "Miễn phí"})],
        ),
    ]
    procedure.legal_bases = [ProcedureLegalBasis(number="661/2018/NĐ-CP", title="Một cửa")]
    procedure.save()
    return procedure


def test_what_citizens_ask_first_stands_first(client, procedure):
    box = soup(client, procedure.url).select_one("section[aria-labelledby=can-biet-ngay]").text
    for fact in ["Bộ phận Một cửa", "Số 1 đường Ví Dụ", "5 ngày làm việc", "8 giờ", "2 tháng"]:
        assert fact in box
    assert "200.000 đồng/lần" in box and "toàn trình" in box
    html = soup(client, procedure.url)
    assert html.find("a", href="https://dichvucong.example.org/nop")
    assert "10 năm" in html.select_one("#ket-qua").text
    papers = html.select_one("#ho-so").text
    assert "Lần đầu" in papers and "2 bản sao" in papers and "ký số" in papers


class TestFolded:
    def case(self, name, paper):
        return ("case", {"case": name, "papers": [{"name": paper, "originals": 1}]})

    def test_of_several_cases_one_is_open(self, client, procedure):
        procedure.dossier = [self.case("Hồ sơ chung", "Tờ khai"), self.case("Bị mất", "Đơn")]
        procedure.save()
        folds = soup(client, procedure.url).select("#ho-so details")
        assert [fold.h3.text for fold in folds] == ["Hồ sơ chung", "Bị mất"]
        assert [fold.has_attr("open") for fold in folds] == [True, False]
        # A browser opens a fold when an address leads to what is in it.
        assert folds[1].select_one("#ho-so-2").text.count("Đơn") == 1

    def test_a_search_leads_to_the_case(self, procedure):
        procedure.dossier = [self.case("Hồ sơ chung", "Tờ khai"), self.case("Bị mất", "Đơn")]
        anchors = {one.anchor for one in procedure.get_search_entry().passages}
        assert {"ho-so-1", "ho-so-2"} < anchors

    def test_one_case_is_not_folded(self, client, procedure):
        procedure.dossier = [self.case("", "Tờ khai")]
        procedure.save()
        assert soup(client, procedure.url).select_one("#ho-so details") is None

    def test_long_steps_are_folded_short_ones_are_not(self, client, procedure):
        long, short = f"<p>{'Nộp tại một cửa. ' * 30}</p>", "<p>Nhận kết quả.</p>"
        procedure.steps = [
            ("step", {"heading": "Nộp", "text": long}),
            ("step", {"heading": "Nhận", "text": short}),
        ]
        procedure.save()
        steps = soup(client, procedure.url).select("#trinh-tu li")
        assert [bool(step.details) for step in steps[:2]] == [True, False]

    def test_who_may_is_one_line(self, client, procedure):
        names = ["Công dân Việt Nam", "Người nước ngoài", "Doanh nghiệp"]
        procedure.audiences = [Audience.objects.get_or_create(name=name)[0] for name in names]
        procedure.save()
        who = soup(client, procedure.url).find("dt", string="Ai làm").parent
        assert who.summary.text.endswith("và 2 đối tượng khác") and len(who.select("li")) == 2


class TestStanding:
    def test_a_body_that_no_longer_exists_is_told(self, client, procedure):
        assert not soup(client, procedure.url).select(".cchc-notice")
        procedure.receiving_agency = "Công an cấp huyện"
        procedure.save()
        (notice,) = soup(client, procedure.url).select(".cchc-notice")
        assert "Công an cấp huyện" in notice.text and "01/7/2025" in notice.text
        assert "bodies_that_ended" in [one.check for one in findings_of(procedure)]

    def test_what_nobody_has_checked_for_a_year_says_so(self, client, procedure):
        for days, is_told in [(364, False), (366, True)]:
            procedure.checked_on = clock.today() - datetime.timedelta(days=days)
            procedure.save()
            assert ("hơn một năm" in soup(client, procedure.url).text) == is_told
            found = [one.check for one in findings_of(procedure)]
            assert ("checked_within_a_year" in found) == is_told


def test_ways_that_take_and_cost_the_same_are_one_row(client, procedure):
    online = procedure.channels.last()
    by_post = ServiceChannel(kind="post", time_limits=online.time_limits, fees=online.fees)
    procedure.channels = [*procedure.channels.all(), by_post]
    procedure.save()
    rows = soup(client, procedure.url).select("#cach-nop tbody tr")
    assert sorted(len(row.th.select("span:not([class])")) for row in rows) == [1, 2]


class TestCalculator:
    def days(self, client, procedure, **query):
        html = soup(client, procedure.url, **query)
        return [time["datetime"] for time in html.select("#ngay-tra li time")]

    def test_a_day_of_ones_own(self, client, procedure):
        days = self.days(client, procedure, **{"ngay-nop": "2024-05-17"})
        assert days == ["2024-05-24", "2024-07-17", "2024-05-20"]
        assert days == self.days(client, procedure, **{"ngay-nop": "17/5/2024"})

    def test_today_without_asking(self, client, procedure):
        assert "Nộp hôm nay" in soup(client, procedure.url).select_one("#ngay-tra").text
        assert len(self.days(client, procedure)) == 3

    @pytest.mark.parametrize("typed", ["mai", "2024-13-01", "0001-01-01", "9999-12-31", "<b>"])
    def test_what_is_no_date_says_so(self, client, procedure, typed):
        html = soup(client, procedure.url, **{"ngay-nop": typed})
        assert typed in html.select_one("#ngay-nop-loi").text

    def test_nothing_to_calculate(self, client, index):
        assert soup(client, ProcedurePageFactory(parent=index).url).select_one("#ngay-tra") is None


class TestLegalBases:
    def test_a_number_becomes_a_link_once_the_document_is_registered(self, client, procedure):
        assert soup(client, procedure.url).select_one("#can-cu a") is None
        document = LegalDocumentFactory(number="661/2018/NĐ-CP")
        assert (
            soup(client, procedure.url).select_one("#can-cu a")["href"]
            == document.get_absolute_url()
        )

    def test_not_in_force(self, client, procedure):
        document = LegalDocumentFactory(number="661/2018/NĐ-CP")
        DocumentRelationFactory(target=document, effective_on=datetime.date(2025, 7, 1))
        assert "Hết hiệu lực" in soup(client, procedure.url).select_one("#can-cu").text

    def test_two_documents_with_one_number_are_not_guessed_between(self, client, procedure):
        for year in (2018, 2019):
            LegalDocumentFactory(number="661/2018/NĐ-CP", issued_on=datetime.date(year, 5, 1))
        assert soup(client, procedure.url).select_one("#can-cu a") is None


class TestRelated:
    @pytest.fixture
    def others(self, index, procedure):
        names = ["chosen", "same law", "other law", "draft", "private", "other field"]
        others = {}
        for name in names:
            area = (
                ThematicAreaFactory(name="Khác")
                if name == "other field"
                else procedure.thematic_area
            )
            other = ProcedurePageFactory(
                parent=index, title=name, thematic_area=area, draft=name == "draft"
            )
            number = "1/2020/NĐ-CP" if name in ("chosen", "other law") else "661/2018/NĐ-CP"
            other.legal_bases = [ProcedureLegalBasis(number=number)]
            other.save()
            others[name] = other
        PageViewRestriction.objects.create(page=others["private"], restriction_type="login")
        procedure.chosen_procedures = [RelatedProcedure(related=others["chosen"])]
        procedure.save()
        return others

    def test_the_chosen_and_those_of_the_same_law(self, client, procedure, others):
        links = soup(client, procedure.url).select("#lien-quan a")
        assert [link.text for link in links] == ["chosen", "same law"]


class TestQueries:
    def count(self, client, procedure):
        client.get(procedure.url)
        with CaptureQueriesContext(connection) as queries:
            client.get(procedure.url)
        return len(queries)

    def test_they_do_not_grow(self, client, index, procedure):
        few = self.count(client, procedure)
        papers = [{"name": f"Giấy {n}", "originals": 1} for n in range(60)]
        procedure.dossier = [("case", {"case": f"{n}", "papers": papers}) for n in range(8)]
        procedure.legal_bases = [ProcedureLegalBasis(number=f"{n}/2018/NĐ-CP") for n in range(40)]
        procedure.channels = [
            ServiceChannel(
                kind=kind,
                time_limits=[("limit", {"amount": Decimal(n), "unit": "day"}) for n in range(9)],
            )
            for kind in ServiceChannel.Kind.values
        ]
        procedure.save()
        assert self.count(client, procedure) <= few
        # Nine are Wagtail's way to the page and the host's menu, one is for its other languages.
        assert few <= 18


def linked_data(client, procedure):
    graph = Graph()
    for script in soup(client, procedure.url).select("script[type='application/ld+json']"):
        data = json.loads(script.string)
        assert data["@context"] == "https://schema.org"
        graph.parse(data=json.dumps({**data, "@context": {"@vocab": SCHEMA}}), format="json-ld")
    return graph


def test_the_structured_data(client, procedure):
    LegalDocumentFactory(number="661/2018/NĐ-CP", title="Một cửa liên thông")
    graph = linked_data(client, procedure)
    (service,) = graph.subjects(RDF.type, SCHEMA.GovernmentService)

    def values(subject, name):
        return {str(value) for value in graph.objects(subject, SCHEMA[name])}

    assert values(service, "identifier") == {"1.001234"}
    assert values(service, "name") == {"Cấp giấy phép"}
    channels = list(graph.objects(service, SCHEMA.availableChannel))
    assert {str(t) for c in channels for t in graph.objects(c, RDF.type)} == {
        str(SCHEMA.ServiceChannel)
    }
    times = {time for channel in channels for time in values(channel, "processingTime")}
    assert times == {"5 ngày làm việc", "P2M", "PT8H"}
    assert {u for c in channels for u in values(c, "serviceUrl")} == {
        "https://dichvucong.example.org/nop"
    }
    offers = list(graph.objects(service, SCHEMA.offers))
    assert {price for offer in offers for price in values(offer, "price")} == {"200000", "0"}
    (basis,) = graph.objects(service, SCHEMA.isBasedOn)
    assert values(basis, "legislationIdentifier") == {"661/2018/NĐ-CP"}
    assert str(basis).endswith("/van-ban/661-2018-nd-cp/")
    (trail,) = graph.subjects(RDF.type, SCHEMA.BreadcrumbList)
    places = {
        int(str(p))
        for e in graph.objects(trail, SCHEMA.itemListElement)
        for p in graph.objects(e, SCHEMA.position)
    }
    assert places == {1, 2, 3, 4}


def test_no_text_breaks_out_of_the_structured_data(client, index):
    procedure = ProcedurePageFactory(parent=index, title="</script><script>alert(1)</script>")
    assert "<script>alert" not in client.get(procedure.url).content.decode()


def test_the_canonical_address(client, procedure):
    link = client.get(procedure.url, {"ngay-nop": "2024-05-17"})["Link"]
    assert link.startswith("<http") and link.endswith(f'{procedure.url}>; rel="canonical"')


class TestPoster:
    def test_three_facts_code_and_address(self, client, procedure):
        html = soup(client, procedure.poster_url)
        for text in ["Cấp giấy phép", "Bộ phận Một cửa", "5 ngày làm việc", "200.000 đồng/lần"]:
            assert text in html.text
        assert "/thu-tuc/1-001234" in html.text and "0276 000 000" in html.text
        assert html.select_one("svg.cchc-qr")
        assert procedure.poster_url == "/thu-tuc/1-001234/in/"

    def test_of_a_draft_or_a_private_page_there_is_none(self, client, procedure):
        PageViewRestriction.objects.create(page=procedure, restriction_type="login")
        assert client.get(procedure.poster_url).status_code == 404
        assert client.get("/thu-tuc/9-999999/in/").status_code == 404


def test_a_private_page_stays_private(client, procedure):
    PageViewRestriction.objects.create(page=procedure.get_parent(), restriction_type="login")
    assert client.get(procedure.url).status_code == 302
