"""The addresses that the package takes in a site, where pages may stand."""

from functools import wraps

from django.http import Http404, HttpResponseBadRequest
from django.urls import get_resolver
from django.utils.translation import get_language_from_path
from django.utils.translation import gettext as _
from wagtail.views import serve


def or_page_of_site(view):
    """Make ``view`` pass on what it does not know: it may be the address of a page of the site."""

    @wraps(view)
    def find(request, *args, **kwargs):
        try:
            return view(request, *args, **kwargs)
        except Http404:
            return _serve_page(request)

    return find


def page_of_site_first(view):
    """Show the page that the site has at the address of ``view``; with parameters it is ours."""

    @wraps(view)
    def find(request, *args, **kwargs):
        if not request.GET:
            try:
                return _serve_page(request)
            except Http404:
                pass
        return view(request, *args, **kwargs)

    return find


def answer_of_site_first(view):
    """Answer as the site itself does at this address, by a page or a route of its own, if it does.

    The routes of the package stand before those of the site, which may well have a sitemap.
    """

    @wraps(view)
    def find(request, *args, **kwargs):
        for route in get_resolver(getattr(request, "urlconf", None)).url_patterns:
            try:
                found = route.resolve(request.path_info.lstrip("/"))
                if found and "cchc_wagtail" not in found.app_names:
                    return found.func(request, *found.args, **found.kwargs)
            except Http404:  # Resolver404 among them
                pass
        return view(request, *args, **kwargs)

    return find


def _serve_page(request):
    """Serve the page of the site at this address, which may begin with its language."""
    language = get_language_from_path(request.path_info)
    path = request.path_info.removeprefix(f"/{language}/" if language else "/")
    return serve(request, path.lstrip("/"))


def not_an_address(request):
    """Answer 400 to an address with a character that none can have."""
    return HttpResponseBadRequest(
        _("This address has a character that no address of this site can have."),
        content_type="text/plain; charset=utf-8",
    )
