"""Files for people: the template to fill in, the export, and the report of an import."""

import io
import json

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
#: The most that a cell of a spreadsheet can hold, and what stands in one for what is longer: such
#: a cell says nothing, and what there is stays.
CELL = 32_767
TOO_LONG = "[Quá dài đối với một ô: xem tệp JSON lines]"


def template(importer):
    """Return the XLSX file in which editors fill in what is to be imported, with one example."""
    columns = importer.template_columns
    rows = [[column.example for column in columns]]
    notes = [
        [column.label, _("required") if column.required else "", column.help] for column in columns
    ]
    heads = [_label(column) for column in columns]
    return workbook(heads, rows, {_("How to fill it in"): notes})


def spreadsheet(importer):
    """Return all that is published as an XLSX file of the same columns; it can be imported."""
    columns = importer.template_columns
    rows = (
        [_held(importer.as_cell(column.key, record.get(column.key))) for column in columns]
        for record in importer.export()
    )
    return workbook([_label(column) for column in columns], rows)


def _held(value):
    return TOO_LONG if isinstance(value, str) and len(value) > CELL else value


def json_lines(importer):
    """Yield all that is published as JSON lines; they can be imported."""
    for record in importer.export():
        yield json.dumps(record, ensure_ascii=False) + "\n"


def report(run, labels):
    """Return the report of an import as an XLSX file: one line for each thing to be said."""
    heads = [_("Row"), _("Code"), _("Title"), _("State"), _("Column"), _("Before"), _("After")]
    return workbook([*heads, _("Remark"), _("Found")], _report_rows(run, labels))


def _report_rows(run, labels):
    for row in run.rows.iterator(chunk_size=200):
        head = [row.number, row.key, row.title, row.get_state_display()]
        lines = [
            [labels.get(one["field"], one["field"]), one["before"], one["after"], note, ""]
            for ones, note in [
                (row.changes, ""),
                (row.conflicts, _("An editor has changed it too.")),
            ]
            for one in ones
        ]
        lines += [[one["column"], "", "", one["text"], one["found"]] for one in row.messages]
        for line in lines or [["", "", "", "", ""]]:
            yield [*head, *line]
    for gone in run.withdrawn:
        yield ["", gone["key"], gone["title"], _("No longer in the source"), "", "", "", "", ""]


def workbook(heads, rows, more=None):
    book = Workbook(write_only=True)
    _fill(book.create_sheet(_("Data")), heads, rows)
    for title, lines in (more or {}).items():
        _fill(book.create_sheet(title), [], lines)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _fill(sheet, heads, rows):
    for position in range(1, max(len(heads), 3) + 1):
        sheet.column_dimensions[get_column_letter(position)].width = 28
    if heads:
        sheet.freeze_panes = "A2"
        sheet.append([_cell(sheet, head, Font(bold=True)) for head in heads])
    for row in rows:
        sheet.append([_cell(sheet, value) for value in row])


def _cell(sheet, value, font=None):
    if isinstance(value, str):
        value = ILLEGAL_CHARACTERS_RE.sub("", value)[:CELL]
    cell = WriteOnlyCell(sheet, value=value)
    if isinstance(value, str):
        # Text stays text: no spreadsheet may take it for a formula.
        cell.data_type = "s"
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    if font:
        cell.font = font
    return cell


def _label(column):
    return f"{column.label} *" if column.required else str(column.label)
