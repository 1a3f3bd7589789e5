"""Periodic reports: begun, written section by section beside their figures, signed."""

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import View
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.widgets import AdminDateInput
from wagtail.models import TaskState, WorkflowState

from cchc_wagtail import clock
from cchc_wagtail.editorial.models import ReviewTaskState
from cchc_wagtail.editorial.panels import REPLY
from cchc_wagtail.editorial.review import hand_in
from cchc_wagtail.editorial.scope import reviews
from cchc_wagtail.files import BadTemplate, UnreadableFile
from cchc_wagtail.frontend.office_document import DOCX
from cchc_wagtail.imports.sheets import XLSX
from cchc_wagtail.organisation.models import is_confined
from cchc_wagtail.organisation.reporting_periods import Period, PeriodKind

from ..letters import tell_that_it_was_given_back
from ..models import Report
from ..models.reports import mark_of
from ..reports.refusals import refusals_for
from ..reports.regimes import REGIMES, part_name
from ..reports.registering import CannotRegister, register
from ..reports.writing import as_xlsx
from ..scope import may_direct, may_sign

LONGEST = 20_000


class ReportsMixin(WagtailAdminTemplateMixin):
    """For the Office, the leadership and administrators: a report is about all units."""

    header_icon = "doc-full"

    def dispatch(self, request, *args, **kwargs):
        if is_confined(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


class BeginForm(forms.Form):
    """Which report: its regime, and one of the periods on which the regime reports."""

    regime = forms.ChoiceField(
        label=gettext_lazy("Report"),
        choices=[(name, one.label) for name, one in REGIMES.items()],
    )
    year = forms.IntegerField(label=gettext_lazy("Year"), min_value=2000, max_value=2100)
    period = forms.ChoiceField(label=gettext_lazy("Period"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["period"].choices = [
            (f"{kind.value}:{number}", part_name(kind, number))
            for kind in reversed(PeriodKind)
            for number in range(1, kind.in_a_year + 1)
        ]

    def clean(self):
        cleaned = super().clean()
        if {"regime", "year", "period"} <= set(cleaned):
            kind, number = cleaned["period"].split(":")
            cleaned["chosen"] = Period(PeriodKind(kind), cleaned["year"], int(number))
            if cleaned["chosen"].kind not in REGIMES[cleaned["regime"]].periods:
                self.add_error("period", _("This report is not written on such a period."))
        return cleaned


class ReportListView(ReportsMixin, View):
    page_title = gettext_lazy("Periodic reports")
    template_name = "cchc_plans/admin/reports.html"

    def get_breadcrumbs_items(self):
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def get(self, request, form=None):
        form = form or BeginForm(initial={"year": clock.today().year})
        return self.render_to_response(
            self.get_context_data(
                reports=Report.objects.defer("docx", "texts", "figures")[:50],
                form=form,
                may_write=may_direct(request.user),
                today=clock.today(),
            )
        )

    def post(self, request):
        if not may_direct(request.user):
            raise PermissionDenied
        form = BeginForm(request.POST)
        if not form.is_valid():
            return self.get(request, form)
        report = Report.begin(
            form.cleaned_data["regime"], form.cleaned_data["chosen"], request.user
        )
        return redirect("cchc_plans_report", report.pk)


class SignForm(forms.Form):
    number = forms.RegexField(
        r"^\d{1,5}$", label=gettext_lazy("Number of the report"), required=False
    )
    issued_on = forms.DateField(
        label=gettext_lazy("Day of issue"), required=False, widget=AdminDateInput
    )


class NumberForm(SignForm):
    """As a report is signed, but now both have to be said."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.required = True


class ReportView(ReportsMixin, View):
    page_title = gettext_lazy("Periodic report")
    template_name = "cchc_plans/admin/report.html"

    def dispatch(self, request, pk):
        self.report = get_object_or_404(Report, pk=pk)
        return super().dispatch(request, pk)

    def get_breadcrumbs_items(self):
        return [
            *self.breadcrumbs_items,
            {"url": reverse("cchc_plans_reports"), "label": _("Periodic reports")},
            {"url": "", "label": str(self.report)},
        ]

    def get(self, request, pk, sign_form=None, number_form=None, typed=None, clashes=()):
        report, typed = self.report, typed or {}
        self._open(request)
        sections = [
            {
                "section": section,
                "text": typed.get(section.name, report.texts.get(section.name, "")),
                "mark": mark_of(report.texts.get(section.name, "")),
                "figures": report.figures_in(section),
                "stored": report.texts.get(section.name, "") if section.name in clashes else "",
            }
            for section in report.regime_data.sections
        ]
        return self.render_to_response(
            self.get_context_data(
                report=report,
                sections=sections,
                sign_form=sign_form or SignForm(),
                number_form=number_form or NumberForm(initial=_numbered(report)),
                may_number=report.is_signed and not report.document and may_direct(request.user),
                may_write=self._may_write(),
                may_hand_in=self._may_hand_in(),
                may_withdraw=self._may_withdraw(),
                may_take_back=self._may_take_back(),
                may_sign=self._may_sign(),
                **self._review(),
            )
        )

    def _review(self):
        """Return where the review of the report is, for the screen."""
        review = self.report.current_workflow_state
        step = review and ReviewTaskState.objects.filter(pk=review.current_task_state_id).first()
        last = WorkflowState.objects.for_instance(self.report).order_by("-created_at").first()
        is_mine = step is not None and reviews(self.request.user, self.report)
        return {
            "step": step,
            "is_sent_back": step is not None and step.status == TaskState.STATUS_REJECTED,
            "review_url": reverse("cchc_editorial_review", args=[step.pk]) if is_mine else "",
            "history_url": reverse("cchc_editorial_history", args=[last.pk]) if last else "",
            "reply_name": REPLY,
        }

    def post(self, request, pk):
        act = getattr(self, f"do_{request.POST.get('action', '')}", None)
        if act is None:
            raise Http404
        return act(request) or redirect("cchc_plans_report", pk)

    def _open(self, request):
        """Let the rooms say and keep what they do in an editor: where it is, what was changed."""
        if not self.report.is_signed:
            for told in hooks.get_hooks("before_edit_snippet"):
                told(request, self.report)

    def _may_write(self):
        """The Office writes, until it has handed it in; then whoever does the step corrects it."""
        report, user = self.report, self.request.user
        if report.state in (Report.State.APPROVED, Report.State.SIGNED):
            return False
        lock = report.get_lock()
        return not (lock and lock.for_user(user)) and (may_direct(user) or reviews(user, report))

    def _may_hand_in(self):
        is_out = not self.report.workflow_in_progress
        return is_out and may_direct(self.request.user) and self._may_write()

    def _may_withdraw(self):
        review = self.report.current_workflow_state
        waits = review is not None and review.status == WorkflowState.STATUS_IN_PROGRESS
        return waits and may_direct(self.request.user) and review.user_can_cancel(self.request.user)

    def _may_take_back(self):
        return self.report.may_be_taken_back and may_sign(self.request.user)

    def _may_sign(self):
        return self.report.state == Report.State.APPROVED and may_sign(self.request.user)

    def _check(self, may):
        if not may:
            raise PermissionDenied

    def do_save(self, request):
        return self._keep(request) or messages.success(request, _("Kept."))

    def do_count(self, request):
        """Take the figures anew; prose that nobody has touched follows them."""
        if answer := self._keep(request):
            return answer
        before = self.report.drafts()
        self.report.count()
        for name, draft in self.report.drafts().items():
            if self.report.texts.get(name, "") == before[name]:
                self.report.texts[name] = draft
        self.report.keep(request.user)
        messages.success(request, _("Counted anew."))

    def do_send(self, request):
        """Hand it in: to the Office that checks it, and then to the leadership."""
        self._check(self._may_hand_in())
        if answer := self._keep(request, is_revision_needed=True):
            return answer
        if hand_in(self.report, request.user):
            messages.success(request, _("Handed in for review."))
        else:
            messages.error(
                request,
                _(
                    "It was not handed in: no workflow is set up for reports. An administrator "
                    "assigns one under Settings → Workflows."
                ),
            )

    def do_withdraw(self, request):
        """Take back what was handed in."""
        self._check(self._may_withdraw())
        self.report.current_workflow_state.cancel(user=request.user)
        messages.success(request, _("Taken back: it waits for nobody any more."))

    def _keep(self, request, is_revision_needed=False):
        """Keep the prose that was sent; return the answer where that was not wholly possible.

        A section that somebody else has changed meanwhile is shown in both forms: nothing is lost.
        """
        self._check(self._may_write())
        self._open(request)
        texts, typed, clashes = dict(self.report.texts), {}, []
        for section in self.report.regime_data.sections:
            text = request.POST.get(f"text-{section.name}")
            if text is None:
                continue
            text = typed[section.name] = text.replace("\x00", "").replace("\r\n", "\n")[:LONGEST]
            stored = texts.get(section.name, "")
            if text == stored:
                continue
            if request.POST.get(f"mark-{section.name}") not in ("", None, mark_of(stored)):
                clashes.append(section.name)
            else:
                texts[section.name] = text
        is_changed, self.report.texts = texts != self.report.texts, texts
        if is_changed or (is_revision_needed and self.report.latest_revision is None):
            self.report.keep(request.user)
        if not clashes:
            return None
        text = _("Somebody else has changed a section meanwhile: both texts are shown below.")
        messages.warning(request, text)
        return self.get(request, self.report.pk, typed=typed, clashes=clashes)

    def do_give_back(self, request):
        """Give back what was approved, instead of signing it."""
        self._check(self._may_take_back())
        comment = request.POST.get("comment", "").strip()[:1000]
        if not comment:
            messages.error(request, _("Say what is to be changed."))
            return
        self.report.take_back(comment)
        tell_that_it_was_given_back(self.report, request.user, comment)
        messages.success(request, _("Given back to the Office."))

    def do_sign(self, request):
        self._check(self._may_sign())
        form = SignForm(request.POST)
        if not form.is_valid():
            return self.get(request, self.report.pk, sign_form=form)
        number, issued_on = (form.cleaned_data[one] for one in ("number", "issued_on"))
        try:
            self.report.sign(request.user, number, issued_on)
        except (BadTemplate, UnreadableFile) as error:
            messages.error(request, _("It was not signed: no file could be made."))
            tell_of_template(request, error)
            return
        messages.success(request, _("Signed. Figures, text and file stay as they are now."))
        if self.report.number and self.report.issued_on:
            self._register(request)

    def do_number(self, request):
        """Note the number and day that the registry of the office has given to a signed report."""
        report = self.report
        self._check(report.is_signed and not report.document and may_direct(request.user))
        form = NumberForm(request.POST)
        if not form.is_valid():
            return self.get(request, report.pk, number_form=form)
        report.number, report.issued_on = (
            form.cleaned_data[one] for one in ("number", "issued_on")
        )
        report.save(update_fields=["number", "issued_on"])
        self._register(request)

    def _register(self, request):
        try:
            self.report.document = register(self.report, request.user)
        except CannotRegister:
            text = _("It was not registered: the setting AGENCY has no name or no symbol.")
            messages.warning(request, text)
        except OSError as error:
            text = _("It was not registered: the file could not be stored (%(error)s).")
            messages.warning(request, text % {"error": error})
        else:
            self.report.save(update_fields=["document"])
            text = _("Registered as %(document)s: a draft, until the registry publishes it.")
            messages.success(request, text % {"document": self.report.document.type_and_number})


def tell_of_template(request, error):
    """Say why the template in use could not be filled in, and what there is to be done."""
    for sentence in refusals_for(error):
        messages.error(request, sentence)
    messages.error(
        request, _("The Office may use the first template again, at “Template of reports”.")
    )


def _numbered(report):
    return {"number": report.number, "issued_on": report.issued_on}


class ReportFileView(ReportsMixin, View):
    """The report as DOCX, or its figures as XLSX."""

    def get(self, request, pk, form):
        report = get_object_or_404(Report, pk=pk)
        if form == "docx":
            try:
                content, content_type = report.as_docx(), DOCX
            except (BadTemplate, UnreadableFile) as error:
                tell_of_template(request, error)
                return redirect("cchc_plans_report", pk)
        elif form == "xlsx":
            content, content_type = as_xlsx(report), XLSX
        else:
            raise Http404
        response = HttpResponse(content, content_type=content_type)
        name = f"bao-cao-{report.regime}-{report.year}-{report.period_kind}-{report.period_number}"
        response["Content-Disposition"] = f'attachment; filename="{name}.{form}"'
        return response
