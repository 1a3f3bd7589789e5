"""What the admin's menu leads to, and what it says of the user's work.

Every page of the admin shows it: all it tells is asked for in one query.
"""

from django.contrib.auth import get_user_model
from django.db.models import Exists, IntegerField, Subquery
from django.utils.translation import gettext as _
from wagtail.admin.menu import MenuItem

from cchc_wagtail.organisation.models import UnreadContent, is_confined

from .pieces import work_of
from .rights import RightsMenuItem


class CountOf(Subquery):
    """How many rows a query set has."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) _counted)"
    output_field = IntegerField()


class WorkMenuItem(RightsMenuItem):
    """Leads to a user's work, and says how much waits for them."""

    def render_component(self, request):
        component = super().render_component(request)
        count, _is_unread = _told(request)
        if count:
            component.label = _("%(label)s (%(count)d)") % {"label": self.label, "count": count}
        return component


class FiguresMenuItem(MenuItem):
    def is_shown(self, request):
        return not is_confined(request.user)


class UnreadMenuItem(MenuItem):
    """Is there for those who see the content of all, once something could not be read."""

    def is_shown(self, request):
        if is_confined(request.user):
            return False
        _count, is_unread = _told(request)
        return is_unread


def _told(request):
    """Return how many pieces wait for the user, and whether anything could not be read."""
    if not hasattr(request, "_cchc_menu"):
        work = work_of(request.user).order_by().values("pk")
        user = get_user_model().objects.filter(pk=request.user.pk)
        request._cchc_menu = user.values_list(
            CountOf(work), Exists(UnreadContent.objects.all())
        ).get()
    return request._cchc_menu
