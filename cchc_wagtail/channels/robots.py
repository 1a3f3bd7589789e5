"""What searching machines ask a site for first, where the site itself has none."""

from django.http import HttpResponse
from django.urls import reverse


def robots(request):
    """Name the sitemap; what one searches for is different for everybody, and is left out."""
    lines = [
        "User-agent: *",
        f"Disallow: {reverse('cchc_wagtail:search')}",
        f"Sitemap: {request.build_absolute_uri(reverse('cchc_wagtail:sitemap'))}",
    ]
    return HttpResponse("\n".join([*lines, ""]), content_type="text/plain; charset=utf-8")
