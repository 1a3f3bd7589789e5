from django import forms
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from .models import Tag
from .tags import merge


class MergeForm(forms.Form):
    into = forms.ModelChoiceField(
        Tag.objects.none(),
        label=gettext_lazy("Merge into"),
        help_text=gettext_lazy("Everything with this tag gets the other one; this tag is deleted."),
    )


class MergeTagView(WagtailAdminTemplateMixin, FormView):
    """Makes two tags one; for those who may change and delete tags."""

    page_title = gettext_lazy("Merge tags")
    header_icon = "tag"
    template_name = "cchc_organisation/admin/merge_tag.html"
    form_class = MergeForm

    def dispatch(self, request, pk):
        needed = ["cchc_organisation.change_tag", "cchc_organisation.delete_tag"]
        if not request.user.has_perms(needed):
            raise PermissionDenied
        self.tag = get_object_or_404(Tag, pk=pk)
        return super().dispatch(request)

    def get_form(self, form_class=None):
        form = super().get_form(form_class)
        form.fields["into"].queryset = Tag.objects.exclude(pk=self.tag.pk)
        return form

    def get_breadcrumbs_items(self):
        return [
            *self.breadcrumbs_items,
            {"url": self.index_url, "label": Tag._meta.verbose_name_plural},
            {"url": "", "label": self.tag.name},
        ]

    def get_context_data(self, **kwargs):
        return super().get_context_data(tag=self.tag, index_url=self.index_url, **kwargs)

    @property
    def index_url(self):
        return reverse("cchc_organisation_tag_modeladmin_index")

    def form_valid(self, form):
        name, into = self.tag.name, form.cleaned_data["into"]
        count = merge(self.tag, into)
        text = ngettext(
            "“%(tag)s” was merged into “%(into)s”: %(count)d piece.",
            "“%(tag)s” was merged into “%(into)s”: %(count)d pieces.",
            count,
        )
        messages.success(self.request, text % {"tag": name, "into": into.name, "count": count})
        return redirect(self.index_url)
