"""What a citizen is told of time and money stands so in the source, with unit and condition."""

import json
import re
from decimal import Decimal

import pytest
from wagtail.models import Locale

from cchc_wagtail.imports.texts import clean_text
from cchc_wagtail.language import normalise
from cchc_wagtail.procedures.fees import last_day_of
from cchc_wagtail.procedures.models import ProcedureIndexPage, ProcedurePage, ServiceChannel
from cchc_wagtail.procedures.models.channels import IT_DEPENDS
from cchc_wagtail.procedures.records import lists
from cchc_wagtail.procedures.records import national_database as national
from cchc_wagtail.procedures.records.importer import ProcedureImporter
from cchc_wagtail.procedures.structured_data import government_service
from tests.factories import ProcedurePageFactory

NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
LONG = ", trong đó mỗi thành viên nộp thêm một phần theo quy định" * 4
UNIT_NAMES = {unit: name for name, unit in national.UNITS.items()}


@pytest.fixture(scope="module")
def records(shared_data):
    """Each record of the two files of the portal, with the text that its channels came from."""
    found = []
    for name, keys in [
        ("procedures-sample", ["cach_thuc", "cach_thuc_raw"]),
        ("portal-records", ["cach_thuc_thuc_hien"]),
    ]:
        for line in (shared_data / f"{name}.jsonl").read_text("utf-8").splitlines():
            record = json.loads(line)
            raw = record.get("cach_thuc_raw") or record.get("cach_thuc_thuc_hien") or ""
            if national.is_nothing(raw):
                raw = json.dumps(record.get("cach_thuc", ""), ensure_ascii=False)
            values = {key.replace("_thuc_hien", ""): record[key] for key in keys if key in record}
            channels = [lists.channel(row) for row in lists.channels(values)]
            found.append((record["ma_thu_tuc"], squeezed(raw), channels))
    return found


def squeezed(text):
    """Return ``text`` so that only words and numbers decide whether two are the same."""
    text = normalise(clean_text(text))
    return re.sub(r"\s+", "", text).casefold()


def stands_in(number, source):
    """Tell whether ``number`` stands in ``source`` as a whole, its thousands divided either way."""
    pattern = "[.,]".join(map(re.escape, re.split("[.,]", number)))
    return re.search(rf"(?<![\d]){pattern}(?!\d)", source) is not None


def test_there_are_records(records):
    assert len(records) == 575


def test_each_time_limit_has_the_unit_of_the_source(records):
    for code, source, channels in records:
        for limit in (limit for channel in channels for limit in channel.limits):
            amount = f"{float(limit['amount']):g}".replace(".", "[.,]")
            if limit["unit"]:
                name = squeezed(UNIT_NAMES[limit["unit"]])
                assert re.search(rf"{amount}(?:\.0)?{name}", source) or (
                    '"so"' in source and limit["unit"]
                ), (code, limit.text)
            else:
                assert limit.text.startswith("theo nguồn: "), (code, limit.text)
                assert re.search(rf"(?<!\d){amount}(?!\d)", source), (code, limit.text)


def test_each_number_of_a_fee_stands_in_the_source(records):
    for code, source, channels in records:
        for fee in (fee for channel in channels for fee in channel.charges):
            for number in NUMBER.findall(fee["amount"]):
                assert stands_in(number.rstrip(".,"), source), (code, fee["amount"], number)


def test_no_fee_comes_out_of_what_is_glued_together(records):
    kinds = "|".join(squeezed(kind) for kind in national.KINDS)
    for code, source, channels in records:
        glued = re.findall(rf"(?:{kinds})(\d[\d.,]*)(?:vnđ|việtnamđồng|đồng)", source)
        for channel in channels:
            said = "\n".join(fee["amount"] for fee in channel.charges)
            for number in glued:
                assert f"{number} đồng" not in said, (code, said)
            for match in re.finditer(r"^(?:\S+: )?(\d[\d.]*) đồng", said, re.MULTILINE):
                assert int(match[1].replace(".", "")) >= 1_000, (code, said)


def test_each_condition_of_a_fee_is_shown_with_it(records):
    """What the source has in brackets behind a sum is in the fact, or the fact leads to all."""
    for code, source, channels in records:
        for channel in channels:
            shown = channel.fee_text
            for fee in channel.charges:
                whole = ": ".join(filter(None, [fee["case"], fee["amount"]]))
                assert whole in shown or shown == str(IT_DEPENDS), (code, shown)
                _sum, bracket, inside = fee["amount"].partition(" (")
                if bracket:
                    assert squeezed(inside.rstrip("”)")) in source, (code, fee["amount"])


