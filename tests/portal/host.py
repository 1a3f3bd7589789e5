"""An editor of the host's own pages, who has nothing to do with the section."""

from django.contrib.auth.models import Group, Permission
from wagtail.models import GroupPagePermission, Site

from sandbox.home.models import HomePage
from tests.factories import UserFactory

GROUP = "Biên tập trang chủ"


def host_page():
    """Return a page of the host outside the section."""
    home = Site.objects.get(is_default_site=True).root_page
    return home.add_child(instance=HomePage(title="Giới thiệu cơ quan", slug="gioi-thieu-co-quan"))


def host_editor(page):
    """Return a user who adds, changes and publishes ``page`` and what is below it."""
    group = Group.objects.create(name=GROUP)
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    for codename in ("add_page", "change_page", "publish_page"):
        permission = Permission.objects.get(
            content_type__app_label="wagtailcore", codename=codename
        )
        GroupPagePermission.objects.create(group=group, page=page, permission=permission)
    return UserFactory(username="host", groups=[group])
