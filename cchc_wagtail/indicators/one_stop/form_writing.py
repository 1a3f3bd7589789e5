"""Fills in Biểu số II.06a/VPCP/KSTT, ready to sign: as XLSX and as DOCX.

The texts are the form's own (Thông tư 01/2020/TT-VPCP, Phụ lục II) and stay Vietnamese.
"""

import io

from django.utils.translation import override
from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter

from cchc_wagtail.frontend.office_document import BLANK, OfficeDocument
from cchc_wagtail.language import format_date
from cchc_wagtail.organisation.reporting_periods import CLOSING_RULES, Period, PeriodKind

from .rules import COLUMNS, sum_of
from .words import period_in_words

NUMBER = "Biểu số II.06a/VPCP/KSTT"
BASIS = "Ban hành theo Thông tư số 01/2020/TT-VPCP ngày 21/10/2020"
TITLE_LINES = [
    "TÌNH HÌNH, KẾT QUẢ GIẢI QUYẾT THỦ TỤC HÀNH CHÍNH",
    "TẠI CƠ QUAN, ĐƠN VỊ TRỰC TIẾP GIẢI QUYẾT THỦ TỤC HÀNH CHÍNH",
]
UNIT = "Đơn vị tính: Số hồ sơ TTHC"
TOTAL = "TỔNG CỘNG"
#: The head: (first row, first column, last row, last column, text), counted from 1.
HEAD = [
    (1, 1, 3, 1, "STT"),
    (1, 2, 3, 2, "Lĩnh vực giải quyết"),
    (1, 3, 1, 6, "Số lượng hồ sơ tiếp nhận"),
    (1, 7, 1, 10, "Số lượng hồ sơ đã giải quyết"),
    (1, 11, 1, 13, "Số lượng hồ sơ đang giải quyết"),
    (2, 3, 3, 3, "Tổng số"),
    (2, 4, 2, 5, "Trong kỳ"),
    (3, 4, 3, 4, "Trực tuyến"),
    (3, 5, 3, 5, "Trực tiếp, dịch vụ bưu chính"),
    (2, 6, 3, 6, "Từ kỳ trước"),
    (2, 7, 3, 7, "Tổng số"),
    (2, 8, 3, 8, "Trước hạn"),
    (2, 9, 3, 9, "Đúng hạn"),
    (2, 10, 3, 10, "Quá hạn"),
    (2, 11, 3, 11, "Tổng số"),
    (2, 12, 3, 12, "Đúng hạn"),
    (2, 13, 3, 13, "Quá hạn"),
]
NUMBERS = ["(1)", "(2)", "(3)=(4)+(5)+(6)", "(4)", "(5)", "(6)", "(7)=(8)+(9)+(10)", "(8)", "(9)"]
NUMBERS += ["(10)", "(11)=(12)+(13)", "(12)", "(13)"]
#: Of the columns on paper, in cm.
WIDTHS = [1.3, 4.5, *[1.75] * 11]
_FONT = "Times New Roman"


def period_line(period, starts_on, ends_on):
    """Return “Kỳ báo cáo: Quý I/2024 (từ ngày 15/12/2023 đến ngày 14/3/2024)”."""
    with override("vi"):
        name = period_in_words(period)
    days = f"(từ ngày {format_date(starts_on)} đến ngày {format_date(ends_on)})"
    return f"Kỳ báo cáo: {name} {days}"


def form_rows(by_field):
    """Return the rows of the form, TỔNG CỘNG last: lists of what stands in columns 1 to 13."""
    rows = [
        [place, name, *(getattr(counts, attribute) for attribute in COLUMNS.values())]
        for place, (name, counts) in enumerate(by_field.items(), start=1)
    ]
    total = sum_of(by_field.values())
    return [*rows, ["", TOTAL, *(getattr(total, attribute) for attribute in COLUMNS.values())]]


def forms_as_xlsx(reports, body="", receiver=""):
    """Return a workbook with a sheet for each of ``reports``; each can be imported again."""
    book = Workbook()
    book.remove(book.active)
    for report in reports:
        line = period_line(report.period, report.starts_on, report.ends_on)
        _fill(_sheet(book, report.period), line, form_rows(report.by_field), body, receiver)
    return _saved(book)


def blank_form():
    """Return the form with one example row, for those who fill it in."""
    period, rule = Period(PeriodKind.QUARTER, 2024, 1), CLOSING_RULES["09-2019"]
    example = [1, "Quản lý xuất nhập cảnh (ví dụ)", 12, 8, 2, 2, 10, 6, 4, 0, 2, 2, 0]
    book = Workbook()
    book.remove(book.active)
    line = period_line(period, rule.first_day(period), rule.last_day(period))
    _fill(_sheet(book, period), line, [example, ["", TOTAL, *example[2:]]], "", "")
    return _saved(book)


