from django.http import Http404
from django.shortcuts import redirect, render

from cchc_wagtail.frontend.languages import in_reader_language_first
from cchc_wagtail.frontend.qr import qr_svg
from cchc_wagtail.search.visibility import public_pages

from ..models import ProcedureIndexPage, ProcedurePage

#: What has more characters than this fills a sheet only in smaller letters.
LONG_POSTER = 260


def procedures(request):
    """Send what is left of a permalink without its code to the list of procedures."""
    lists = public_pages(ProcedureIndexPage.objects.all())
    index = in_reader_language_first(lists, "path").first()
    if index is None:
        raise Http404
    return redirect(index.get_url(request))


def procedure(request, code):
    """Send the permalink of a procedure to its page; ``code`` may have hyphens for its dots.

    Of a procedure in several languages that is the page in the reader's, else any.
    """
    page, gone = _find(request, code)
    if page is None and gone is None:
        raise Http404
    return gone or redirect(page.get_url(request))


def poster(request, code):
    """A procedure as an A4 poster: three facts, the short address and its QR code."""
    page, gone = _find(request, code)
    if gone:
        return gone
    if page is None:
        raise Http404
    address = request.build_absolute_uri(page.permalink)
    context = {
        "page": page,
        "address": address.partition("://")[2].rstrip("/"),
        "qr": qr_svg(address),
        "is_long": _length_of_poster(page) > LONG_POSTER,
    }
    return render(request, "cchc_procedures/poster.html", context)


def _length_of_poster(page):
    facts = page.receiving_agency, page.receiving_address, *page.time_limits, *page.fees
    # The name is written half as large again as the facts.
    return 2 * len(page.name) + sum(map(len, facts))


def _find(request, code):
    """Return ``(page, None)``, or ``(None, answer)`` where the procedure was taken down.

    Both are None where no procedure with this code was ever public.
    """
    pages = ProcedurePage.objects.filter(code=code.replace("-", ".")).select_related("unit")
    page = in_reader_language_first(public_pages(pages), "pk").first()
    if page:
        return page, None
    once = pages.filter(live=False, first_published_at__isnull=False)
    last = in_reader_language_first(once, "-last_published_at").first()
    if last is None or last.get_view_restrictions().exists():
        return None, None
    return None, last.serve_gone(request)
