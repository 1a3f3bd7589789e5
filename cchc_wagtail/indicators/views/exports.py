from dataclasses import dataclass

from django.core.exceptions import BadRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View

from cchc_wagtail.frontend.exports import ExportMixin

from ..one_stop.rules import COLUMNS, Counts

#: Column of the form → its heading in a file.
HEADINGS = {
    3: gettext_lazy("Cases received"),
    4: gettext_lazy("Received online"),
    5: gettext_lazy("Received in person or by post"),
    6: gettext_lazy("Carried over"),
    7: gettext_lazy("Cases solved"),
    8: gettext_lazy("Solved early"),
    9: gettext_lazy("Solved on time"),
    10: gettext_lazy("Solved late"),
    11: gettext_lazy("Cases in progress"),
    12: gettext_lazy("In progress, within time"),
    13: gettext_lazy("In progress, overdue"),
}


@dataclass
class ExportRow:
    period: str
    first_day: str
    last_day: str
    field: str
    counts: Counts
    note: str


class OneStopExport(ExportMixin, View):
    """The periods that the page of one-stop results shows, by field, as XLSX or CSV.

    Public: it holds what the page shows; fields with too few cases stand together here too.
    """

    page = None
    export_filename = "ket-qua-mot-cua"
    list_export = [
        "period",
        "first_day",
        "last_day",
        "field",
        *(f"counts.{name}" for name in COLUMNS.values()),
        "note",
    ]
    export_headings = {
        "period": gettext_lazy("Reporting period"),
        "first_day": gettext_lazy("First day"),
        "last_day": gettext_lazy("Last day"),
        "field": gettext_lazy("Procedure field"),
        **{f"counts.{COLUMNS[column]}": heading for column, heading in HEADINGS.items()},
        "note": gettext_lazy("Remark"),
    }

    def get(self, request):
        if not self.is_export:
            raise BadRequest(_("A list can be had as xlsx or csv."))
        _result, periods, _kinds = self.page.shown(request.GET.get("ky", ""))
        rows = [
            ExportRow(
                one.label,
                one.starts_on.isoformat(),
                one.ends_on.isoformat(),
                field or _("Fields with few cases, together"),
                counts,
                one.note,
            )
            for one in periods
            for field, counts in one.public_rows
        ]
        return self.as_spreadsheet(rows, request.GET["export"])
