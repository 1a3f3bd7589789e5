"""Where citizens propose, and look up where it stands. Routes of a list of initiatives."""

import logging
import uuid

from django.db import DatabaseError, transaction
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from wagtail.models import Site

from cchc_wagtail.frontend.languages import in_reader_language_first, pages_of_site
from cchc_wagtail.open_forms.forms import NOT_STORED
from cchc_wagtail.open_forms.models import as_reference
from cchc_wagtail.open_forms.rate_limit import take_turn
from cchc_wagtail.open_forms.views import private
from cchc_wagtail.search.visibility import public_pages

from ..models import InitiativeIndexPage, InitiativePage, Proposal
from ..proposal_form import ProposalForm
from ..proposing import receive

logger = logging.getLogger(__name__)


def propose_redirect(request):
    """Send the short address to the form of the site's first list of initiatives."""
    pages = pages_of_site(InitiativeIndexPage.objects.all(), Site.find_for_request(request))
    page = in_reader_language_first(public_pages(pages), "path").first()
    if page is None:
        raise Http404
    return redirect(page.propose_url)


@never_cache
def propose(request, page):
    """The form, and what it brings."""
    if request.method != "POST":
        return _show(request, page, ProposalForm(initial={"form_key": uuid.uuid4()}))
    form = ProposalForm(request.POST)
    if not form.is_valid():
        return _show(request, page, form, status=422)
    try:
        sent = _take_in(request, page, form)
    except DatabaseError:
        logger.exception("A proposal could not be stored")
        form.add_error(None, NOT_STORED)
        return _show(request, page, form, status=503)
    if sent is None:
        form.add_error(
            None,
            _(
                "Too many proposals came from your network within an hour. "
                "Nothing you wrote is lost: send it again later, or call us."
            ),
        )
        return _show(request, page, form, status=429)
    return HttpResponseRedirect(f"{_address(page, sent)}?da-gui=1")


@transaction.atomic
def _take_in(request, page, form):
    """Return the proposal that ``form`` sends or has sent before; None where one too many."""
    sent = Proposal.objects.filter(form_key=form.cleaned_data["form_key"]).first()
    if sent is None and take_turn(request, "proposal"):
        sent = receive(form.proposal(page))
    return sent


@never_cache
def look_up(request, page):
    """Take a lookup code and lead to the state of its proposal."""
    context = {"page": page, "code": request.GET.get("ma", "")[:100]}
    if context["code"]:
        proposal = Proposal.objects.filter(reference=as_reference(context["code"])).first()
        if proposal:
            return redirect(_address(page, proposal))
        context["unknown"] = True
    return private(render(request, "cchc_initiatives/look_up.html", context))


@never_cache
def show_state(request, page, reference):
    """Where a proposal stands, in words and without any personal data."""
    proposal = Proposal.objects.filter(reference=as_reference(reference)).first()
    if proposal is None:
        raise Http404
    initiatives = InitiativePage.objects.filter(pk=proposal.initiative_id)
    is_published = proposal.state == Proposal.State.PUBLISHED
    context = {
        "page": page,
        "proposal": proposal,
        "initiative": public_pages(initiatives).first() if is_published else None,
        "just_sent": "da-gui" in request.GET,
    }
    return private(render(request, "cchc_initiatives/state.html", context))


def _address(page, proposal):
    return page.url + page.reverse_subpage("proposal", args=[proposal.reference])


def _show(request, page, form, status=200):
    context = {"page": page, "form": form}
    return render(request, "cchc_initiatives/propose.html", context, status=status)
