from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404

from cchc_wagtail.conf import get_setting
from cchc_wagtail.frontend.office_document import DOCX, Agency
from cchc_wagtail.imports.sheets import XLSX

from ..models import OneStopReport
from ..one_stop.form_writing import form_as_docx, forms_as_xlsx
from ..viewsets import OneStopReportViewSet


def one_stop_form(request, pk, form):
    """The form II.06a of a report, filled in; for those who may change reports.

    It has every field, those with few cases too, which the public page puts together.
    """
    report = get_object_or_404(OneStopReport.objects.prefetch_related("rows__area"), pk=pk)
    if not OneStopReportViewSet().permission_policy.user_has_permission(request.user, "change"):
        raise PermissionDenied
    agency = Agency(**get_setting("AGENCY"))
    if form == "xlsx":
        content, content_type = forms_as_xlsx([report], agency.name, agency.parent), XLSX
    elif form == "docx":
        content, content_type = form_as_docx(report, agency), DOCX
    else:
        raise Http404
    response = HttpResponse(content, content_type=content_type)
    name = f"bieu-II.06a-{report.kind}-{report.year}-{report.number}.{form}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
