"""Where units say that they use an initiative, and the Office confirms it."""

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView, TemplateView, View
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.widgets import AdminDateInput

from cchc_wagtail import clock
from cchc_wagtail.editorial.rights import RightsMixin
from cchc_wagtail.open_forms.views.handling import act
from cchc_wagtail.organisation.models import Unit, units_of
from cchc_wagtail.search.visibility import public_pages

from .. import adopting
from ..models import Adoption, InitiativePage

INDEX = "cchc_initiatives:adoptions"
MOST_SHOWN = 200


class AdoptionsView(RightsMixin, WagtailAdminTemplateMixin, TemplateView):
    """The published initiatives with where each is in use, and what waits to be confirmed."""

    page_title = gettext_lazy("Where initiatives are used")
    header_icon = "copy"
    template_name = "cchc_initiatives/admin/adoptions.html"

    def get_breadcrumbs_items(self):
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs):
        user = self.request.user
        mine = list(Unit.objects.all()) if user.is_superuser else units_of(user)
        initiatives = public_pages(InitiativePage.objects.order_by("-year", "title"))
        initiatives = list(
            initiatives.select_related("unit").prefetch_related("adoptions__unit")[:MOST_SHOWN]
        )
        for one in initiatives:
            one.used_at = [row for row in one.adoptions.all() if row.state != row.State.REFUSED]
            said = {row.unit_id for row in one.used_at}
            one.may_say = any(unit.pk not in {*said, one.unit_id} for unit in mine)
        waiting = Adoption.objects.waiting().select_related("unit", "initiative", "said_by")
        return super().get_context_data(
            initiatives=initiatives,
            waiting=waiting if adopting.may_confirm(user) else (),
            may_confirm=adopting.may_confirm(user),
            **kwargs,
        )


class SayForm(forms.Form):
    unit = forms.ModelChoiceField(queryset=None, label=gettext_lazy("Unit"), empty_label=None)
    adopted_on = forms.DateField(label=gettext_lazy("Applied since"), widget=AdminDateInput)
    sentence = forms.CharField(
        label=gettext_lazy("What do you use it for?"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("One sentence that readers will see below the initiative."),
    )

    def __init__(self, *args, units, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units

    def clean_adopted_on(self):
        day = self.cleaned_data["adopted_on"]
        if day > clock.today():
            raise forms.ValidationError(_("This day is still to come."))
        return day

    def clean_sentence(self):
        return " ".join(self.cleaned_data["sentence"].split())


class SayView(RightsMixin, WagtailAdminTemplateMixin, FormView):
    """“My unit uses it too”: for members of a unit that did not make the initiative."""

    page_title = gettext_lazy("My unit uses it too")
    header_icon = "copy"
    template_name = "cchc_initiatives/admin/say.html"
    form_class = SayForm

    def dispatch(self, request, *args, **kwargs):
        pages = public_pages(InitiativePage.objects.filter(pk=kwargs["pk"]))
        self.initiative = pages.select_related("unit").first()
        if self.initiative is None:
            raise Http404
        self.units = adopting.units_to_say(request.user, self.initiative)
        if not self.units:
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self):
        trail = [
            {"url": reverse(INDEX), "label": AdoptionsView.page_title},
            {"url": "", "label": self.page_title},
        ]
        return [*self.breadcrumbs_items, *trail]

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "units": self.units}

    def get_initial(self):
        return {"unit": self.units.first(), "adopted_on": clock.today()}

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        return {
            **context,
            "initiative": self.initiative,
            "media": context["form"].media,
            "submit_button_label": _("Send to the Office"),
        }

    def form_valid(self, form):
        data = form.cleaned_data
        act(
            self.request,
            adopting.say,
            self.initiative,
            data["unit"],
            data["adopted_on"],
            data["sentence"],
            message=_("Sent to the Office. Readers see it once it is confirmed."),
        )
        return redirect(INDEX)


class ConfirmersMixin:
    def dispatch(self, request, *args, **kwargs):
        if not adopting.may_confirm(request.user):
            raise PermissionDenied
        adoptions = Adoption.objects.select_related("unit", "initiative", "said_by")
        self.adoption = get_object_or_404(adoptions, pk=kwargs["pk"])
        return super().dispatch(request, *args, **kwargs)


class ConfirmView(ConfirmersMixin, View):
    http_method_names = ["post"]

    def post(self, request, *args, **kwargs):
        message = _("Confirmed: readers see it now.")
        act(request, adopting.confirm, self.adoption, message=message)
        return redirect(INDEX)


class RefuseForm(forms.Form):
    word = forms.CharField(
        label=gettext_lazy("Why is it not confirmed?"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Sent by mail to whoever said it."),
    )


class RefuseView(ConfirmersMixin, WagtailAdminTemplateMixin, FormView):
    page_title = gettext_lazy("Do not confirm")
    header_icon = "copy"
    template_name = "cchc_initiatives/admin/refuse.html"
    form_class = RefuseForm

    def get_breadcrumbs_items(self):
        trail = [
            {"url": reverse(INDEX), "label": AdoptionsView.page_title},
            {"url": "", "label": self.page_title},
        ]
        return [*self.breadcrumbs_items, *trail]

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        return {
            **context,
            "adoption": self.adoption,
            "media": context["form"].media,
            "submit_button_label": _("Do not confirm"),
        }

    def form_valid(self, form):
        word = form.cleaned_data["word"]
        act(self.request, adopting.refuse, self.adoption, word, message=_("Not confirmed."))
        return redirect(INDEX)
