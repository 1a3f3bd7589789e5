"""A fact in a sentence, from the fields of a procedure alone, and what its card shows."""

import io
import re
from decimal import Decimal

import pytest
from django.utils import translation

from cchc_wagtail.imports.running import run_rows
from cchc_wagtail.organisation.models import Audience
from cchc_wagtail.procedures.answers import LONGEST, LONGEST_ON_CARD, cards_of, fact_of
from cchc_wagtail.procedures.models import ProcedureIndexPage, ProcedurePage, ServiceChannel
from cchc_wagtail.procedures.records.importer import ProcedureImporter
from cchc_wagtail.search.text.asking import HOURS, KINDS, VALIDITY
from tests.factories import ProcedurePageFactory, UnitFactory

pytestmark = pytest.mark.django_db

LONG = "Giấy tờ chứng minh việc đã nộp đủ các khoản theo quy định của pháp luật hiện hành"


@pytest.fixture(autouse=True)
def vietnamese():
    with translation.override("vi"):
        yield


@pytest.fixture
def procedure(section):
    unit = UnitFactory(name="Phòng Hướng dẫn", telephone="0276 3822 222", email="ls@example.org")
    return ProcedurePageFactory(parent=ProcedureIndexPage.objects.get(), unit=unit)


def fact(page, name):
    return fact_of(ProcedurePage.objects.filter(pk=page.pk), name)


def add_channel(page, kind, limits=(), fees=(), **fields):
    ServiceChannel.objects.create(
        page=page,
        kind=kind,
        time_limits=[
            ("limit", {"amount": Decimal(amount), "unit": unit, "case": case})
            for amount, unit, case in limits
        ],
        fees=[("fee", {"amount": amount, "case": case}) for amount, case in fees],
        **fields,
    )


def days(amount, case=""):
    return [(amount, "working_day", case)]


def test_time_and_fee_with_the_way_where_they_differ(procedure):
    add_channel(procedure, "in_person", days(3), [("100.000 đồng", "")])
    add_channel(procedure, "online", days(2), [("50.000 đồng", "")])
    assert fact(procedure, "time").text == "Trực tiếp: 3 ngày làm việc; trực tuyến: 2 ngày làm việc"
    assert fact(procedure, "fee").text == "Trực tiếp: 100.000 đồng; trực tuyến: 50.000 đồng"
    assert fact(procedure, "fee").anchor == "cach-nop"


def test_what_is_the_same_for_all_ways_stands_once(procedure):
    for kind in ServiceChannel.Kind.values:
        add_channel(procedure, kind, days(3), [("Miễn phí", "")])
    assert fact(procedure, "time").text == "3 ngày làm việc"
    assert fact(procedure, "fee").text == "Miễn phí"


def test_what_is_known_of_some_ways_is_said_of_those(procedure):
    add_channel(procedure, "in_person", days(3))
    add_channel(procedure, "online", days(3))
    add_channel(procedure, "postal")
    assert fact(procedure, "time").text == "Trực tiếp, trực tuyến: 3 ngày làm việc"


def test_cases_stand_with_what_holds_for_them(procedure):
    limits = [*days(3, "Cấp mới"), *days(1, "Cấp lại")]
    add_channel(procedure, "in_person", limits)
    assert fact(procedure, "time").text == "Cấp mới: 3 ngày làm việc; Cấp lại: 1 ngày làm việc"
    add_channel(procedure, "online", days(2))
    assert fact(procedure, "time").text == (
        "Trực tiếp (Cấp mới: 3 ngày làm việc; Cấp lại: 1 ngày làm việc); "
        "trực tuyến: 2 ngày làm việc"
    )


def test_two_limits_without_a_case_depend_on_it(procedure):
    add_channel(procedure, "in_person", days(3))
    add_channel(procedure, "in_person", days(5))
    text = "3 ngày làm việc hoặc 5 ngày làm việc, tùy trường hợp"
    assert fact(procedure, "time").text == text


def test_a_fee_that_has_ended_is_not_told(procedure):
    add_channel(procedure, "in_person", fees=[("50.000 đồng, áp dụng đến hết ngày 31/12/2023", "")])
    assert not fact(procedure, "fee").is_known


def test_place_online_who_and_contact(procedure):
    procedure.receiving_agency, procedure.receiving_address = "Sở Tư pháp", "02 Lê Lợi"
    procedure.audiences = [
        Audience.objects.get_or_create(name=name)[0] for name in ["Người hỏi", "Hội thử"]
    ]
    procedure.save()
    add_channel(procedure, "online", online_level="full", url="https://example.org/nop")
    assert fact(procedure, "place").text == "Sở Tư pháp, 02 Lê Lợi"
    assert fact(procedure, "online").text == "Có, trực tuyến toàn trình"
    assert set(fact(procedure, "who").text.split(", ")) == {"Người hỏi", "Hội thử"}
    assert fact(procedure, "contact").text == (
        "Phòng Hướng dẫn: điện thoại 0276 3822 222, thư điện tử ls@example.org"
    )


