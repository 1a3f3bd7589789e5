"""The screens in the admin on which what was sent by an open form is handled, step by step."""

from django import forms
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from django.views.generic import FormView, TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.models import ModelLogEntry

from .. import steps
from ..letters import undelivered


def act(request, step, *args, message):
    """Do a ``step`` and tell how it went; return its result, or None where it was refused.

    It is given ``args`` and the user.
    """
    try:
        result = step(*args, request.user)
    except steps.WrongState as error:
        messages.error(request, str(error))
        return None
    messages.success(request, message)
    return result


class SubmissionMixin:
    """A screen on what the address names, ``sent``.

    A room says in ``get_queryset`` which ones there are for the user, in ``list_view`` which list
    they stand in, in ``url_name`` the address of one, and in ``words_template`` how what its
    sender wrote is shown.
    """

    list_view = None
    url_name = ""
    words_template = ""

    def dispatch(self, request, pk, **kwargs):
        self.sent = get_object_or_404(self.get_queryset(), pk=pk)
        if not self.is_permitted():
            raise PermissionDenied
        return super().dispatch(request, **kwargs)

    def is_permitted(self):
        return True

    @property
    def header_icon(self):
        return self.list_view.header_icon

    @property
    def address(self):
        return reverse(self.url_name, args=[self.sent.pk])

    def get_breadcrumbs_items(self):
        trail = [
            {"url": reverse(self.list_view.index_url_name), "label": self.list_view.page_title},
            {"url": self.address, "label": self.sent.reference},
        ]
        return [*super().get_breadcrumbs_items(), *trail]

    def act(self, step, *args, message):
        """Do a ``step`` with what was sent and ``args``; see ``act``."""
        return act(self.request, step, self.sent, *args, message=message)


class SubmissionView(SubmissionMixin, WagtailAdminTemplateMixin, TemplateView):
    """Everything known of what was sent. That it was opened stands in its history."""

    words_heading = ""
    called_url_name = ""

    def may_call(self):
        return True

    def get_page_title(self):
        return self.sent.reference

    def get(self, request, *args, **kwargs):
        if not self.sent.forgotten_at:
            steps.record_opening(self.sent, request.user)
        response = super().get(request, *args, **kwargs)
        add_never_cache_headers(response)
        return response

    def get_context_data(self, **kwargs):
        is_to_be_called = self.sent.is_to_be_called and self.may_call()
        entries = ModelLogEntry.objects.for_instance(self.sent).select_related("user")
        return {
            **super().get_context_data(**kwargs),
            "sent": self.sent,
            "words_heading": self.words_heading,
            "words_template": self.words_template,
            "called_url": reverse(self.called_url_name, args=[self.sent.pk])
            if is_to_be_called
            else "",
            "history": entries.order_by("-timestamp", "-pk")[:30],
            "undelivered": undelivered(self.sent),
        }


class StepView(SubmissionMixin, WagtailAdminTemplateMixin, FormView):
    """A step that needs a form: ``step`` is given what it brings."""

    template_name = "cchc_open_forms/admin/step.html"
    submit_button_label = gettext_lazy("Save")

    def get_breadcrumbs_items(self):
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self.get_page_title()}]

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        return {
            **context,
            "sent": self.sent,
            "words_template": self.words_template,
            "media": context["form"].media,
            "submit_button_label": self.submit_button_label,
        }

    def form_valid(self, form):
        self.step(form.cleaned_data)
        return redirect(self.address)


class DeclineForm(forms.Form):
    reason = forms.ChoiceField(widget=forms.RadioSelect, label=gettext_lazy("Reason"))
    word = forms.CharField(
        label=gettext_lazy("Message to the sender"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
    )

    def __init__(self, *args, reasons, help_text, **kwargs):
        super().__init__(*args, **kwargs)
        self._reasons = reasons
        self.fields["reason"].choices = reasons.choices
        self.fields["word"].help_text = help_text

    def clean(self):
        data = super().clean()
        if data.get("reason") != self._reasons.SPAM and not data.get("word"):
            self.add_error("word", _("Tell the sender why, and what they can do now."))
        return data


class DeclineView(StepView):
    """Closes what was sent by ``decline``, with a message; ``help_text`` says what to write."""

    form_class = DeclineForm
    help_text = ""

    def get_form_kwargs(self):
        reasons = self.sent.Reason
        return {**super().get_form_kwargs(), "reasons": reasons, "help_text": self.help_text}

    def step(self, data):
        self.act(self.decline, data["reason"], data["word"], message=_("Closed."))


class CalledView(SubmissionMixin, View):
    """Ticks off that a sender without mail was called."""

    http_method_names = ["post"]

    def post(self, request):
        self.act(steps.mark_called, message=_("Ticked off."))
        return redirect(self.address)


class DraftView(SubmissionMixin, View):
    """Makes, by ``begin_draft``, the draft of a page of what was sent, and opens it."""

    http_method_names = ["post"]
    message = ""

    def post(self, request):
        draft = self.act(self.begin_draft, message=self.message)
        if draft is None:
            return redirect(self.address)
        return redirect("wagtailadmin_pages:edit", draft.pk)
