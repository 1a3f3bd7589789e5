from django.http import Http404
from wagtail import hooks

from .files import may_have


@hooks.register("before_serve_document")
def keep_what_is_not_published(document, request):
    """Answer as if there were no such file: whether there is one is not for everybody."""
    if not may_have(request.user, document):
        raise Http404("This file is not published.")
