"""What a citizen would still miss: advice in the editor, and a report by unit."""

import datetime
from decimal import Decimal

import pytest
from django.urls import reverse

from cchc_wagtail import clock
from cchc_wagtail.organisation.models import Audience
from cchc_wagtail.procedures.completeness import CHECKS, findings_of, score_of
from cchc_wagtail.procedures.models import ProcedureLegalBasis, ProcedurePage, ServiceChannel
from tests.factories import (
    DocumentRelationFactory,
    LegalDocumentFactory,
    ProcedurePageFactory,
    UnitFactory,
)

pytestmark = pytest.mark.django_db


def channel(**values):
    whole = {
        "kind": "online",
        "online_level": "full",
        "url": "https://example.org/",
        "time_limits": [("limit", {"amount": Decimal(5), "unit": "day"})],
        "fees": [("fee", {"amount": "Miễn phí"})],
    }
    return ServiceChannel(**{**whole, **values})


def dossier(**paper):
    return [("case", {"papers": [{"name": "Đơn", **paper}]})]


@pytest.fixture
def whole():
    page = ProcedurePage(
        title="Thủ tục",
        code="1.1",
        summary="Dành cho ai.",
        receiving_agency="Một cửa",
        receiving_address="Số 1",
        unit=UnitFactory(),
        steps=[("step", {"heading": "Nộp"})],
        dossier=dossier(),
        results=[("result", {"name": "Giấy"})],
        checked_on=clock.today(),
    )
    page.audiences = [Audience.objects.create(name="Mọi người")]
    page.channels = [channel()]
    page.legal_bases = [ProcedureLegalBasis(number="61/2018/NĐ-CP")]
    return page


def checks(page):
    return [finding.check for finding in findings_of(page)]


def test_nothing_is_missing(whole):
    assert checks(whole) == [] and score_of(findings_of(whole)) == 100


@pytest.mark.parametrize(
    "check, values",
    [
        ("where_to_hand_in", {"receiving_agency": ""}),
        ("receiving_address", {"receiving_address": ""}),
        ("steps", {"steps": []}),
        ("papers", {"dossier": []}),
        ("result", {"results": []}),
        ("summary", {"summary": ""}),
        ("unit_in_charge", {"unit": None}),
        ("last_checked", {"checked_on": None}),
        ("checked_within_a_year", {"checked_on": datetime.date(2024, 5, 6)}),
        ("bodies_that_ended", {"receiving_agency": "Công an huyện"}),
        ("who_may_use_it", {"audiences": []}),
        ("legal_basis", {"legal_bases": []}),
        ("ways_to_hand_in", {"channels": []}),
        ("forms", {"dossier": dossier(form_name="TK01")}),
        ("time_limit", {"channels": [channel(time_limits=[])]}),
        ("unit_of_time", {"channels": [channel(time_limits=[("limit", {"amount": Decimal(5)})])]}),
        ("fee", {"channels": [channel(fees=[])]}),
        ("glued_facts", {"channels": [channel(note="Theo nguồn: “120 VNĐ”")]}),
        ("online_address", {"channels": [channel(url="")]}),
        ("online_level", {"channels": [channel(online_level="")]}),
    ],
)
def test_each_check_speaks_of_its_own(whole, check, values):
    for name, value in values.items():
        setattr(whole, name, value)
    assert checks(whole) == [check]
    assert check in {one.__name__ for one in CHECKS}


def test_a_fee_that_has_ended(whole):
    ended = ("fee", {"amount": "160.000 đồng (áp dụng đến hết ngày 31/12/2023)"})
    whole.channels = [channel(fees=[ended])]
    assert checks(whole) == ["fee", "fee_that_ended"]


def test_law_that_is_no_longer_in_force(whole):
    document = LegalDocumentFactory(number="61/2018/NĐ-CP")
    DocumentRelationFactory(target=document, effective_on=datetime.date(2025, 7, 1))
    (finding,) = findings_of(whole)
    assert finding.check == "law_in_force" and "61/2018/NĐ-CP" in finding.message


def test_an_empty_page_has_a_message_for_each_thing():
    findings = findings_of(ProcedurePage(title="Trống", code="1.1"))
    assert len(findings) >= 10 and 0 <= score_of(findings) <= 50


def test_the_editor_is_told_and_can_save(index, log_in):
    page = ProcedurePageFactory(parent=index)
    client = log_in("office")
    html = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
    assert "Chưa ghi cơ quan tiếp nhận hồ sơ." in html


class TestReport:
    @pytest.fixture
    def procedures(self, index):
        unit = UnitFactory(name="Phòng Lãnh sự")
        for number in range(3):
            ProcedurePageFactory(parent=index, unit=unit, channels=number)
        ProcedurePageFactory(parent=index, draft=True, title="Bản nháp")

    @pytest.mark.parametrize(
        "kind, allowed",
        [("anonymous", False), ("professional", True), ("office", True), ("leadership", True)],
    )
    def test_who_sees_it(self, procedures, log_in, kind, allowed):
        response = log_in(kind).get(reverse("cchc_procedures_completeness"))
        assert (response.status_code == 200) == allowed

    def test_scores(self, procedures, log_in):
        html = log_in("office").get(reverse("cchc_procedures_completeness")).content.decode()
        assert "Phòng Lãnh sự" in html and "Bản nháp" not in html and " %" in html

    @pytest.mark.parametrize("form", ["csv", "xlsx"])
    def test_export(self, procedures, log_in, form):
        client = log_in("office")
        response = client.get(reverse("cchc_procedures_completeness"), {"export": form})
        assert response.status_code == 200
        content = b"".join(response.streaming_content) if response.streaming else response.content
        if form == "csv":
            assert "Chưa ghi cơ quan tiếp nhận hồ sơ." in content.decode()

    def test_its_queries_do_not_grow(
        self, procedures, index, log_in, django_assert_max_num_queries
    ):
        client = log_in("office")
        address = reverse("cchc_procedures_completeness")
        client.get(address)
        for number in range(20):
            ProcedurePageFactory(parent=index, channels=number % 3)
        with django_assert_max_num_queries(45):
            client.get(address)
