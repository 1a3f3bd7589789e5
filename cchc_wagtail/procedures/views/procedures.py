from django.http import Http404
from django.shortcuts import redirect, render

from cchc_wagtail.search.visibility import public_pages

from ..models import ProcedurePage
from ..qr import qr_svg


def procedure(request, code):
    """Send the permalink of a procedure to its page. ``code`` has hyphens for dots."""
    return redirect(_public_procedure(code).get_url(request))


def poster(request, code):
    """A procedure as an A4 poster: three facts, the short address and its QR code."""
    page = _public_procedure(code)
    address = request.build_absolute_uri(page.permalink)
    context = {
        "page": page,
        "address": address.partition("://")[2].rstrip("/"),
        "qr": qr_svg(address),
    }
    return render(request, "cchc_procedures/poster.html", context)


def _public_procedure(code):
    pages = ProcedurePage.objects.filter(code=code.replace("-", ".")).order_by("pk")
    page = public_pages(pages).select_related("unit").first()
    if page is None:
        raise Http404
    return page