def _sheet(book, period):
    with override("vi"):
        return book.create_sheet(period_in_words(period).replace("/", "-"))


def _saved(book):
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _fill(sheet, line, rows, body, receiver):
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    titles = [
        (NUMBER, True),
        (BASIS, False),
        ("\n".join(TITLE_LINES), True),
        (line, False),
        (f"Đơn vị báo cáo: {body or BLANK}    Đơn vị nhận báo cáo: {receiver or BLANK}", False),
        (UNIT, False),
    ]
    for number, (text, bold) in enumerate(titles, start=1):
        sheet.merge_cells(start_row=number, start_column=1, end_row=number, end_column=13)
        cell = sheet.cell(number, 1, text)
        cell.font = Font(name=_FONT, size=13 if number == 3 else 12, bold=bold)
        cell.alignment = Alignment(
            horizontal="center" if number in (3, 4) else "left", wrap_text=True
        )
    sheet.row_dimensions[3].height = 36
    top = len(titles)
    thin = Side(style="thin")
    border = Border(left=thin, right=thin, top=thin, bottom=thin)
    centred = Alignment(horizontal="center", vertical="center", wrap_text=True)
    for first, left, last, right, text in HEAD:
        if (first, left) != (last, right):
            sheet.merge_cells(
                start_row=top + first, start_column=left, end_row=top + last, end_column=right
            )
        sheet.cell(top + first, left, text)
    for column, text in enumerate(NUMBERS, start=1):
        # Text, or the spreadsheet makes -1 of (1).
        sheet.cell(top + 4, column, text).data_type = "s"
    for place, row in enumerate(rows, start=top + 5):
        for column, value in enumerate(row, start=1):
            cell = sheet.cell(place, column, value if value != "" else None)
            if isinstance(value, str):
                cell.data_type = "s" if value else "n"
    last_row = top + 4 + len(rows)
    for row in sheet.iter_rows(min_row=top + 1, max_row=last_row, max_col=13):
        for cell in row:
            cell.border = border
            is_head = cell.row <= top + 4 or cell.row == last_row
            cell.font = Font(name=_FONT, size=12, bold=is_head)
            is_name = cell.column == 2 and not is_head
            cell.alignment = Alignment(wrap_text=True) if is_name else centred
    for column in range(1, 14):
        sheet.column_dimensions[get_column_letter(column)].width = 11
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 6, 34
    signed = last_row + 2
    for column, text in [(2, "Người lập biểu"), (10, "THỦ TRƯỞNG CƠ QUAN")]:
        sheet.cell(signed, column, text).font = Font(name=_FONT, size=13, bold=True)


def form_as_docx(report, agency):
    """Return the form of ``report`` as a document of ``agency``, an ``Agency``, ready to sign."""
    with override("vi"):
        name = period_in_words(report.period)
    document = OfficeDocument(
        agency,
        type="BÁO CÁO",
        abstract=f"Tình hình, kết quả giải quyết thủ tục hành chính\n{name}",
        symbol="BC",
    )
    total, line = report.total, period_line(report.period, report.starts_on, report.ends_on)
    document.paragraph(
        "Thực hiện Thông tư số 01/2020/TT-VPCP ngày 21 tháng 10 năm 2020 của Bộ trưởng, Chủ nhiệm "
        "Văn phòng Chính phủ quy định chế độ báo cáo định kỳ và quản lý, sử dụng, khai thác Hệ "
        f"thống thông tin báo cáo của Văn phòng Chính phủ, {agency.name or BLANK} báo cáo như sau. "
        f"{line}."
    )
    document.paragraph(
        f"Tiếp nhận {total.received} hồ sơ, trong đó trực tuyến {total.online}, trực tiếp và qua "
        f"dịch vụ bưu chính {total.in_person}, từ kỳ trước chuyển sang {total.carried_over}. Đã "
        f"giải quyết {total.solved} hồ sơ, trong đó trước hạn {total.early}, đúng hạn "
        f"{total.on_time}, quá hạn {total.late}. Đang giải quyết {total.in_progress} hồ sơ, trong "
        f"đó quá hạn {total.overdue}."
    )
    document.paragraph(f"Số liệu theo từng lĩnh vực tại {NUMBER} kèm theo")
    document.end(["Văn phòng Ủy ban nhân dân tỉnh"])
    rows = [[str(value) for value in row] for row in form_rows(report.by_field)]
    titles = [NUMBER, *TITLE_LINES, line, UNIT]
    document.annex(titles, HEAD, 3, [NUMBERS, *rows], WIDTHS)
    return document.as_bytes()
