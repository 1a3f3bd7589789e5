"""Every permission of the rooms is given and taken in Wagtail's form of a group."""

import io
import re
from pathlib import Path

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.management import call_command
from django.urls import reverse
from wagtail import hooks

import cchc_wagtail
from cchc_wagtail.organisation.models import Unit
from cchc_wagtail.portal.models import GrantedPermission
from cchc_wagtail.portal.setup.groups import model_permissions
from tests.factories import UnitFactory, UserFactory

pytestmark = pytest.mark.django_db

ASKED = re.compile(r"\"(cchc_[a-z]+)\.([a-z]+_[a-z]+)\"")


def offered():
    """The permissions that the form of a group offers, as ``(app, codename)``."""
    found = set()
    for hook in hooks.get_hooks("register_permissions"):
        found.update(hook().values_list("content_type__app_label", "codename"))
    return found


def asked():
    """The permissions that the code of the rooms names."""
    known = set(Permission.objects.values_list("content_type__app_label", "codename"))
    for path in Path(cchc_wagtail.__file__).parent.rglob("*.py"):
        if "migrations" not in path.parts:
            yield from known.intersection(ASKED.findall(path.read_text(encoding="utf-8")))


def test_the_form_offers_every_permission_that_is_asked():
    wanted = set(asked())
    assert ("cchc_questions", "change_question") in wanted
    assert wanted <= offered()


@pytest.mark.parametrize("kind", Unit.Kind.values)
def test_the_form_offers_every_permission_that_set_up_grants(kind):
    granted = {(one.content_type.app_label, one.codename) for one in model_permissions(kind)}
    assert granted <= offered()


def test_a_permission_is_given_and_taken_in_the_form(client, section):
    client.force_login(UserFactory(admin=True))
    group = Unit.objects.filter(kind=Unit.Kind.OFFICE).first().group
    permission = Permission.objects.get(codename="change_question")
    assert permission in group.permissions.all()
    for wanted in ([], [permission.pk], []):
        send_form(client, group, wanted)
        assert list(group.permissions.values_list("pk", flat=True)) == wanted


def send_form(client, group, permissions):
    address = reverse("wagtailusers_groups:edit", args=[group.pk])
    page = client.get(address)
    data = {"name": group.name, "permissions": permissions}
    for panel in page.context["permission_panels"]:
        prefix = panel.management_form.prefix
        for name in ("TOTAL_FORMS", "INITIAL_FORMS", "MIN_NUM_FORMS"):
            data[f"{prefix}-{name}"] = 0
        data[f"{prefix}-MAX_NUM_FORMS"] = 1000
    response = client.post(address, data)
    assert response.status_code == 302, response.context["form"].errors


def run_set_up():
    call_command("cchc_setup", stdout=io.StringIO())


def test_set_up_gives_what_is_new_to_the_groups_it_made(section):
    unit = Unit.objects.filter(kind=Unit.Kind.OFFICE).first()
    permission = Permission.objects.get(codename="view_loggedquery")
    # As it is where the group was made before there was this permission.
    unit.group.permissions.remove(permission)
    GrantedPermission.objects.filter(group=unit.group, permission=permission).delete()
    run_set_up()
    assert permission in unit.group.permissions.all()


def test_what_an_administrator_took_stays_away(section):
    unit = Unit.objects.filter(kind=Unit.Kind.OFFICE).first()
    unit.group.permissions.clear()
    run_set_up()
    assert not unit.group.permissions.exists()


def test_set_up_leaves_the_groups_of_the_host_alone(section):
    group = Group.objects.create(name="Nhóm của trang chủ")
    UnitFactory(name="Đơn vị ghép", group=group)
    namesake = Group.objects.create(name="Phòng trùng tên nhóm")
    UnitFactory(name=namesake.name)
    run_set_up()
    assert not group.permissions.exists()
    assert not namesake.permissions.exists()
