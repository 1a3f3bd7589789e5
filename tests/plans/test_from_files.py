"""A plan from its file: what was read, what became of it, and what is no plan."""

import io
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from docx import Document
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook
from wagtail.models import Site

from cchc_wagtail.files import read_file
from cchc_wagtail.plans.from_files.days import Span, span_of
from cchc_wagtail.plans.from_files.reading import contents_of, read_plan
from cchc_wagtail.plans.models import PlanPage
from cchc_wagtail.plans.progress import Recurrence
from tests.factories import PlanIndexPageFactory, ReformFieldFactory, UnitFactory

HEAD = [
    "TT",
    "Nội dung, nhiệm vụ",
    "Sản phẩm",
    "Số lượng",
    "Đơn vị chủ trì",
    "Đơn vị phối hợp",
    "Thời gian hoàn thành",
    "Hình thức",
]
ROWS = [
    ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)", "(8)"],
    ["I", "Cải cách thủ tục hành chính", "", "", "", "", "", ""],
    [
        "1",
        "Tuyên truyền dịch vụ công trực tuyến",
        "Tin, bài",
        "04 tin/tháng",
        "Phòng Lãnh sự",
        "Văn phòng Sở; Thanh tra Sở",
        "",
        "Cổng thông tin điện tử",
    ],
    ["2", "Tờ rơi cấp hộ chiếu", "500 tờ rơi", "", "Văn phòng Sở", "", "Trước 30/6/2025", "Tờ rơi"],
    [
        "3",
        "Phóng sự về sắp xếp đơn vị",
        "Phóng sự",
        "1",
        "Báo Tây Ninh",
        "",
        "Quý III/2025",
        "Báo chí",
    ],
    ["", "", "", "", "", "", "", ""],
    ["4", "Niêm yết thủ tục", "", "", "", "", "Thường xuyên", ""],
]
OUTLINE = [
    "KẾ HOẠCH",
    "Thông tin, tuyên truyền cải cách hành chính năm 2025",
    "Căn cứ Nghị quyết số 76/NQ-CP ngày 15/7/2021 của Chính phủ;",
    "I. MỤC ĐÍCH, YÊU CẦU",
    "1. Mục đích",
    "Nâng cao nhận thức.",
    "2. Yêu cầu",
    "Bám sát nhiệm vụ.",
    "II. NỘI DUNG, HÌNH THỨC TUYÊN TRUYỀN",
    "1. Nội dung",
    "a) Tuyên truyền về cơ chế một cửa trên môi trường",
    "điện tử theo quy định.",
    "b) Tuyên truyền các chỉ số, gồm:",
    "- PAR INDEX;",
    "- PAPI.",
    "2. Hình thức",
    "a) Thông qua họp giao ban.",
    "III. THỜI GIAN THỰC HIỆN",
    "Hoàn thành trước tháng 11 năm 2025.",
    "IV. TỔ CHỨC THỰC HIỆN",
    "Văn phòng Sở chủ trì.",
    "Trên đây là Kế hoạch năm 2025./.",
    "Nơi nhận:",
    "- Các phòng chuyên môn.",
]


def docx(lines, rows=()):
    document = Document()
    for line in lines:
        document.add_paragraph(line)
    if rows:
        table = document.add_table(rows=len(rows), cols=len(rows[0]))
        for row, texts in zip(table.rows, rows, strict=True):
            for cell, text in zip(row.cells, texts, strict=True):
                cell.text = text
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def xlsx(rows):
    book = Workbook()
    for row in rows:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def plan_in(name, content):
    found = read_file(name, content)
    return read_plan(found.text, found.body, 2024)


# Until when


@pytest.mark.parametrize(
    "words, begins_on, due_on, recurrence",
    [
        ("trước tháng 11 năm 2024", None, date(2024, 10, 31), None),
        ("Trong năm 2024 và hoàn thành trước tháng 11", None, date(2024, 10, 31), None),
        ("Trước 30/6/2025", None, date(2025, 6, 29), None),
        ("ngày 05 tháng 3 năm 2025", None, date(2025, 3, 5), None),
        ("Tháng 2/2024", None, date(2024, 2, 29), None),
        ("Quý III", None, date(2024, 9, 30), None),
        ("trước quý II/2025", None, date(2025, 3, 31), None),
        ("6 tháng đầu năm", None, date(2024, 6, 30), None),
        ("Cả năm", None, date(2024, 12, 31), None),
        ("Từ tháng 3 đến tháng 10/2024", date(2024, 3, 1), date(2024, 10, 31), None),
        ("Hằng tháng", None, None, Recurrence.MONTHLY),
        ("04 số/tháng", None, None, Recurrence.MONTHLY),
        ("Mỗi quý", None, None, Recurrence.QUARTERLY),
        ("Thường xuyên, trong năm", None, date(2024, 12, 31), Recurrence.ALWAYS),
        ("31/02/2024", None, None, None),
        ("tháng 13", None, None, None),
        ("theo yêu cầu của tỉnh", None, None, None),
    ],
)
def test_what_the_words_say_of_the_time(words, begins_on, due_on, recurrence):
    assert span_of(words, 2024) == Span(begins_on, due_on, recurrence)


