"""A digest begun for some days, and handed out in the forms in which it is passed on."""

import datetime

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView, View
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.widgets import AdminDateInput

from cchc_wagtail import clock
from cchc_wagtail.frontend.office_document import DOCX

from .models import DigestIndexPage, DigestPage
from .proposing import propose_digest
from .writing import LONGEST_MESSAGE, as_docx, as_mail, as_message


class PeriodForm(forms.Form):
    """The days of a digest; the week or the month before is one click."""

    first_day = forms.DateField(label=gettext_lazy("from"), widget=AdminDateInput)
    last_day = forms.DateField(label=gettext_lazy("to"), widget=AdminDateInput)

    def clean(self):
        cleaned = super().clean()
        first, last = cleaned.get("first_day"), cleaned.get("last_day")
        if first and last and last < first:
            self.add_error("last_day", _("The last day lies before the first."))
        return cleaned


def may_begin(user, page):
    """Tell whether ``user`` may write digests below ``page``."""
    return isinstance(page, DigestIndexPage) and page.permissions_for_user(user).can_add_subpage()


class BeginView(WagtailAdminTemplateMixin, FormView):
    """Proposes a digest of what was published in the days that are chosen."""

    page_title = gettext_lazy("New digest")
    header_icon = "mail"
    template_name = "cchc_digests/admin/begin.html"
    form_class = PeriodForm

    def dispatch(self, request, pk):
        self.parent = get_object_or_404(DigestIndexPage, pk=pk)
        if not may_begin(request.user, self.parent):
            raise PermissionDenied
        return super().dispatch(request, pk)

    def get_breadcrumbs_items(self):
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def get_initial(self):
        first, last = _last_week(clock.today())
        return {"first_day": first, "last_day": last}

    def get_context_data(self, **kwargs):
        today = clock.today()
        periods = [(_("Last week"), *_last_week(today)), (_("Last month"), *_last_month(today))]
        return {"periods": periods, "parent": self.parent, **super().get_context_data(**kwargs)}

    def form_valid(self, form):
        draft = propose_digest(self.parent, **form.cleaned_data, user=self.request.user)
        count = draft.items.count()
        if count:
            text = _("%(n)d items are proposed: order and shorten them, then submit the digest.")
            messages.success(self.request, text % {"n": count})
        else:
            messages.warning(self.request, _("Nothing was published in these days."))
        return redirect("wagtailadmin_pages:edit", draft.pk)


class PassOnView(WagtailAdminTemplateMixin, View):
    """A digest as a text to paste, as a mail and as a Word file; also of a draft."""

    page_title = gettext_lazy("Pass the digest on")
    header_icon = "mail"
    template_name = "cchc_digests/admin/pass_on.html"

    def dispatch(self, request, pk, form=""):
        page = get_object_or_404(DigestPage, pk=pk)
        if not page.permissions_for_user(request.user).can_edit():
            raise PermissionDenied
        self.digest = page.get_latest_revision_as_object()
        return super().dispatch(request, pk, form)

    def get_breadcrumbs_items(self):
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def get(self, request, pk, form):
        if form == "html":
            return _file(as_mail(self.digest), "text/html; charset=utf-8", self.digest, form)
        if form == "docx":
            return _file(as_docx(self.digest), DOCX, self.digest, form)
        if form:
            raise Http404
        text = as_message(self.digest)
        context = {"digest": self.digest, "text": text, "longest": LONGEST_MESSAGE}
        return self.render_to_response(self.get_context_data(**context))


def _file(content, content_type, digest, form):
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="ban-tin-{digest.slug}.{form}"'
    return response


def _last_week(today):
    """Return Monday and Sunday of the week before that of ``today``."""
    monday = today - datetime.timedelta(today.weekday() + 7)
    return monday, monday + datetime.timedelta(6)


def _last_month(today):
    last = today.replace(day=1) - datetime.timedelta(1)
    return last.replace(day=1), last