def test_papers(procedure):
    procedure.dossier = [
        ("case", {"case": "", "papers": [{"name": "Tờ khai"}, {"name": "2 ảnh;"}]})
    ]
    procedure.save()
    assert fact(procedure, "papers").text == "Tờ khai, 2 ảnh"
    assert fact(procedure, "papers").items == ()
    procedure.dossier = [("case", {"case": "", "papers": [{"name": LONG}] * 5})]
    procedure.save()
    counted = fact(procedure, "papers")
    assert counted.text == "5 loại giấy tờ: xem mục “Giấy tờ cần chuẩn bị”"
    assert len(counted.items) == 5
    assert all(LONG.startswith(item.rstrip("…")) and len(item) <= 72 for item in counted.items)
    name = f"Tờ khai (mẫu TK01, {LONG})"
    procedure.dossier = [("case", {"case": "", "papers": [{"name": name}] * 5})]
    procedure.save()
    assert fact(procedure, "papers").items[0] == "Tờ khai…"
    procedure.dossier = [("case", {"case": case, "papers": [{"name": LONG}] * 3}) for case in "AB"]
    procedure.save()
    assert fact(procedure, "papers").text.startswith(
        "2 trường hợp, mỗi trường hợp có giấy tờ riêng"
    )
    assert fact(procedure, "papers").items == ("A", "B")
    assert fact(procedure, "papers").anchor == "ho-so"


def test_results_and_how_long_they_are_valid(procedure):
    procedure.results = [("result", {"name": "Hộ chiếu", "validity": "10 năm kể từ ngày cấp"})]
    procedure.save()
    assert fact(procedure, "result").text == "Hộ chiếu (có giá trị: 10 năm kể từ ngày cấp)"
    assert fact(procedure, "validity").text == "Hộ chiếu: 10 năm kể từ ngày cấp"
    procedure.results = [("result", {"name": "Hộ chiếu", "validity": ""})]
    procedure.save()
    assert fact(procedure, "result").text == "Hộ chiếu"
    assert not fact(procedure, "validity").is_known


@pytest.mark.parametrize("name", [*KINDS, VALIDITY, HOURS])
def test_an_empty_field_names_the_unit(procedure, name):
    if name != "contact":
        found = fact(procedure, name)
        assert not found.is_known and found.anchor == ""
        assert found.text == (
            "Chưa có thông tin – liên hệ Phòng Hướng dẫn, điện thoại 0276 3822 222, "
            "thư điện tử ls@example.org"
        )
    procedure.unit = None
    procedure.save()
    assert fact(procedure, name).text == "Chưa có thông tin – liên hệ cơ quan tiếp nhận hồ sơ"


def test_an_empty_field_names_the_body_that_takes_the_papers(procedure):
    procedure.receiving_agency = "Cục Quản lý xuất nhập cảnh"
    procedure.save()
    assert fact(procedure, "fee").text == (
        "Chưa có thông tin – liên hệ nơi nhận hồ sơ (Cục Quản lý xuất nhập cảnh) hoặc "
        "Phòng Hướng dẫn, điện thoại 0276 3822 222, thư điện tử ls@example.org"
    )


def test_no_page_and_no_such_fact(procedure):
    assert fact(procedure, "colour") is None
    assert fact_of(ProcedurePage.objects.none(), "fee") is None


def test_it_asks_the_database_at_most_twice(procedure, django_assert_max_num_queries):
    add_channel(procedure, "in_person", days(3))
    for name in [*KINDS, VALIDITY, HOURS]:
        with django_assert_max_num_queries(2):
            fact(procedure, name)


def test_cards(procedure):
    add_channel(procedure, "in_person", days(3), [("100.000 đồng", "")])
    add_channel(procedure, "online", days(3), [(LONG, "")], url="https://example.org/nop")
    card = cards_of(ProcedurePage.objects.filter(pk=procedure.pk))[procedure.pk]
    assert card.facts == (("Bao lâu", "3 ngày làm việc"), ("Bao nhiêu tiền", "tùy trường hợp"))
    assert card.badge == "Nộp được trực tuyến"


@pytest.fixture
def records(section, shared_data):
    """Thirty real procedures, as the national database publishes them."""
    lines = (shared_data / "procedures-sample.jsonl").read_text("utf-8").splitlines()[::17][:30]
    file = io.BytesIO("\n".join(lines).encode())
    file.name = "thu-tuc.jsonl"
    list(run_rows(ProcedureImporter(), file, publish=True))
    pages = ProcedurePage.objects.live()
    assert pages.count() == 30
    return pages


def test_each_fact_of_real_records_is_a_sentence_from_the_fields(records):
    known = dict.fromkeys([*KINDS, VALIDITY, HOURS], 0)
    for page in records:
        fields = {
            "fee": [c["amount"] for channel in page.channel_list for c in channel.charges],
            "place": [page.receiving_agency],
            "who": [audience.name for audience in page.audience_list],
            "result": [block.value["name"] for block in page.results],
        }
        for name in known:
            found = fact(page, name)
            assert found.text and "\n" not in found.text
            assert "<" not in found.text
            known[name] += found.is_known
            if name in ("fee", "time", "papers", "result"):
                assert len(found.text) <= LONGEST
            if found.is_known and name in fields and "xem mục" not in found.text:
                for value in filter(None, fields[name]):
                    assert re.sub(r"\s+", " ", value).strip() in found.text
    assert known["time"] >= 20 and known["papers"] >= 20 and known["who"] >= 25
    assert known[HOURS] == known["contact"] == 0


def test_cards_of_real_records_are_short(records):
    for card in cards_of(records).values():
        assert all(len(text) <= LONGEST_ON_CARD for _label, text in card.facts)
