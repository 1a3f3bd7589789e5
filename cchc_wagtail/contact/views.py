from django.http import Http404
from django.shortcuts import redirect, render

from cchc_wagtail.frontend.languages import in_reader_language_first, links_to_address
from cchc_wagtail.organisation.models import Unit
from cchc_wagtail.search.visibility import public_pages

from .models import ContactPage


def unit(request, slug):
    """Lead from the short address of a unit to its contact page, in the reader's language or any.

    A unit without one is shown as the register knows it.
    """
    pages = public_pages(ContactPage.objects.filter(unit__slug=slug))
    page = in_reader_language_first(pages, "pk").first()
    if page:
        return redirect(page.get_url(request))
    found = Unit.objects.filter(slug=slug).first()
    if found is None:
        raise Http404
    return render(request, "cchc_contact/unit.html", {"unit": found})


def accessibility(request):
    """What readers with a disability can count on, and how they report a barrier."""
    links = links_to_address(request.get_full_path())
    return render(request, "cchc_contact/accessibility.html", {"language_links": links})
