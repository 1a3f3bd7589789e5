"""The screens on which a Word file becomes a draft."""

import logging

from django import forms
from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import FormView, TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.models import Page

from cchc_wagtail.editorial.findings import findings_of
from cchc_wagtail.files import MOST_BYTES, UnreadableFile, read_article

from .from_word import begin, may_begin, word_models, word_places
from .refusals import sentence_for

logger = logging.getLogger(__name__)


class WordForm(forms.Form):
    """Takes a Word file and reads it; ``article`` is what stands in it."""

    file = forms.FileField(
        label=gettext_lazy("Word file"),
        max_length=255,
        # What is wrong with it is said in the words that documents have.
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".docx", "class": "cchc-drop"}),
        help_text=gettext_lazy(
            "DOCX. Title, lead, headings, lists, tables, pictures and links are taken over; fonts, "
            "comments and deleted text are not. Nothing is published yet."
        ),
    )

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError(sentence_for("too_big"))
        try:
            self.article = read_article(file.name, file.read())
        except UnreadableFile as error:
            raise forms.ValidationError(sentence_for(error.code)) from error
        return file


class WordPlacesView(WagtailAdminTemplateMixin, TemplateView):
    """What can be begun from a Word file, and below which page, where there is a choice."""

    page_title = gettext_lazy("Begin from a Word file")
    header_icon = "upload"
    template_name = "cchc_content/admin/word_places.html"

    def get(self, request, *args, **kwargs):
        self.places = list(word_places(request.user))
        if not self.places:
            raise PermissionDenied
        if len(self.places) == 1:
            return redirect(word_url(*self.places[0]))
        return super().get(request, *args, **kwargs)

    def get_breadcrumbs_items(self):
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs):
        rows = [(model.get_verbose_name(), one, word_url(model, one)) for model, one in self.places]
        return super().get_context_data(places=rows, **kwargs)


class FromWordView(WagtailAdminTemplateMixin, FormView):
    """A Word file becomes a draft below a page, which opens in the editor."""

    page_title = gettext_lazy("Begin from a Word file")
    header_icon = "upload"
    template_name = "cchc_content/admin/from_word.html"
    form_class = WordForm

    def dispatch(self, request, *args, **kwargs):
        if not may_begin(request.user, self.model, self.parent):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def model(self):
        model = apps.all_models[self.kwargs["app_label"]].get(self.kwargs["model_name"])
        if model not in word_models():
            raise Http404("No page of that kind is begun from a Word file")
        return model

    @cached_property
    def parent(self):
        return get_object_or_404(Page, pk=self.kwargs["parent_id"]).specific

    def get_breadcrumbs_items(self):
        place = {
            "url": reverse("wagtailadmin_explore", args=[self.parent.pk]),
            "label": self.parent.get_admin_display_title(),
        }
        begun = {"url": "", "label": self.page_title, "sublabel": self.model.get_verbose_name()}
        return [*self.breadcrumbs_items, place, begun]

    def form_valid(self, form):
        file_name = form.cleaned_data["file"].name
        try:
            begun = begin(
                self.model, self.parent, form.article, file_name=file_name, user=self.request.user
            )
        except OSError:
            logger.exception("The pictures of a Word file could not be stored")
            form.add_error(
                "file",
                _("The pictures could not be stored: the disk may be full. Nothing was begun."),
            )
            return self.form_invalid(form)
        messages.success(self.request, _taken(begun))
        if notes := _notes(begun):
            messages.warning(self.request, " ".join(notes))
        return redirect("wagtailadmin_pages:edit", begun.page.pk)


def word_url(model, parent):
    """Return the address at which a page of the type ``model`` is begun below ``parent``."""
    names = model._meta.app_label, model._meta.model_name
    return reverse("cchc_content_from_word", args=[*names, parent.pk])


def _taken(begun):
    """Say what came out of the file."""
    counted = [
        (begun.count("heading"), ngettext("%d heading", "%d headings", begun.count("heading"))),
        (begun.count("table"), ngettext("%d table", "%d tables", begun.count("table"))),
        (_pictures(begun), ngettext("%d picture", "%d pictures", _pictures(begun))),
    ]
    parts = [_("title"), *([_("lead")] if begun.article.lead else []), _("text")]
    parts += [text % number for number, text in counted if number]
    return _("“%(title)s” is a draft now. Taken over: %(parts)s.") % {
        "title": begun.page.title,
        "parts": ", ".join(parts),
    }


def _pictures(begun):
    body = getattr(begun.page, begun.page.word_fields.body)
    return sum(block.block_type == "image" for block in body)


def _notes(begun):
    """Return sentences on what is to be looked at, was left out, or is missing."""
    article, notes = begun.article, []
    if not article.title:
        notes.append(_("The file names no title: the name of the file stands there."))
    if article.lead_is_guessed:
        notes.append(_("The first paragraph became the lead: see whether it is one."))
    if begun.lost_pictures:
        text = ngettext(
            "%d picture could not be taken over: add it in the editor.",
            "%d pictures could not be taken over: add them in the editor.",
            begun.lost_pictures,
        )
        notes.append(text % begun.lost_pictures)
    if article.insertions or article.deletions or article.comments:
        text = _(
            "The file had tracked changes or comments: inserted text stands in the draft, deleted "
            "text and comments do not."
        )
        notes.append(text)
    missing = [text for _heading, texts in findings_of(begun.page) for text in texts]
    if missing:
        notes.append(_("Still missing: %(missing)s") % {"missing": " ".join(missing)})
    return notes
