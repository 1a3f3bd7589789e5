"""The form II.06a: written ready to sign, read as offices fill it in, checked, imported."""

import datetime
import io
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from cchc_wagtail.frontend.office_document import Agency
from cchc_wagtail.imports.readers import xlsx
from cchc_wagtail.imports.readers.cells import SheetRow
from cchc_wagtail.indicators.models import OneStopReport
from cchc_wagtail.indicators.one_stop.form_reading import read_form
from cchc_wagtail.indicators.one_stop.form_writing import HEAD, form_as_docx, forms_as_xlsx
from cchc_wagtail.organisation.models import ThematicArea
from cchc_wagtail.organisation.reporting_periods import Period, PeriodKind

from .conftest import AREAS, report

pytestmark = pytest.mark.django_db

FIRST = [55, 5, 4, 40, 19, 1, 4, 0]
SECOND = [20, 3, 2, 15, 8, 0, 2, 0]
# Where rows and columns of the form stand in the file.
TOP_ROW, COLUMN = 11, {number: number for number in range(1, 14)}


@pytest.fixture
def quarter(areas):
    return report(areas, "quarter", 2024, 1, FIRST, SECOND)


@pytest.fixture
def form(quarter):
    """The exported form of a quarter, open to be changed by hand."""
    book = load_workbook(io.BytesIO(forms_as_xlsx([quarter])))
    quarter.delete()
    return book


def save(book, tmp_path):
    path = tmp_path / "bieu-II.06a.xlsx"
    book.save(path)
    return str(path)


def import_form(path, **options):
    out = io.StringIO()
    call_command("cchc_import", "one-stop", path, stdout=out, stderr=io.StringIO(), **options)
    return out.getvalue()


def test_what_is_exported_can_be_imported_again(form, tmp_path):
    path = save(form, tmp_path)
    assert "1" in import_form(path)
    stored = OneStopReport.objects.get()
    assert stored.period == Period(PeriodKind.QUARTER, 2024, 1)
    assert (str(stored.starts_on), str(stored.ends_on)) == ("2023-12-15", "2024-03-14")
    assert {name: (one.received, one.solved) for name, one in stored.by_field.items()} == {
        AREAS[0]: (64, 60),
        AREAS[1]: (25, 23),
    }
    revision = stored.latest_revision_id
    import_form(path)
    assert OneStopReport.objects.get().latest_revision_id == revision


def test_five_faults_are_five_sentences_and_nothing_is_stored(form, tmp_path):
    sheet = form.active
    sheet.cell(TOP_ROW, 3).value = 65  # (3) is 64
    sheet.cell(TOP_ROW + 1, 8).value = -15  # below 0
    sheet.cell(TOP_ROW + 1, 2).value = "Công tác lãnh xự"  # a field that is not there
    sheet.cell(TOP_ROW + 1, 11).value = None  # empty
    sheet.cell(TOP_ROW + 1, 5).value = "ba"  # no number
    out = io.StringIO()
    with pytest.raises(CommandError):
        call_command(
            "cchc_import", "one-stop", save(form, tmp_path), stdout=out, stderr=io.StringIO()
        )
    said = [line for line in out.getvalue().splitlines() if line.startswith("Dòng 1")]
    assert [line.partition(": ")[2] for line in said] == [
        "Dòng 12, “Công tác lãnh xự”, cột (5): không phải là số nguyên. [ba]",
        "Dòng 11, “Quản lý xuất nhập cảnh”, cột (3): ghi 65, nhưng (4) + (5) + (6) bằng 64.",
        "Dòng 12, “Công tác lãnh xự”, cột (8): -15 nhỏ hơn 0.",
        "Dòng 12, “Công tác lãnh xự”, cột (11): để trống.",
        "Dòng 12, “Công tác lãnh xự”: danh mục không có lĩnh vực này. Có phải là “Công tác lãnh "
        "sự” không?",
    ]
    assert not OneStopReport.objects.exists()


@pytest.mark.parametrize(
    "changed, sentences",
    [
        (
            {(11, 3): 65},
            ["Dòng 11, “Quản lý xuất nhập cảnh”, cột (3): ghi 65, nhưng (4) + (5) + (6) bằng 64."],
        ),
        (
            {(12, 11): 3, (12, 12): 3},
            [
                "Dòng 12, “Công tác lãnh sự”, cột (3): ghi 25, nhưng (7) + (11) bằng 26.",
                "Dòng 13, “TỔNG CỘNG”, cột (11): ghi 6, nhưng các dòng trên cộng lại được 7.",
                "Dòng 13, “TỔNG CỘNG”, cột (12): ghi 6, nhưng các dòng trên cộng lại được 7.",
            ],
        ),
        (
            {(13, 3): 90},
            ["Dòng 13, “TỔNG CỘNG”, cột (3): ghi 90, nhưng (4) + (5) + (6) bằng 89."],
        ),
    ],
)
def test_a_wrong_sum_is_told_with_both_numbers(form, tmp_path, changed, sentences):
    for place, value in changed.items():
        form.active.cell(*place).value = value
    out = io.StringIO()
    with pytest.raises(CommandError):
        call_command(
            "cchc_import", "one-stop", save(form, tmp_path), stdout=out, stderr=io.StringIO()
        )
    lines = [line.partition("Quý I/2024: ")[2] for line in out.getvalue().splitlines()]
    assert [line for line in lines if line] == sentences
    assert not OneStopReport.objects.exists()


