from django.http import Http404
from django.shortcuts import redirect

from cchc_wagtail.search.visibility import public_pages

from ..models import ProcedurePage


def procedure(request, code):
    """Send the permalink of a procedure to its page. ``code`` has hyphens for dots."""
    pages = ProcedurePage.objects.filter(code=code.replace("-", ".")).order_by("pk")
    page = public_pages(pages).first()
    if page is None:
        raise Http404
    return redirect(page.get_url(request))
