"""Tables that are handed out as files."""

from numbers import Number

from wagtail.admin.views.mixins import SpreadsheetExportMixin

from cchc_wagtail.language import printable
from cchc_wagtail.replacing import replace

#: A spreadsheet takes what begins so for a formula, whoever typed it (OWASP, CSV injection).
_FORMULA = tuple("=+-@\t\r\n＝＋－＠")


class ExportMixin(SpreadsheetExportMixin):
    """Hands out files that open as they are meant.

    A CSV begins with the mark by which Excel knows UTF-8, and no character that a file may not hold
    stops the file.
    """

    def stream_csv(self, queryset):
        yield "\ufeff"
        yield from super().stream_csv(queryset)

    def preprocess_field_value(self, field, value, export_format):
        value = super().preprocess_field_value(field, value, export_format)
        return printable(value) if isinstance(value, str) else value


def without_formula(value):
    """Return a cell of a CSV so that no spreadsheet takes text for a formula."""
    if value is None or isinstance(value, Number):
        return value
    text = str(value)
    return f"'{text}" if text.startswith(_FORMULA) else text


def guard_exports():
    """Let no CSV of Wagtail's views hold a live formula.

    Its own reports (site history, redirects, searches, …) and the lists of a host show what our
    content says, too, and what strangers typed; all of them write their rows by one method.
    """
    replace(
        "wagtail.admin.views.mixins:SpreadsheetExportMixin.write_csv_row",
        lambda unguarded: _write_csv_row,
    )


def _write_csv_row(self, writer, row_dict):
    row = {
        field: self.preprocess_field_value(field, value, self.FORMAT_CSV)
        for field, value in row_dict.items()
    }
    return writer.writerow({field: without_formula(value) for field, value in row.items()})
