"""Saved content of which something could not be read, for the Office."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from wagtail.admin import messages
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.reports import ReportView

from cchc_wagtail.frontend.exports import ExportMixin
from cchc_wagtail.organisation.models import UnreadContent, is_confined
from cchc_wagtail.organisation.reading import READERS, read_row

from ..columns import TemplateColumn


class NotConfinedMixin:
    """Lets in who sees the content of all units."""

    def dispatch(self, request, *args, **kwargs):
        if is_confined(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


class UnreadView(NotConfinedMixin, ExportMixin, ReportView):
    """Content of which something could not be read when it was saved, the oldest first."""

    model = UnreadContent
    permission_policy = None
    page_title = gettext_lazy("Content that could not be read")
    header_icon = "warning"
    index_url_name = "cchc_editorial_unread"
    index_results_url_name = "cchc_editorial_unread_results"
    default_ordering = ["since", "pk"]
    export_filename = "noi-dung-chua-doc-duoc"
    list_export = ["title", "what", "error", "since", "tried_at"]
    export_headings = {
        "title": gettext_lazy("Content"),
        "what": gettext_lazy("Not read"),
        "error": gettext_lazy("Fault"),
        "since": gettext_lazy("Since"),
        "tried_at": gettext_lazy("Last tried"),
    }
    columns = [
        TemplateColumn(
            "title", "cchc_editorial/admin/_unread_cell.html", label=gettext_lazy("Content")
        ),
        Column("what", label=gettext_lazy("Not read")),
        Column("error", label=gettext_lazy("Fault")),
        Column("since", label=gettext_lazy("Since")),
        Column("tried_at", label=gettext_lazy("Last tried")),
        TemplateColumn(
            "again", "cchc_editorial/admin/_read_again_cell.html", label=gettext_lazy("What to do")
        ),
    ]

    def decorate_paginated_queryset(self, rows):
        rows = list(rows.prefetch_related("content_object"))
        finder = AdminURLFinder(self.request.user)
        for row in rows:
            row.title = str(row.content_object or row)
            row.edit_url = row.content_object and finder.get_edit_url(row.content_object)
            row.what = READERS[row.reader].label if row.reader in READERS else row.reader
        return rows

    def get_table(self, object_list):
        return super().get_table(self.decorate_paginated_queryset(object_list))


class ReadAgainView(NotConfinedMixin, View):
    """Tries once more to read what one row of the report names."""

    http_method_names = ["post"]

    def post(self, request, row_id):
        for row in UnreadContent.objects.filter(pk=row_id):
            read_row(row)
        if UnreadContent.objects.filter(pk=row_id).exists():
            messages.error(request, _("It still cannot be read; the fault is in the server's log."))
        else:
            messages.success(request, _("Read."))
        return redirect(reverse(UnreadView.index_url_name))
