from django.http import Http404
from django.shortcuts import redirect

from .models import ProcedurePage


def procedure(request, code):
    """Send the permalink of a procedure to its page. ``code`` has hyphens for dots."""
    pages = ProcedurePage.objects.live().public().filter(code=code.replace("-", "."))
    page = pages.order_by("pk").first()
    if page is None:
        raise Http404
    return redirect(page.get_url(request))
