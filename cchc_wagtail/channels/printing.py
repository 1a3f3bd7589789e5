"""Content to be handed out on paper, as PDF: a poster, a leaflet, a card with the QR code.

``weasyprint`` draws them, which comes with ``cchc-wagtail[pdf]``. Without it there are none.
"""

from math import ceil
from pathlib import Path

from django.core.cache import cache
from django.http import Http404, HttpResponse
from django.template.loader import render_to_string
from django.utils.cache import patch_cache_control
from wagtail.models import Page

from cchc_wagtail.frontend.qr import qr_svg

from .sharing import A_DAY, name_and_facts, shown_at, version_of

try:
    import weasyprint
    from weasyprint.urls import URLFetcher, URLFetcherResponse
except (ImportError, OSError):
    # An OSError where Pango is not on the machine.
    weasyprint, URLFetcher = None, object

#: Form, as it stands in the address → its template.
FORMS = {
    "ap-phich": "cchc_channels/printed/poster.html",
    "to-gap": "cchc_channels/printed/leaflet.html",
    "the-qr": "cchc_channels/printed/card.html",
}
#: The inner side of a leaflet holds so many lines of so many letters; below each paragraph stays a
#: part of a line free.
LINES, LETTERS, GAP = 104, 40, 0.6
_FONTS = Path(__file__).parent / "fonts"


def can_print():
    return weasyprint is not None


def printed(request, model, pk, form):
    """A PDF of what everybody may read, in one of ``FORMS``; drawn once, then kept."""
    if form not in FORMS or not can_print():
        raise Http404
    shown, kind = shown_at(model, pk)
    pdf = cache.get_or_set(
        f"cchc-printed-{form}-{version_of(shown)}",
        lambda: _drawn(FORMS[form], _context(request, shown, kind)),
        A_DAY,
    )
    response = HttpResponse(pdf, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{form}-{pk}.pdf"'
    patch_cache_control(response, public=True, max_age=A_DAY)
    return response


def _context(request, shown, kind):
    label, name, facts, site_name = name_and_facts(request, shown, kind)
    address = request.build_absolute_uri(_path_of(shown, request))
    entry = shown.get_search_entry() if kind else None
    return {
        "kind": label,
        "name": name,
        "facts": facts,
        "site_name": site_name,
        "unit": getattr(shown, "unit", None),
        "address": address.partition("://")[2].rstrip("/"),
        "qr": qr_svg(address),
        "lead": entry.summary if entry else "",
        **_fitting(entry.passages if entry else ()),
    }


def _path_of(shown, request):
    if short := getattr(shown, "permalink", ""):
        return short
    return shown.get_url(request) if isinstance(shown, Page) else shown.get_absolute_url()


def _fitting(passages):
    """Return the ``texts`` that fit on a leaflet, whole sentences, and whether it ``has_more``."""
    texts, left = [], float(LINES)
    for paragraph in (line for passage in passages for line in passage.text.splitlines()):
        lines = ceil(len(paragraph) / LETTERS)
        if lines > left:
            end = max(paragraph.rfind(f"{mark} ", 0, int(left) * LETTERS) for mark in ".;?!")
            texts += [paragraph[: end + 1]] if end > 0 else []
            return {"texts": texts, "has_more": True}
        texts.append(paragraph)
        left -= lines + GAP
    return {"texts": texts, "has_more": False}


def _drawn(template, context):
    html = render_to_string(template, context)
    return weasyprint.HTML(string=html, url_fetcher=OwnFonts()).write_pdf()


class OwnFonts(URLFetcher):
    """Hands out the fonts of this room, and nothing else: no text fetches anything."""

    def fetch(self, url, headers=None):
        name = url.removeprefix("fonts:/")
        if name not in {file.name for file in _FONTS.glob("*.ttf")}:
            raise ValueError(f"{url} is not fetched")
        body = (_FONTS / name).read_bytes()
        return URLFetcherResponse(url, body, {"Content-Type": "font/ttf"})
