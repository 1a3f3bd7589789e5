"""The template of reports: downloaded, restyled in Word, uploaded, tried, taken."""

from pathlib import PurePath

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import View
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from cchc_wagtail import clock
from cchc_wagtail.files import BadTemplate, UnreadableFile
from cchc_wagtail.frontend.office_document import DOCX
from cchc_wagtail.organisation.reporting_periods import Period, PeriodKind

from ..models import Report, ReportTemplate
from ..reports.refusals import refusals_for
from ..reports.template import HOW, MEANINGS, first_template
from ..reports.writing import as_docx
from ..scope import may_direct

#: Bytes of the largest template: it is kept, and is a part of each signed report.
MOST_BYTES = 10_000_000
#: So many templates of the past are shown.
SHOWN = 20


def sample_report():
    """Return the report by whose figures a template is tried: the newest, or one of this year.

    The latter is not stored.
    """
    newest = Report.objects.defer("docx").first()
    return newest or Report.drafted("communication", Period(PeriodKind.YEAR, clock.today().year, 1))


class UploadForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("Template (DOCX)"),
        allow_empty_file=True,
        widget=forms.ClearableFileInput(attrs={"accept": ".docx"}),
    )

    def clean_file(self):
        """Return the file once a report was made by it; ``refusals`` say why none was."""
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            text = _("The template is bigger than 10 MB. Make the pictures in it smaller.")
            raise forms.ValidationError(text)
        self.content = file.read()
        try:
            # Its name says what it should be.
            as_docx(sample_report(), self.content, PurePath(file.name).name)
        except (BadTemplate, UnreadableFile) as error:
            self.refusals = refusals_for(error)
            raise forms.ValidationError(_("This template cannot be used yet.")) from error
        return file


class OfficeMixin:
    """For the Office and administrators: reports of all look as they decide."""

    def dispatch(self, request, *args, **kwargs):
        if not may_direct(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


class TemplateView(OfficeMixin, WagtailAdminTemplateMixin, View):
    page_title = gettext_lazy("Template of reports")
    header_icon = "doc-full"
    template_name = "cchc_plans/admin/report_template.html"

    def get_breadcrumbs_items(self):
        return [
            *self.breadcrumbs_items,
            {"url": reverse("cchc_plans_reports"), "label": _("Periodic reports")},
            {"url": "", "label": self.page_title},
        ]

    def get(self, request, form=None):
        templates = ReportTemplate.objects.defer("content").select_related("user", "taken_by")
        return self.render_to_response(
            self.get_context_data(
                form=form or UploadForm(),
                current=templates.filter(taken_at__isnull=False, ended_at=None).first(),
                proposals=templates.filter(taken_at=None),
                past=templates.filter(ended_at__isnull=False).order_by("-ended_at")[:SHOWN],
                how=HOW,
                meanings=MEANINGS.items(),
            )
        )

    def post(self, request):
        act = getattr(self, f"do_{request.POST.get('action', '')}", None)
        if act is None:
            raise Http404
        return act(request) or redirect("cchc_plans_template")

    def do_upload(self, request):
        form = UploadForm(request.POST, request.FILES)
        if not form.is_valid():
            return self.get(request, form)
        name = PurePath(form.cleaned_data["file"].name).name
        ReportTemplate.propose(name, form.content, request.user)
        messages.success(
            request, _("A report was made by it. Look at the sample, then take the template.")
        )

    def do_restore(self, request):
        if ReportTemplate.end():
            messages.success(request, _("Reports are made by the first template again."))


class ProposalView(OfficeMixin, View):
    """A template that was uploaded: taken, or set aside where it is only proposed."""

    def post(self, request, pk):
        act = {"take": self._take, "drop": self._drop}.get(request.POST.get("action"))
        if act is None:
            raise Http404
        if template := ReportTemplate.objects.filter(pk=pk, taken_at=None).first():
            act(template)
        else:
            messages.warning(request, _("Somebody has decided on this template already."))
        return redirect("cchc_plans_template")

    def _take(self, template):
        template.take(self.request.user)
        text = _("From now on, reports that are not signed yet are made by this template.")
        messages.success(self.request, text)

    def _drop(self, template):
        template.delete()
        messages.success(self.request, _("The template was set aside."))


class TemplateFileView(OfficeMixin, View):
    """A template as DOCX: the one of a key, or the first one."""

    def get(self, request, pk=None):
        if pk is None:
            return _as_file(first_template(), "mau-bao-cao-goc.docx")
        template = get_object_or_404(ReportTemplate, pk=pk)
        return _as_file(bytes(template.content), "mau-bao-cao.docx")


class SampleView(OfficeMixin, View):
    """A report made by a template that is not taken yet."""

    def get(self, request, pk):
        template = get_object_or_404(ReportTemplate, pk=pk)
        try:
            content = as_docx(sample_report(), bytes(template.content))
        except (BadTemplate, UnreadableFile) as error:
            for sentence in refusals_for(error):
                messages.error(request, sentence)
            return redirect("cchc_plans_template")
        return _as_file(content, "bao-cao-mau-thu.docx")


def _as_file(content, name):
    response = HttpResponse(content, content_type=DOCX)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
