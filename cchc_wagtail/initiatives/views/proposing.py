"""Where citizens propose, and look up where it stands. Routes of a list of initiatives."""

import uuid

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from wagtail.models import Site

from cchc_wagtail.frontend.languages import in_reader_language_first, pages_of_site
from cchc_wagtail.open_forms.models import as_reference
from cchc_wagtail.open_forms.views import public
from cchc_wagtail.open_forms.views.public import NotTaken, show_receipt, take_in
from cchc_wagtail.search.visibility import public_pages

from ..models import InitiativeIndexPage, InitiativePage, Proposal
from ..proposal_form import ProposalForm
from ..proposing import receive


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
        sent = take_in(request, form, Proposal, lambda: receive(form.proposal(page)))
    except NotTaken as refused:
        return _show(request, page, form, status=refused.status)
    return show_receipt(page, sent)


@never_cache
def look_up(request, page):
    template = "cchc_initiatives/look_up.html"
    return public.look_up(request, page, Proposal, template, _("Look up a proposal"))


@never_cache
def show_state(request, page, reference):
    proposal = get_object_or_404(Proposal, reference=as_reference(reference))
    initiatives = InitiativePage.objects.filter(pk=proposal.initiative_id)
    is_published = proposal.state == Proposal.State.PUBLISHED
    initiative = public_pages(initiatives).first() if is_published else None
    title = _("Proposal %(code)s") % {"code": proposal.reference}
    template = "cchc_initiatives/state.html"
    return public.show_state(request, page, proposal, template, title, initiative=initiative)


def _show(request, page, form, status=200):
    context = {"page": page, "form": form}
    return render(request, "cchc_initiatives/propose.html", context, status=status)
