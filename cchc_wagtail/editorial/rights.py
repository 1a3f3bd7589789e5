"""Who has any right of the section at all: nothing of it is shown to others in the admin."""

from django.core.exceptions import PermissionDenied
from wagtail.admin.menu import MenuItem
from wagtail.models import Page

from cchc_wagtail.organisation.models import units_of

from .permissions import page_policy
from .pieces import tasks_in_groups_of

APPS = "cchc_"
ON_PAGES = {"add", "change", "publish", "lock", "unlock", "bulk_delete"}


def has_rights(user):
    """Tell whether ``user`` has any right of the section, asked for once a request.

    By a unit, a permission of the rooms, a task of the review, or as an editor of pages in it.
    """
    if not hasattr(user, "_cchc_has_rights"):
        user._cchc_has_rights = bool(
            user.is_superuser
            or units_of(user)
            or any(permission.startswith(APPS) for permission in user.get_all_permissions())
            or tasks_in_groups_of(user)
            or _edits_pages(user)
        )
    return user._cchc_has_rights


def _edits_pages(user):
    mine = page_policy().instances_user_has_any_permission_for(user, ON_PAGES)
    pages = Page.objects.filter(content_type__app_label__startswith=APPS)
    return pages.filter(pk__in=mine.order_by().values("pk")).exists()


class RightsMixin:
    """A view that asks for no right in particular, but for some right of the section."""

    def dispatch(self, request, *args, **kwargs):
        if not has_rights(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


class RightsMenuItem(MenuItem):
    def is_shown(self, request):
        return has_rights(request.user)
