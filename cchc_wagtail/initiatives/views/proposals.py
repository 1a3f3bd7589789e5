"""Where the Office handles what citizens propose."""

import django_filters
from django import forms
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from django.views.generic import FormView, TemplateView
from wagtail.admin import messages
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views.generic.base import BaseListingView, WagtailAdminTemplateMixin
from wagtail.models import ModelLogEntry

from cchc_wagtail.open_forms.letters import undelivered

from .. import proposing
from ..models import Proposal

INDEX = "cchc_proposals:index"
PROPOSAL = "cchc_proposals:proposal"


def may_handle(user):
    """Tell whether ``user`` handles proposals, and so sees who sent them."""
    return user.has_perm("cchc_initiatives.change_proposal")


class HandlersMixin:
    def dispatch(self, request, *args, **kwargs):
        if not may_handle(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


class ProposalFilterSet(WagtailFilterSet):
    state = django_filters.MultipleChoiceFilter(
        choices=Proposal.State.choices, label=gettext_lazy("Status")
    )
    to_call = django_filters.BooleanFilter(
        method="filter_to_call", label=gettext_lazy("To be called")
    )

    class Meta:
        model = Proposal
        fields = ["state"]

    def filter_to_call(self, queryset, name, value):
        return queryset.to_call() if value else queryset


class ProposalIndexView(HandlersMixin, BaseListingView):
    """The proposals, those still open first. The list names no sender."""

    model = Proposal
    page_title = gettext_lazy("Proposals of citizens")
    header_icon = "mail"
    index_url_name = INDEX
    index_results_url_name = "cchc_proposals:index_results"
    filterset_class = ProposalFilterSet
    paginate_by = 30
    default_ordering = None
    columns = [
        TitleColumn(
            "reference",
            label=gettext_lazy("Lookup code"),
            get_url=lambda proposal: reverse(PROPOSAL, args=[proposal.pk]),
        ),
        Column("title", label=gettext_lazy("What is proposed")),
        Column("get_state_display", label=gettext_lazy("Status")),
        DateColumn("sent_at", label=gettext_lazy("Sent"), sort_key="sent_at"),
    ]

    def get_base_queryset(self):
        open_first = Q(state__in=[Proposal.State.NEW, Proposal.State.TAKEN])
        proposals = Proposal.objects.alias(is_open=open_first)
        return proposals.order_by("-is_open", "-sent_at", "-pk")


class ProposalMixin(HandlersMixin):
    """Finds the proposal that the address names."""

    def dispatch(self, request, *args, **kwargs):
        if may_handle(request.user):
            proposals = Proposal.objects.select_related("initiative", "told_by")
            self.proposal = get_object_or_404(proposals, pk=kwargs["pk"])
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self):
        trail = [
            {"url": reverse(INDEX), "label": ProposalIndexView.page_title},
            {"url": self.proposal_url, "label": self.proposal.reference},
        ]
        return [*super().get_breadcrumbs_items(), *trail]

    @property
    def proposal_url(self):
        return reverse(PROPOSAL, args=[self.proposal.pk])

    def act(self, action, *args, message):
        """Do a step of ``proposing`` and tell how it went; return its result, None if refused."""
        try:
            result = action(self.proposal, *args, self.request.user)
        except proposing.WrongState as error:
            messages.error(self.request, str(error))
            return None
        messages.success(self.request, message)
        return result


class ProposalView(ProposalMixin, WagtailAdminTemplateMixin, TemplateView):
    """One proposal with everything known of it. That it was opened stands in its history."""

    template_name = "cchc_initiatives/admin/proposal.html"
    header_icon = "mail"

    def get_page_title(self):
        return self.proposal.reference

    def get(self, request, *args, **kwargs):
        if not self.proposal.forgotten_at:
            proposing.record_opening(self.proposal, request.user)
        response = super().get(request, *args, **kwargs)
        add_never_cache_headers(response)
        return response

    def get_context_data(self, **kwargs):
        entries = ModelLogEntry.objects.for_instance(self.proposal).select_related("user")
        return {
            **super().get_context_data(**kwargs),
            "proposal": self.proposal,
            "history": entries.order_by("-timestamp", "-pk")[:30],
            "undelivered": undelivered(self.proposal),
        }


class TakeUpView(ProposalMixin, View):
    """Makes the draft of an initiative of a proposal, and opens it."""

    http_method_names = ["post"]

    def post(self, request, *args, **kwargs):
        message = _("A draft was made of the proposal. Choose its unit and send it to be checked.")
        draft = self.act(proposing.take_up, message=message)
        if draft is None:
            return redirect(self.proposal_url)
        return redirect("wagtailadmin_pages:edit", draft.pk)


class CalledView(ProposalMixin, View):
    """Ticks off that a sender without mail was called."""

    http_method_names = ["post"]

    def post(self, request, *args, **kwargs):
        self.act(proposing.mark_called, message=_("Ticked off."))
        return redirect(self.proposal_url)


class DeclineForm(forms.Form):
    reason = forms.ChoiceField(
        choices=Proposal.Reason.choices, widget=forms.RadioSelect, label=gettext_lazy("Reason")
    )
    word = forms.CharField(
        label=gettext_lazy("Message to the sender"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=gettext_lazy(
            "Sent as it stands: thank them and say why. Whoever sends advertising gets no word."
        ),
    )

    def clean(self):
        data = super().clean()
        if data.get("reason") != Proposal.Reason.SPAM and not data.get("word"):
            self.add_error("word", _("Say why the proposal is not taken up."))
        return data


class DeclineView(ProposalMixin, WagtailAdminTemplateMixin, FormView):
    template_name = "cchc_initiatives/admin/decline.html"
    header_icon = "mail"
    form_class = DeclineForm
    page_title = gettext_lazy("Do not take up")

    def get_breadcrumbs_items(self):
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        return {
            **context,
            "proposal": self.proposal,
            "media": context["form"].media,
            "submit_button_label": _("Close the proposal"),
        }

    def form_valid(self, form):
        data = form.cleaned_data
        self.act(proposing.decline, data["reason"], data["word"], message=_("Closed."))
        return redirect(self.proposal_url)
