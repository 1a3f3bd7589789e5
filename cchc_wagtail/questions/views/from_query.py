"""A situation that answers what many look for: a draft for the unit that knows the answer."""

from django import forms
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.models import Page

from cchc_wagtail.editorial.beginnings import places_for
from cchc_wagtail.language import normalise
from cchc_wagtail.organisation.models import Unit, is_confined, units_of
from cchc_wagtail.search.admin.reports import MAY_SEE_QUERIES

from .. import letters
from ..answering import begin_situation
from ..models import SituationPage


def may_write_from_queries(user):
    """Tell whether ``user`` sees what people look for, and may write situations somewhere."""
    return user.has_perm(MAY_SEE_QUERIES) and places_for(SituationPage, user).exists()


class FromQueryForm(forms.Form):
    """The question as it becomes the title, where it goes, and who answers it."""

    title = forms.CharField(label=gettext_lazy("Question, as a citizen asks it"), max_length=255)
    parent = forms.ModelChoiceField(
        label=gettext_lazy("Below"), queryset=Page.objects.none(), empty_label=None
    )
    unit = forms.ModelChoiceField(
        label=gettext_lazy("Unit that answers it"), queryset=Unit.objects.none()
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["parent"].queryset = places_for(SituationPage, user)
        self.fields["parent"].initial = self.fields["parent"].queryset.first()
        units = Unit.objects.of_user(user) if is_confined(user) else Unit.objects.all()
        self.fields["unit"].queryset = units
        self.fields["unit"].initial = units.first() if is_confined(user) else None

    def clean_title(self):
        return normalise(self.cleaned_data["title"])


class FromQueryView(WagtailAdminTemplateMixin, FormView):
    """Begin a situation with the words that people type; another unit is told that it is asked."""

    page_title = gettext_lazy("A situation for what people look for")
    header_icon = "help"
    template_name = "cchc_questions/admin/from_query.html"
    form_class = FromQueryForm

    def dispatch(self, request, *args, **kwargs):
        if not may_write_from_queries(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self):
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def get_initial(self):
        words = normalise(self.request.GET.get("words", ""))[:255]
        return {"title": words[:1].upper() + words[1:]}

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "user": self.request.user}

    def form_valid(self, form):
        user, unit = self.request.user, form.cleaned_data["unit"]
        draft = begin_situation(form.cleaned_data["parent"], form.cleaned_data["title"], unit, user)
        if unit in units_of(user):
            messages.success(self.request, _("A draft was begun: write the answer."))
        else:
            letters.ask_for_situation(draft, user)
            text = _("A draft was begun, and “%(unit)s” was asked to write the answer.")
            messages.success(self.request, text % {"unit": unit})
        return redirect("wagtailadmin_pages:edit", draft.pk)
