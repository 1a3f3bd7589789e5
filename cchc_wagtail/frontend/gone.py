"""Pages that were published once and are not any more: their readers are told so, with the name.

An address may be printed on a poster or linked from anywhere; HTTP 410 says that it was right once
(RFC 9110, 15.5.11), and lets searching machines forget it.
"""

from django.shortcuts import render
from wagtail.log_actions import registry as logs
from wagtail.url_routing import RouteResult

from cchc_wagtail import clock


class GoneMixin:
    """For a page type: a page that was taken down answers 410 at its address."""

    def route(self, request, path_components):
        if not path_components and is_gone(self):
            return RouteResult(self)
        return super().route(request, path_components)

    def serve(self, request, *args, **kwargs):
        if not self.live and not getattr(request, "is_preview", False):
            return self.serve_gone(request)
        return super().serve(request, *args, **kwargs)

    def serve_gone(self, request):
        return gone(request, self, self.title, above=self.get_parent())


def is_gone(content):
    """Tell whether a page or snippet was published once and is not any more."""
    return not content.live and content.first_published_at is not None


def gone_since(content):
    """Return the day on which ``content`` was taken down, or None where nothing tells it."""
    entries = logs.get_logs_for_instance(content).filter(action__startswith="wagtail.unpublish")
    last = entries.order_by("-timestamp").first()
    return clock.day_of(last.timestamp) if last else None


def gone(request, content, name, *, since=None, reason="", replacement=None, above=None):
    """Return the answer for ``content``, taken down on the day ``since`` or as its log says.

    ``replacement`` is a page that takes its place, ``above`` the list in which it stood.
    """
    context = {
        "name": name,
        "since": since or gone_since(content),
        "reason": reason,
        "replacement": replacement,
        "above": above if above is not None and above.live else None,
    }
    return render(request, "cchc_frontend/gone.html", context, status=410)
