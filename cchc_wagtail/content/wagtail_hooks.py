from django.http import Http404
from wagtail import hooks

from .files import may_have
from .translated import TranslatedMixin, with_links


@hooks.register("before_serve_document")
def keep_what_is_not_published(document, request):
    """Answer as if there were no such file: whether there is one is not for everybody."""
    if not may_have(request.user, document):
        raise Http404("This file is not published.")


@hooks.register("on_serve_page")
def name_address_and_languages(serve):
    """Name the one address of a page and its versions in other languages to machines."""

    def serve_with_links(page, request, args, kwargs):
        response = serve(page, request, args, kwargs)
        is_whole = response.status_code == 200 and isinstance(page, TranslatedMixin)
        if is_whole and request.path == page.get_url(request):
            return with_links(response, page, request)
        return response

    return serve_with_links