@given(st.text(), st.integers(1, 9999))
def test_any_words_give_a_span(words, year):
    span = span_of(words, year)
    assert span.begins_on is None or span.due_on is None or span.begins_on <= span.due_on


@given(st.dates(date(2000, 1, 2), date(2100, 12, 31)))
def test_a_day_is_read_as_it_is_written(day):
    assert span_of(f"{day.day}/{day.month}/{day.year}", 1999).due_on == day


# What stands in the file


def test_the_outline_of_a_plan():
    plan = plan_in("ke-hoach.docx", docx(OUTLINE))
    assert plan.title == "Kế hoạch thông tin, tuyên truyền cải cách hành chính năm 2025"
    assert (plan.year, plan.last_year) == (2025, 2025)
    assert len(plan.legal_bases) == 1
    assert plan.purposes == ["Nâng cao nhận thức."]
    assert plan.requirements == ["Bám sát nhiệm vụ."]
    assert plan.organisation == ["Văn phòng Sở chủ trì."]
    assert plan.span.due_on == date(2025, 10, 31)
    assert [content.text for content in plan.contents] == [
        "Tuyên truyền về cơ chế một cửa trên môi trường điện tử theo quy định.",
        "Tuyên truyền các chỉ số, gồm:\n- PAR INDEX;\n- PAPI.",
    ]


def test_the_rows_of_a_table():
    first, second, third, last = contents_of([HEAD, *ROWS], 2025)
    assert first.reform_field == "Cải cách thủ tục hành chính"
    assert (first.target, first.product) == (4, "Tin, bài")
    assert first.span.recurrence == Recurrence.MONTHLY
    assert (second.target, second.product) == (500, "tờ rơi")
    assert second.span.due_on == date(2025, 6, 29)
    assert third.unit == "Báo Tây Ninh"
    assert (last.text, last.target, last.product) == ("Niêm yết thủ tục", None, "")


def test_a_table_of_something_else_has_no_contents():
    assert contents_of([["TT", "Họ và tên", "Chức vụ"], ["1", "x", "y"]], 2025) == []
    assert contents_of([], 2025) == []


@pytest.mark.parametrize("nothing", ["", "-", " – ", "…"])
def test_a_row_whose_content_is_a_dash_has_none(nothing):
    assert contents_of([HEAD, ["1", nothing, "Tin, bài"]], 2025) == []


@given(st.lists(st.lists(st.text(max_size=20), max_size=9), max_size=6))
def test_any_table_is_read(rows):
    contents_of([HEAD, *rows], 2025)


def test_a_plan_of_several_years():
    lines = ["KẾ HOẠCH", "Tuyên truyền cải cách hành chính giai đoạn 2022 - 2025", *OUTLINE[2:]]
    plan = plan_in("ke-hoach.docx", docx(lines))
    assert (plan.year, plan.last_year) == (2022, 2025)


def test_the_plan_of_the_department(shared_data):
    plan = plan_in("plan-2024.txt", (shared_data / "plan-2024.txt").read_bytes())
    assert plan.issued_on == date(2024, 4, 22)
    assert plan.span.due_on == date(2024, 10, 31)
    assert len(plan.contents) == 12
    assert plan.contents[8].text.startswith("Tình hình triển khai, kết quả và hiệu quả")
    # A paragraph that the file tears in two.
    assert "trên môi trường điện tử theo quy định" in plan.contents[8].text
    assert len(plan.purposes) == 2 and len(plan.requirements) == 3


def test_the_plan_of_a_ministry(shared_data):
    plan = plan_in("82-QD-BNV.txt", (shared_data / "law/82-QD-BNV.txt").read_bytes())
    assert plan.number == "82/QĐ-BNV"
    assert len(plan.contents) == 7
    assert len(plan.legal_bases) == 4