def test_cases_carried_over_are_a_warning(areas, form, tmp_path):
    report(areas, "quarter", 2023, 4, [9, 0, 0, 3, 0, 0, 6, 0], [2, 0, 0, 0, 0, 0, 2, 0])
    said = import_form(save(form, tmp_path))
    assert "“Quản lý xuất nhập cảnh”, cột (6): ghi 4 hồ sơ từ kỳ trước" in said
    assert "cột (11) của kỳ trước (Quý IV/2023) là 6" in said
    assert "lãnh sự” cột" not in said
    assert OneStopReport.objects.count() == 2


def test_a_form_without_its_period_is_refused(form, tmp_path):
    form.active["A4"].value = "Kỳ báo cáo: …"
    with pytest.raises(CommandError):
        import_form(save(form, tmp_path))
    assert not OneStopReport.objects.exists()


def test_a_form_without_numbered_columns_is_known_by_its_head(form):
    sheet = form.active
    for column in COLUMN.values():
        sheet.cell(TOP_ROW - 1, column).value = None
    file = io.BytesIO()
    form.save(file)
    (found,) = [read_form(one.rows()) for one in xlsx.sheets(file)]
    assert [line.cells[3] for line in found.lines] == [64, 25]
    assert found.total.cells[3] == 89


@pytest.mark.parametrize(
    "title, period",
    [
        ("Kỳ báo cáo: Quý III năm 2024", Period(PeriodKind.QUARTER, 2024, 3)),
        ("Kỳ báo cáo: Quý 2/2024", Period(PeriodKind.QUARTER, 2024, 2)),
        ("Kỳ báo cáo: 6 tháng đầu năm 2024", Period(PeriodKind.HALF_YEAR, 2024, 1)),
        ("Kỳ báo cáo: 6 tháng cuối năm 2024", Period(PeriodKind.HALF_YEAR, 2024, 2)),
        ("Kỳ báo cáo: 9 tháng năm 2024", Period(PeriodKind.NINE_MONTHS, 2024)),
        ("Kỳ báo cáo: Tháng 02/2024", Period(PeriodKind.MONTH, 2024, 2)),
        ("KỲ BÁO CÁO: NĂM 2024", Period(PeriodKind.YEAR, 2024)),
        (
            "Kỳ báo cáo: Quý I/2024 (Từ ngày 15/12/2023 đến ngày 14/3/2024)",
            Period(PeriodKind.QUARTER, 2024, 1),
        ),
        ("Kỳ báo cáo: Quý…/Năm…", None),
    ],
)
def test_periods_are_read_as_offices_write_them(title, period):
    rows = [SheetRow(1, [title]), SheetRow(2, [f"({n})" for n in range(1, 14)])]
    assert read_form(rows).period == period


@settings(deadline=None, max_examples=25)
@given(data=st.data())
def test_the_form_says_what_was_written(data):
    numbers = st.integers(0, 20_000)
    rows = data.draw(st.lists(st.tuples(*[numbers] * 11), min_size=1, max_size=4))
    head = SheetRow(1, [str(-n) if n > 1 else "(1)" for n in range(1, 14)])
    lines = [
        SheetRow(
            place, [str(place), f"Lĩnh vực {place}", *(f"{n:,}".replace(",", ".") for n in row)]
        )
        for place, row in enumerate(rows, start=2)
    ]
    found = read_form([head, *lines])
    assert [tuple(line.cells.values()) for line in found.lines] == rows


def test_sixty_rows_are_checked_within_a_second(areas, tmp_path):
    more = [ThematicArea.objects.create(name=f"Lĩnh vực thử {n}") for n in range(58)]
    all_areas = {**areas, **{area.name: area for area in more}}
    made = report(all_areas, "quarter", 2024, 2, *[FIRST] * 60)
    path = tmp_path / "sixty.xlsx"
    path.write_bytes(forms_as_xlsx([made]))
    made.delete()
    began = time.monotonic()
    import_form(str(path), dry_run=True)
    assert time.monotonic() - began < 1


def test_the_head_is_that_of_the_form(quarter):
    sheet = load_workbook(io.BytesIO(forms_as_xlsx([quarter]))).active
    assert "C7:F7" in {str(one) for one in sheet.merged_cells.ranges}
    assert [cell.value for cell in sheet[10]][2] == "(3)=(4)+(5)+(6)"
    assert len(HEAD) == 17
    assert [cell.value for cell in sheet[13]][:3] == [None, "TỔNG CỘNG", 89]


def test_the_document_departs_in_nothing_from_the_decree(quarter, shared_data, tmp_path):
    check = shared_data.parent / "nd30_check.py"
    if not check.exists():
        pytest.skip("the checker of documents is not here")
    path = tmp_path / "bieu.docx"
    agency = Agency("UBND tỉnh Ví Dụ", "Sở Ví Dụ", "SVD", "Ví Dụ")
    path.write_bytes(form_as_docx(quarter, agency))
    said = subprocess.run(
        [sys.executable, Path(check), path], capture_output=True, text=True, check=True
    ).stdout
    assert said.strip().endswith("0 departures of 17"), said


def test_a_report_is_due_on_the_nineteenth(quarter):
    assert quarter.due_on == datetime.date(2024, 3, 19)
