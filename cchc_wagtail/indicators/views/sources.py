from django import forms
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from ..models import Figure
from ..viewsets import FigureViewSet

LIST = "wagtailsnippets_cchc_indicators_figure:list"


class FigureField(forms.ModelChoiceField):
    """Offers figures by their numbers and source."""

    def label_from_instance(self, figure):
        return _in_words(figure)


class SourceForm(forms.Form):
    """Which of the figures that sources give of the same is shown, and why."""

    figure = FigureField(
        Figure.objects.none(),
        label=gettext_lazy("Figure that is shown"),
        widget=forms.RadioSelect,
        empty_label=None,
    )
    reason = forms.CharField(
        label=gettext_lazy("Why this source is shown"),
        max_length=500,
        help_text=gettext_lazy("Readers see it beside the figure."),
    )

    def __init__(self, *args, figures, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["figure"].queryset = figures


def _in_words(figure):
    return f"{figure.in_short} – {figure.source}"


class ChooseSourceView(WagtailAdminTemplateMixin, FormView):
    """Choose among the figures of all sources for one index, period and territory."""

    page_title = gettext_lazy("Choose among sources")
    header_icon = "list-ol"
    form_class = SourceForm
    template_name = "cchc_indicators/admin/choose_source.html"

    def dispatch(self, request, *args, **kwargs):
        if not FigureViewSet().permission_policy.user_has_permission(request.user, "change"):
            raise PermissionDenied
        self.figure = get_object_or_404(Figure, pk=kwargs["pk"])
        self.figures = Figure.objects.beside(self.figure).select_related("index", "territory")
        return super().dispatch(request, *args, **kwargs)

    def get_page_subtitle(self):
        return str(self.figure)

    def get_breadcrumbs_items(self):
        figures = {"url": reverse(LIST), "label": capfirst(Figure._meta.verbose_name_plural)}
        return [*self.breadcrumbs_items, figures, {"url": "", "label": self.page_title}]

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "figures": self.figures}

    def get_initial(self):
        shown = self.figures.shown().first()
        return {"figure": shown, "reason": shown.choice_reason if shown else ""}

    def form_valid(self, form):
        chosen = form.cleaned_data["figure"]
        show(chosen, form.cleaned_data["reason"], self.request.user)
        messages.success(self.request, _("Shown from now on: %s.") % _in_words(chosen))
        return redirect(LIST)


def show(chosen, reason, user):
    """Show ``chosen`` and none of the others; each that changes gets a revision."""
    with transaction.atomic():
        for other in Figure.objects.shown().beside(chosen).exclude(pk=chosen.pk):
            other.is_chosen = False
            other.save()
            other.save_revision(user=user, log_action=True)
        chosen.is_chosen, chosen.choice_reason = True, reason
        chosen.save()
        chosen.save_revision(user=user, log_action=True)
