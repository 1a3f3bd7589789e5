"""A report as an administrative document (DOCX), and its figures as a spreadsheet (XLSX)."""

import io

from django.utils.text import Truncator
from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from cchc_wagtail.files import fill_template
from cchc_wagtail.frontend.office_document import OfficeDocument
from cchc_wagtail.language import printable

from .regimes import period_name
from .template import FIELDS, REQUIRED, first_template, opening_of, values_of
from .wording import number_in_words

#: A longer text makes a cell hard to read; the spreadsheet has it whole.
CELL = 100
#: What the name of a sheet may not hold.
_NO_TITLE = str.maketrans("", "", "/\\?*[]:")
HEAD = ["Chỉ tiêu", "Kỳ này", "Kỳ trước", "Đơn vị tính"]


def as_docx(report, template=None, name="mau.docx"):
    """Return the report as DOCX: ``template`` filled in, with the annexes behind it.

    ``name`` is that of its file. Without a template the report has the form of Nghị định
    30/2020/NĐ-CP.

    Raises:
        BadTemplate, UnreadableFile: the template cannot be filled in.
    """
    filled = fill_template(
        name,
        first_template() if template is None else template,
        FIELDS,
        values_of(report),
        REQUIRED,
    )
    document = OfficeDocument.opened(filled)
    document.annex(
        ["PHỤ LỤC", f"Số liệu {period_name(report.period)}"],
        [(1, column, 1, column, text) for column, text in enumerate(HEAD, 1)],
        1,
        list(_rows(report)),
        [14.0, 3.5, 3.5, 4.0],
    )
    for annex in report.annexes:
        document.annex(
            annex["titles"], annex["head"], annex["head_rows"], annex["rows"], annex["widths"]
        )
    return document.as_bytes()


def _rows(report):
    for figure in report.figures:
        before = figure.get("before")
        yield [
            printable(figure["label"]),
            number_in_words(figure["value"]) if figure["value"] is not None else "–",
            number_in_words(before) if before is not None else "–",
            figure["unit"],
        ]
        for name, count in figure["rows"]:
            short = Truncator(printable(str(name))).chars(CELL)
            yield [f"- {short}", "" if count is None else number_in_words(count), "", ""]


def as_xlsx(report):
    """Return the figures of the report as XLSX, each with what it is made up of."""
    book = Workbook()
    sheet = book.active
    sheet.title = "Số liệu"
    sheet.append([f"{report.regime_data.label} {period_name(report.period)}"])
    sheet.append([opening_of(report)])
    sheet.append([])
    sheet.append(HEAD)
    for cell in sheet[4]:
        cell.font = Font(bold=True)
    for figure in report.figures:
        label = printable(figure["label"])
        sheet.append([label, figure["value"], figure.get("before"), figure["unit"]])
        for name, count in figure["rows"]:
            sheet.append([f"  {printable(str(name))}", count])
    for column, width in enumerate([70, 14, 14, 18], 1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    for annex in report.annexes:
        _add_annex(book, annex)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _add_annex(book, annex):
    sheet = book.create_sheet(annex["titles"][0].translate(_NO_TITLE)[:31])
    for title in annex["titles"]:
        sheet.append([title])
    top = sheet.max_row
    for first, left, last, right, text in annex["head"]:
        if (first, left) != (last, right):
            sheet.merge_cells(
                start_row=top + first, start_column=left, end_row=top + last, end_column=right
            )
        sheet.cell(top + first, left, text).font = Font(bold=True)
    for place, row in enumerate(annex["rows"], start=top + annex["head_rows"] + 1):
        for column, text in enumerate(row, start=1):
            sheet.cell(place, column, int(text) if text.isdecimal() else text)
    for column, width in enumerate(annex["widths"], start=1):
        # A centimetre holds about five characters.
        sheet.column_dimensions[get_column_letter(column)].width = width * 5