# What becomes of it


@pytest.fixture
def office(admin_client):
    root = Site.objects.get(is_default_site=True).root_page
    return PlanIndexPageFactory(parent=root)


def send(client, page, name, content):
    address = reverse("cchc_plans_from_file", args=[page.pk])
    return client.post(address, {"file": SimpleUploadedFile(name, content)}, follow=True)


def draft_of(plan):
    return PlanPage.objects.get(pk=plan.pk).get_latest_revision_as_object()


def test_a_plan_is_drafted(admin_client, office):
    response = send(admin_client, office, "ke-hoach.docx", docx(OUTLINE))
    plan = PlanPage.objects.get()
    assert response.redirect_chain[-1][0] == reverse("wagtailadmin_pages:edit", args=[plan.pk])
    assert not plan.live and plan.slug == "2025"
    assert (plan.begins_on, plan.due_on, plan.ends_on) == (
        date(2025, 1, 1),
        date(2025, 10, 31),
        date(2025, 12, 31),
    )
    assert plan.contents.count() == 2
    assert plan.purposes == "<p>Nâng cao nhận thức.</p>"
    assert "Đã đọc 2 nội dung vào bản nháp." in response.content.decode()


@pytest.mark.parametrize(
    "name, content",
    [("ke-hoach.docx", docx(["PHỤ LỤC"], [HEAD, *ROWS])), ("ke-hoach.xlsx", xlsx([HEAD, *ROWS]))],
)
def test_contents_are_added_to_a_plan(admin_client, plan, name, content):
    consular = plan.contents.get().unit
    office = UnitFactory(name="Văn phòng Sở")
    field = ReformFieldFactory(name="Cải cách thủ tục hành chính")
    plan.ends_on = date(2025, 12, 31)
    plan.save_revision().publish()
    response = send(admin_client, plan, name, content)
    draft = draft_of(plan)
    assert plan.contents.count() == 1, "the published plan stays as it is"
    first, second, third, last = list(draft.contents.all())[1:]
    assert (first.unit, first.reform_field, first.target) == (consular, field, 4)
    assert (first.recurrence, first.channels) == ("monthly", ["portal"])
    assert [unit.name for unit in first.co_units.all()] == [office.name]
    assert first.outside == "Thanh tra Sở"
    assert (second.target, second.due_on, second.channels) == (500, date(2025, 6, 29), ["printed"])
    assert (third.unit, third.outside, third.channels) == (None, "Báo Tây Ninh", ["press"])
    assert last.recurrence == "always"
    assert "Đã đọc 4 nội dung" in response.content.decode()

    response = send(admin_client, plan, name, content)
    assert draft_of(plan).contents.count() == 5
    assert "4 nội dung đã có trong kế hoạch" in response.content.decode()


def test_a_day_outside_the_plan_is_told_and_left_out(admin_client, plan):
    response = send(admin_client, plan, "a.xlsx", xlsx([HEAD, ROWS[3]]))
    draft = draft_of(plan)
    assert list(draft.contents.all())[-1].due_on is None
    assert "nằm ngoài thời gian của kế hoạch" in response.content.decode()


@pytest.mark.parametrize(
    "name, content, words",
    [
        ("a.docx", b"", "0 byte"),
        ("a.xlsx", b"PK\x03\x04 no spreadsheet", "bị hỏng"),
        ("a.docx", b"MZ\x90\x00", "không đúng với đuôi tên tệp"),
        ("a.txt", "Thư mời họp.".encode(), "Đây không phải là kế hoạch"),
        ("a.xlsx", xlsx([["Họ tên", "Tuổi"], ["x", "1"]]), "Đây không phải là kế hoạch"),
    ],
)
def test_what_is_no_plan_leaves_nothing(admin_client, office, name, content, words):
    response = send(admin_client, office, name, content)
    assert words in response.content.decode()
    assert not PlanPage.objects.exists()


def test_a_number_beyond_measure_is_told(admin_client, plan):
    response = send(admin_client, plan, "a.xlsx", xlsx([HEAD, ["1", "Tờ rơi", "", 5000]]))
    assert list(draft_of(plan).contents.all())[-1].target is None
    assert "số lượng 5000 quá lớn" in response.content.decode()


def test_another_page_is_no_place_for_a_plan(admin_client):
    root = Site.objects.get(is_default_site=True).root_page
    assert admin_client.get(reverse("cchc_plans_from_file", args=[root.pk])).status_code == 404
