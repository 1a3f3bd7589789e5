"""Initiatives from a table: drafts, bad cells named, nothing half-written, twice is once."""

import csv
import io

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse
from openpyxl import load_workbook

from cchc_wagtail.initiatives.models import InitiativePage
from cchc_wagtail.initiatives.records.importer import InitiativeImporter
from cchc_wagtail.organisation.models import ReformField
from tests.factories import InitiativePageFactory, LegalDocumentFactory

pytestmark = pytest.mark.django_db
ROW = {
    "STT": "1",
    "Năm": "2024",
    "Tên sáng kiến": "Nhắc lịch trả kết quả",
    "Người thực hiện": "Nhóm cán bộ một cửa",
    "Đơn vị": "phong lanh su",
    "Vấn đề": "Người dân phải gọi hỏi.\n- Mất thời gian\n- Tốn tiền",
    "Cách làm": "Hệ thống tự nhắn tin. Không ai phải gọi.",
    "Chỉ tiêu": "Thời gian trả kết quả\nSố cuộc gọi",
    "Trước": "10\n300",
    "Sau": "4\n20",
    "ĐVT": "ngày\ncuộc",
    "Nguồn số liệu": "Báo cáo năm 2024",
    "Khả năng nhân rộng": "Mọi đơn vị có một cửa.",
    "Tình trạng": "Được công nhận",
    "Ngày áp dụng": "01/3/2024",
    "Quyết định": "12/QĐ-SNgV",
    "Ngày quyết định": "20/12/2024",
    "Cấp": "Cấp cơ sở",
}


@pytest.fixture
def carry(tmp_path, index, units):
    """Import ``rows``, each what differs from ``ROW``; return what is said."""

    def carry(*rows, **options):
        path = tmp_path / "sang-kien.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(ROW))
            writer.writeheader()
            writer.writerows({**ROW, **row} for row in rows)
        out = io.StringIO()
        try:
            call_command("cchc_import", "initiatives", str(path), stdout=out, stderr=out, **options)
        except CommandError as error:
            out.write(str(error))
        return out.getvalue()

    return carry


def test_a_row_becomes_a_draft(carry, index, units):
    carry({})
    page = InitiativePage.objects.get()
    assert (page.live, page.get_parent().specific) == (False, index)
    assert (page.year, page.title, page.authors) == (
        2024,
        ROW["Tên sáng kiến"],
        ROW["Người thực hiện"],
    )
    assert page.unit == units["unit"]
    assert page.problem == (
        "<p>Người dân phải gọi hỏi.</p><ul><li>Mất thời gian</li><li>Tốn tiền</li></ul>"
    )
    assert page.solution_text == "Hệ thống tự nhắn tin. Không ai phải gọi."
    assert page.summary == page.solution_text
    assert [effect.in_words for effect in page.effect_list] == [
        "Thời gian trả kết quả: 10 → 4\xa0ngày (giảm 60 %)",
        "Số cuộc gọi: 300 → 20\xa0cuộc (giảm 93,3 %)",
    ]
    assert {effect["source"] for effect in page.effect_list} == {"Báo cáo năm 2024"}
    assert page.reusable_at == "Mọi đơn vị có một cửa."
    assert (page.status, page.level) == ("recognised", "base")
    assert (page.decision, page.decision_number) == (None, "12/QĐ-SNgV")
    assert str(page.applied_on) == "2024-03-01" and str(page.decided_on) == "2024-12-20"


def test_drafts_enter_the_workflow(carry, workflow):
    carry({})
    assert InitiativePage.objects.get().workflow_in_progress


def test_again_changes_nothing_and_a_change_of_the_file_is_taken(carry):
    carry({}, {"Tên sáng kiến": "Khác"})
    revisions = set(InitiativePage.objects.values_list("latest_revision", flat=True))
    assert "không đổi 2" in carry({}, {"Tên sáng kiến": "Khác"}).lower()
    assert set(InitiativePage.objects.values_list("latest_revision", flat=True)) == revisions
    carry({"Sau": "3\n20"}, {"Tên sáng kiến": "Khác"})
    assert InitiativePage.objects.count() == 2
    page = InitiativePage.objects.get(title=ROW["Tên sáng kiến"]).get_latest_revision_as_object()
    assert page.effect_list[0]["after"] == "3"


def test_what_an_editor_wrote_stays(carry):
    carry({})
    page = InitiativePage.objects.get().get_latest_revision_as_object()
    page.authors = "Sửa tay"
    page.solution.append(("quote", {"text": "Rất tiện", "source": ""}))
    page.save_revision()
    said = carry({"Người thực hiện": "Khác", "Cách làm": "Viết lại."})
    assert "không ghi đè" in said.lower()
    page = InitiativePage.objects.get().get_latest_revision_as_object()
    assert page.authors == "Sửa tay"
    assert [block.block_type for block in page.solution] == ["paragraph", "quote"]
    assert "Viết lại." in page.solution_text and "Rất tiện" in page.solution_text


def test_a_dry_run_changes_nothing(carry):
    assert "chưa có gì thay đổi" in carry({}, dry_run=True).lower()
    assert not InitiativePage.objects.exists()


def test_published_on_demand_and_what_was_taken_down_stays_down(carry):
    carry({}, publish=True)
    page = InitiativePage.objects.get()
    assert page.live
    page.unpublish()
    carry({}, publish=True)
    assert not InitiativePage.objects.get().live