def test_each_condition_of_a_time_limit_is_shown_with_it(records):
    for code, _source, channels in records:
        for channel in channels:
            for limit in channel.limits:
                whole = ": ".join(filter(None, [limit["case"], limit.text]))
                shown = channel.time_limit_text
                assert whole in shown or shown == str(IT_DEPENDS), (code, shown)


def test_no_fee_that_has_ended_is_shown_as_valid(records):
    ended = 0
    for code, _source, channels in records:
        for channel in channels:
            ended += len(channel.ended_charges)
            assert "31/12/2023" not in channel.fee_text, code
    assert ended > 0


def test_machines_are_told_no_time_without_its_unit(records, db):
    for code, _source, channels in records:
        page = ProcedurePage(code=code, title=code, locale=Locale.get_active())
        page.channel_list, page.legal_basis_list, page.audience_list = channels, [], []
        page.url_path = "/x/"
        for channel in government_service(page, str)["availableChannel"] if channels else []:
            times = channel.get("processingTime", [])
            for time in [times] if isinstance(times, str) else times:
                assert not time.replace(",", "").isdigit() and "theo nguồn" not in time, code


@pytest.mark.parametrize(
    "text, day",
    [
        ("160.000 đồng (áp dụng đến hết ngày 31/12/2023)", "2023-12-31"),
        ("50% mức thu đến hết ngày 31 tháng 12 năm 2024", "2024-12-31"),
        ("Miễn phí đến hết tháng 6 năm 2023", "2023-06-30"),
        ("Giảm 50% đến năm 2025", "2025-12-31"),
        ("10.000 đồng đến 31/12/2023, từ ngày 01/01/2024 là 20.000 đồng", None),
        ("200.000 đồng/lần", None),
        ("10.000 đến 20.000 đồng", None),
        ("đến hết ngày 31/13/2023", None),
    ],
)
def test_the_last_day_of_a_fee(text, day):
    found = last_day_of(text)
    assert (found and found.isoformat()) == day


def test_the_import_tells_of_what_it_could_not_take_apart():
    values = {
        "ma_thu_tuc": "1.000020",
        "cach_thuc_raw": "Hình thức nộpThời gianPhí, lệ phíMô tảTrực tuyến120 VNĐ(20.000 vnđ /tờ)",
    }
    record = ProcedureImporter().parse(values)
    (channel,) = record.fields["cach_thuc"]
    assert not channel["fees"] and not channel["time_limits"]
    assert channel["note"] == "Theo nguồn: “120 VNĐ(20.000 vnđ /tờ)”"
    assert "120 VNĐ" in record.messages[0].found and not record.has_errors


class TestThePage:
    @pytest.fixture
    def html(self, client, section):
        """The page and the list of a procedure that lacks what a fact needs."""
        page = ProcedurePageFactory(parent=ProcedureIndexPage.objects.get(), title="Thủ tục thử")
        ended = "160.000 đồng (áp dụng đến hết ngày 31/12/2023)"
        page.channels = [
            ServiceChannel(
                kind="online",
                time_limits=[("limit", {"amount": Decimal(48)})],
                fees=[("fee", {"amount": ended})],
            ),
            ServiceChannel(kind="in_person", fees=[("fee", {"amount": "1.234.000 đồng" + LONG})]),
        ]
        page.dossier = [("case", {"papers": [{"name": "Đơn", "form_name": "TK01"}]})]
        page.save_revision().publish()
        page.refresh_from_db()
        addresses = [page.url, page.get_parent().url, page.poster_url]
        return [client.get(address).content.decode() for address in addresses]

    def test_no_number_without_a_unit(self, html):
        assert all("theo nguồn: 48" in one for one in html)

    def test_no_fee_that_has_ended(self, html):
        page, in_list, poster = html
        assert "160.000" not in in_list + poster
        assert page.count("160.000") == 1 and "Không còn áp dụng:" in page

    def test_no_fact_is_shortened(self, html):
        page, in_list, poster = html
        assert page.count("1.234.000") == page.count("1.234.000 đồng" + LONG) >= 1
        assert "1.234.000" not in in_list + poster and "Tùy từng trường hợp" in in_list

    def test_nothing_leads_nowhere(self, html):
        page, in_list, _poster = html
        assert "Nộp được trực tuyến" not in in_list
        assert "chưa có địa chỉ nộp" in page and "Mẫu TK01: chưa có tệp" in page

    def test_the_report_counts_it(self, html, log_in):
        report = log_in("office").get("/admin/cchc/muc-do-day-du/").content.decode()
        names = ["Thời hạn không ghi đơn vị", "thiếu địa chỉ", "thiếu tệp", "đã hết thời gian"]
        for name in names:
            assert re.search(rf"{name}[^<]*: 1<", report), name
