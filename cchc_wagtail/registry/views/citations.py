"""Screens on which an editor says what a citation means, and that content is still right."""

import datetime

from django import forms
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import BadRequest, PermissionDenied, ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.utils.functional import cached_property
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from cchc_wagtail.editorial.scope import may_change
from cchc_wagtail.language import format_date

from ..citator.lapsed import confirm
from ..citator.recording import choose, read_citations
from ..citator.resolution import registered_under
from ..models import LegalDocument

_NOT_CHOSEN = "not-chosen"


class DocumentChoice(forms.ModelChoiceField):
    widget = forms.RadioSelect

    def label_from_instance(self, document):
        return f"{document} ({document.issuer}, {format_date(document.issued_on)})"


class ChooseForm(forms.Form):
    document = DocumentChoice(
        queryset=None,
        required=False,
        blank=True,
        empty_label=gettext_lazy("None of the registered documents"),
        label=gettext_lazy("This citation means"),
    )

    def __init__(self, *args, candidates, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["document"].queryset = candidates

    def clean_document(self):
        """Refuse a form in which nothing was chosen: that is not the choice “none of them”."""
        if self.add_prefix("document") not in self.data:
            raise forms.ValidationError(
                self.fields["document"].error_messages["required"], code="required"
            )
        return self.cleaned_data["document"]


class ContentMixin:
    """Finds the content that the address names, and lets in only those who may edit it."""

    def dispatch(self, request, content_type_id, object_id, **kwargs):
        self.model_type = get_object_or_404(ContentType, pk=content_type_id)
        model = self.model_type.model_class()
        if model is None:
            raise PermissionDenied
        try:
            self.content = get_object_or_404(model, pk=object_id)
        except (ValueError, ValidationError):
            raise Http404(f"{object_id!r} is the key of no {model._meta.model_name}") from None
        self.edit_url = AdminURLFinder(request.user).get_edit_url(self.content)
        if self.edit_url is None or not may_change(request.user, self.content):
            raise PermissionDenied
        return super().dispatch(request, **kwargs)

    def next_url(self):
        target = self.request.POST.get("next", "")
        allowed = url_has_allowed_host_and_scheme(target, {self.request.get_host()})
        return target if allowed else self.edit_url


class ChooseDocumentView(ContentMixin, WagtailAdminTemplateMixin, FormView):
    """An editor says which registered document a citation in their content means, or none."""

    form_class = ChooseForm
    template_name = "cchc_registry/admin/choose_document.html"
    page_title = gettext_lazy("Which document is meant?")
    submit_button_label = gettext_lazy("Keep this choice")
    header_icon = "doc-full"

    def dispatch(self, request, *args, **kwargs):
        self.signature = signature_from(request.GET)
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self):
        content = {"url": self.edit_url, "label": str(self.content)}
        return [*self.breadcrumbs_items, content, {"url": "", "label": self.page_title}]

    def get_initial(self):
        """Return the document that it means so far; else a value that no choice has."""
        meant = {citation.document_id for citation in self.citations} - {None}
        return {"document": meant.pop() if meant else _NOT_CHOSEN}

    def get_form_kwargs(self):
        found = registered_under({self.signature[0]})[self.signature[0]]
        documents = LegalDocument.objects.select_related("document_type", "issuer")
        candidates = documents.filter(pk__in=[document.pk for document in found])
        return {**super().get_form_kwargs(), "candidates": candidates}

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        return {
            **context,
            "content": self.content,
            "edit_url": self.edit_url,
            "quotations": dict.fromkeys(citation.text for citation in self.citations),
            "submit_button_label": self.submit_button_label,
        }

    @cached_property
    def citations(self):
        """The citations that the choice is about."""
        rows = read_citations(self.content)
        return [row for row in rows if row.signature == self.signature]

    def form_valid(self, form):
        choose(self.content, self.signature, form.cleaned_data["document"], self.request.user)
        messages.success(self.request, _("Your choice is kept for all citations of this kind."))
        return redirect(self.next_url())


class ConfirmContentView(ContentMixin, View):
    """Somebody says that content is still right although a document that it cites has lapsed."""

    http_method_names = ["post"]

    def post(self, request, document_id):
        document = get_object_or_404(LegalDocument, pk=document_id)
        confirm(self.model_type, str(self.content.pk), document, request.user)
        messages.success(request, _("Noted: checked, still right."))
        return redirect(self.next_url())


def signature_from(query):
    """Return the signature in the ``query`` of ``overview.choose_url``.

    Raises:
        BadRequest: there is no key, or a date or year that is none.
    """
    try:
        date = query.get("date") and datetime.date.fromisoformat(query["date"])
        year = query.get("year") and int(query["year"])
    except ValueError:
        raise BadRequest(_("The citation in this address is not a possible one.")) from None
    if not query.get("key"):
        raise BadRequest(_("This address names no citation."))
    return query["key"], query.get("issuer", ""), date or None, year or None
