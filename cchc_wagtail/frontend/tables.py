"""Tables in running text: Wagtail's ``TableBlock`` with a form that needs no right mouse button.

What is stored is Wagtail's own: a whole grid of texts, which cells are merged, and which are heads.
"""

from dataclasses import dataclass

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.staticfiles import versioned_static
from wagtail.admin.telepath import register
from wagtail.admin.telepath.widgets import WidgetAdapter
from wagtail.contrib.table_block.blocks import TableBlock

#: Wagtail's names of which cells are heads.
HEADS = ["row", "column", "both", "neither"]
MOST_ROWS = 500
MOST_COLUMNS = 30


@dataclass(frozen=True)
class Cell:
    """A cell as it is shown; ``scope`` is that of a head, empty for any other cell."""

    text: str
    rowspan: int
    colspan: int
    scope: str


def table_value(rows, *, merged=(), heads="row", caption=""):
    """Return the value of a ``DataTableBlock``.

    ``rows`` is a whole grid of texts; ``merged`` are ``(row, column, rowspan, colspan)`` of cells
    that cover others, whose texts are empty.
    """
    hidden = [
        {"row": one, "col": other, "hidden": True}
        for row, column, rowspan, colspan in merged
        for one in range(row, row + rowspan)
        for other in range(column, column + colspan)
        if (one, other) != (row, column)
    ]
    names = ["row", "col", "rowspan", "colspan"]
    return {
        "data": rows,
        "cell": hidden,
        "mergeCells": [dict(zip(names, one, strict=True)) for one in merged],
        "table_header_choice": heads,
        "first_row_is_table_header": heads in ("row", "both"),
        "first_col_is_header": heads in ("column", "both"),
        "table_caption": caption,
    }


class TableForm(forms.HiddenInput):
    """A table as fields, one a cell; takes tables that are pasted from Word, Excel and pages."""

    @property
    def media(self):
        scripts = ["cchc_frontend/pasted-table.js", "cchc_frontend/table-form.js"]
        return forms.Media(
            css={"all": [versioned_static("cchc_frontend/table-form.css")]},
            js=[versioned_static(one) for one in scripts],
        )


class TableFormAdapter(WidgetAdapter):
    js_constructor = "cchc.TableForm"

    def js_args(self, widget):
        return [
            {
                "caption": _("Caption of the table"),
                "captionHelp": _("One line that says what the table shows."),
                "heads": _("Which cells are heads?"),
                "row": _("The first row"),
                "column": _("The first column"),
                "both": _("The first row and the first column"),
                "neither": _("No cell is a head"),
                "cell": _("Row {row}, column {column}"),
                "addRow": _("Add a row"),
                "addColumn": _("Add a column"),
                "removeRow": _("Remove row {row}"),
                "removeColumn": _("Remove column {column}"),
                "split": _("Split the merged cell in row {row}, column {column}"),
                "help": _(
                    "A table copied in Word, Excel or on a page can be pasted into any cell: it "
                    "fills the cells from there on."
                ),
                "filled": _("{rows} rows and {columns} columns were pasted."),
                "most": [MOST_ROWS, MOST_COLUMNS],
            }
        ]


register(TableFormAdapter(), TableForm)


class DataTableBlock(TableBlock):
    """A table with caption and heads, which scrolls by itself where a screen is narrow."""

    @cached_property
    def field(self):
        return forms.CharField(widget=TableForm(), **self.field_options)

    def deconstruct(self):
        # In a migration it is Wagtail's own, whose values it has.
        _path, args, kwargs = super().deconstruct()
        return "wagtail.contrib.table_block.blocks.TableBlock", args, kwargs

    def clean(self, value):
        value = super().clean(value)
        rows = value and value.get("data")
        if not self.is_deferred_validation and not (rows and any(map(any, rows))):
            raise ValidationError(_("The table is empty: fill it in, or remove it."))
        return value

    def get_searchable_content(self, value):
        caption = (value or {}).get("table_caption")
        return [*([caption] if caption else []), *super().get_searchable_content(value)]

    def get_context(self, value, parent_context=None):
        context = super().get_context(value, parent_context)
        value = value or {}
        head, body = _rows(value)
        return {**context, "caption": value.get("table_caption"), "head": head, "body": body}

    def render(self, value, context=None):
        # Wagtail's own way around the context belongs to its template.
        return super(TableBlock, self).render(value, context)

    class Meta:
        icon = "table"
        label = gettext_lazy("Table")
        template = "cchc_frontend/blocks/table.html"


def _rows(value):
    """Return the rows of the head and the others, each a list of ``Cell``."""
    merged = {(one["row"], one["col"]): one for one in value.get("mergeCells") or []}
    hidden = {(one["row"], one["col"]) for one in value.get("cell") or [] if one.get("hidden")}
    data = value.get("data") or []
    spans = [one["rowspan"] for (row, _column), one in merged.items() if row == 0]
    # Cells of the first row that are two rows high make a head of two rows.
    heads = max(spans, default=1) if value.get("first_row_is_table_header") else 0
    has_column = value.get("first_col_is_header")
    rows = []
    for number, texts in enumerate(data):
        cells = []
        for column, text in enumerate(texts):
            if (number, column) in hidden:
                continue
            one = merged.get((number, column), {})
            rowspan, colspan = one.get("rowspan", 1), one.get("colspan", 1)
            scope = ""
            if number < heads:
                scope = "colgroup" if colspan > 1 else "col"
            elif column == 0 and has_column:
                scope = "rowgroup" if rowspan > 1 else "row"
            cells.append(Cell((text or "").strip(), rowspan, colspan, scope))
        rows.append(cells)
    return rows[:heads], rows[heads:]
