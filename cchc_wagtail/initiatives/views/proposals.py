"""Where the Office handles what citizens propose."""

import django_filters
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views.generic.base import BaseListingView

from cchc_wagtail.open_forms.views.handling import (
    CalledView,
    DeclineView,
    DraftView,
    SubmissionView,
)

from .. import proposing
from ..models import Proposal

INDEX = "cchc_proposals:index"
PROPOSAL = "cchc_proposals:proposal"


def may_handle(user):
    """Tell whether ``user`` handles proposals, and so sees who sent them."""
    return user.has_perm("cchc_initiatives.change_proposal")


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


class ProposalIndexView(BaseListingView):
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

    def dispatch(self, request, *args, **kwargs):
        if not may_handle(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_base_queryset(self):
        open_first = Q(state__in=[Proposal.State.NEW, Proposal.State.TAKEN])
        proposals = Proposal.objects.alias(is_open=open_first)
        return proposals.order_by("-is_open", "-sent_at", "-pk")


class ProposalMixin:
    list_view = ProposalIndexView
    url_name = PROPOSAL
    words_template = "cchc_initiatives/admin/_words.html"

    def get_queryset(self):
        if not may_handle(self.request.user):
            raise PermissionDenied
        return Proposal.objects.select_related("initiative", "told_by")


class ProposalView(ProposalMixin, SubmissionView):
    template_name = "cchc_initiatives/admin/proposal.html"
    words_heading = gettext_lazy("What is proposed")
    called_url_name = "cchc_proposals:called"


class TakeUpView(ProposalMixin, DraftView):
    begin_draft = staticmethod(proposing.take_up)
    message = gettext_lazy(
        "A draft was made of the proposal. Choose its unit and send it to be checked."
    )


class SenderCalledView(ProposalMixin, CalledView):
    pass


class DeclineProposalView(ProposalMixin, DeclineView):
    page_title = gettext_lazy("Do not take up")
    submit_button_label = gettext_lazy("Close the proposal")
    decline = staticmethod(proposing.decline)
    help_text = gettext_lazy(
        "Sent as it stands: thank them and say why. Whoever sends advertising gets no word."
    )
