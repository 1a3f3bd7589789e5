from django.core.exceptions import BadRequest
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View

from cchc_wagtail.frontend.exports import ExportMixin
from cchc_wagtail.frontend.listing import typed_filters


class DocumentExport(ExportMixin, View):
    """The documents that a registry lists, filtered as its page is, as XLSX or CSV.

    Public: it holds what the page shows, all pages of the list in one file.
    """

    page = None
    export_filename = "van-ban"
    list_export = [
        "number",
        "document_type.name",
        "title",
        "issuer.name",
        "get_level_display",
        "issued_on",
        "begins_on",
        "effective_to",
        "legal_force.label",
        "address",
    ]
    export_headings = {
        "number": gettext_lazy("Number and symbol"),
        "document_type.name": gettext_lazy("Type"),
        "title": gettext_lazy("Subject"),
        "issuer.name": gettext_lazy("Issuer"),
        "get_level_display": gettext_lazy("Level"),
        "issued_on": gettext_lazy("Issued on"),
        "begins_on": gettext_lazy("In force from"),
        "effective_to": gettext_lazy("In force until"),
        "legal_force.label": gettext_lazy("Validity"),
        "address": gettext_lazy("Address"),
    }

    def get(self, request):
        if not self.is_export:
            raise BadRequest(_("A list can be had as xlsx or csv."))
        filterset_class = import_string(self.page.filterset_class)
        filterset = filterset_class(
            typed_filters(request), queryset=self.page.get_listing_queryset()
        )
        documents = self.page.decorate_listing(filterset.qs)
        return self.as_spreadsheet(documents, request.GET["export"])

    def to_row_dict(self, item):
        item.address = self.request.build_absolute_uri(item.get_absolute_url())
        return super().to_row_dict(item)
