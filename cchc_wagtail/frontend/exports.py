"""Tables that are handed out as files."""

from wagtail.admin.views.mixins import SpreadsheetExportMixin

from cchc_wagtail.language import printable

#: A spreadsheet takes what begins so for a formula, whoever typed it (OWASP, CSV injection).
_FORMULA = tuple("=+-@\t\r")


class ExportMixin(SpreadsheetExportMixin):
    """Hands out files that open as they are meant.

    A CSV begins with the mark by which Excel knows UTF-8, no text in it is taken for a formula, and
    no character that a file may not hold stops the file.
    """

    def stream_csv(self, queryset):
        yield "\ufeff"
        yield from super().stream_csv(queryset)

    def preprocess_field_value(self, field, value, export_format):
        value = super().preprocess_field_value(field, value, export_format)
        if not isinstance(value, str):
            return value
        text = printable(value)
        is_formula = export_format == self.FORMAT_CSV and text.startswith(_FORMULA)
        return f"'{text}" if is_formula else text