def test_markup_that_could_harm_is_taken_off(carry):
    carry(
        {
            "Tên sáng kiến": "Tên <script>alert(1)</script>lành",
            "Vấn đề": '<p onclick="x()">Chờ <b>lâu</b><script>alert(1)</script></p>',
            "Cách làm": '<a href="javascript:x()">Bấm</a><iframe src="//x"></iframe>',
        }
    )
    page = InitiativePage.objects.get()
    assert page.title == "Tên lành"
    assert page.problem == "<p>Chờ <b>lâu</b></p>"
    (paragraph,) = page.solution
    assert paragraph.value.source == "<a>Bấm</a>"


@pytest.mark.parametrize(
    "changed, said",
    [
        ({"Năm": ""}, "Năm: "),
        ({"Năm": "hai nghìn"}, "Năm: Đây không phải là năm. [hai nghìn]"),
        ({"Tên sáng kiến": " "}, "Tên sáng kiến, mô hình: Sáng kiến phải có tên."),
        ({"Tên sáng kiến": "x" * 300}, "Tên sáng kiến, mô hình: Dài hơn 255 ký tự."),
        ({"Đơn vị": "Phòng Không Có"}, "Đơn vị: Tên này không có trong danh mục. [Phòng Không Có]"),
        ({"Tình trạng": "đang xem"}, "Tình trạng: "),
        ({"Cấp": "cấp xã"}, "Cấp công nhận: "),
        (
            {"Ngày áp dụng": "31/2/2024"},
            "Ngày áp dụng lần đầu: Đây không phải là ngày. [31/2/2024]",
        ),
        (
            {"Trước": "10\n300\n5"},
            "Trước khi áp dụng: Ở đây có 3 dòng, nhưng “Hiệu quả đo được” có 2.",
        ),
        ({"Chỉ tiêu": "Thời gian\n\nSố đơn"}, "Hiệu quả đo được: Có dòng ghi số nhưng không ghi"),
        ({"Sau": "4\n" + "9" * 61}, "Sau khi áp dụng: Dài hơn 60 ký tự."),
        ({"Năm": "2090"}, "Năm: Năm này chưa tới."),
        ({"Tình trạng": "Ý tưởng"}, "Tình trạng: "),
        ({"Ngày quyết định": "20/12/2023"}, "Ngày quyết định: "),
    ],
)
def test_a_bad_cell_is_named_and_its_row_is_left_out_alone(carry, changed, said):
    told = carry(changed, {"Tên sáng kiến": "Hàng tốt"})
    assert "Dòng 2" in told and said in told
    assert [page.title for page in InitiativePage.objects.all()] == ["Hàng tốt"]


def test_the_same_twice_in_a_file_is_told(carry):
    assert "dòng 2" in carry({}, {"Người thực hiện": "Khác"}).lower()
    assert InitiativePage.objects.get().authors == ROW["Người thực hiện"]


def test_a_decision_recognises_where_the_file_does_not_say_how_far_it_is(carry):
    carry({"Tình trạng": ""})
    assert InitiativePage.objects.get().status == "recognised"


def test_a_registered_decision_is_linked(carry):
    document = LegalDocumentFactory(number="12/QĐ-SNgV")
    carry({})
    page = InitiativePage.objects.get()
    assert (page.decision, page.decision_number) == (document, "")
    assert "không đổi" in carry({}).lower()


def test_addresses_of_forms_and_of_others_are_left(carry, index):
    InitiativePageFactory(parent=index, title="Có rồi", slug="nhac-lich-tra-ket-qua", year=2020)
    carry({}, {"Tên sáng kiến": "Gửi"}, {"Tên sáng kiến": "Nhắc lịch trả kết quả", "Năm": "2023"})
    slugs = set(InitiativePage.objects.filter(year__gte=2023).values_list("slug", flat=True))
    assert slugs == {"nhac-lich-tra-ket-qua-2", "nhac-lich-tra-ket-qua-3", "gui-2"}


def test_what_is_exported_can_be_imported(carry, tmp_path):
    ReformField.objects.get_or_create(name="Cải cách thủ tục", slug="cai-cach-thu-tuc-thu")
    nothing = dict.fromkeys(["Chỉ tiêu", "Trước", "Sau", "ĐVT", "Nguồn số liệu"], "")
    carry({"Trước": "\n300"}, {**nothing, "Tên sáng kiến": "Khác"}, publish=True)
    path = tmp_path / "xuat.xlsx"
    path.write_bytes(InitiativeImporter().spreadsheet_file())
    revisions = set(InitiativePage.objects.values_list("latest_revision", flat=True))
    out = io.StringIO()
    call_command("cchc_import", "initiatives", str(path), stdout=out, stderr=out)
    assert "không đổi 2" in out.getvalue().lower()
    assert set(InitiativePage.objects.values_list("latest_revision", flat=True)) == revisions


def test_the_template_has_the_columns(carry):
    heads = [
        cell.value
        for cell in load_workbook(io.BytesIO(InitiativeImporter().template_file())).active[1]
    ]
    assert heads[:3] == ["Năm *", "Tên sáng kiến, mô hình *", "Tác giả"]
    assert "Số quyết định công nhận" in heads and "STT" not in heads


def test_the_office_imports_in_the_admin_and_a_unit_sees_what_its_rights_are(client, people, index):
    assert not InitiativeImporter().may_import(people["unit"])
    client.force_login(people["admin"])
    shown = client.get(reverse("cchc_imports_index")).content.decode()
    assert "Sáng kiến và mô hình hay" in shown


def test_where_there_is_no_list_it_says_so(carry, index):
    index.delete()
    assert "Chưa có danh sách sáng kiến" in carry({})
