"""Accounts with a password that everybody can read: where they are made, and who names them."""

import io

import pytest
from django.contrib.auth import get_user_model
from django.core.management import CommandError, call_command

from cchc_wagtail.portal.checks import check_demo_accounts
from cchc_wagtail.portal.models import ReformHomePage
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


def test_no_demo_where_debug_is_off_unless_said_twice():
    with pytest.raises(CommandError, match="--insecure-accounts"):
        call_command("cchc_setup", demo=True, stdout=io.StringIO())
    assert not get_user_model().objects.exists()
    assert not ReformHomePage.objects.exists()


def test_with_debug_the_demo_is_asked_for_once(settings):
    settings.DEBUG = True
    call_command("cchc_setup", demo=True, stdout=io.StringIO())
    assert get_user_model().objects.filter(username="admin", is_superuser=True).exists()


def test_a_check_names_the_accounts_that_everybody_can_use(settings):
    def named():
        found = check_demo_accounts(None, databases=["default"])
        return " ".join(warning.msg for warning in found)

    assert named() == ""
    admin = UserFactory(username="admin", admin=True, password="cchc")
    UserFactory(username="lanhsu", password="cchc")
    UserFactory(username="vanphong", password="a password of its own")
    assert "admin, lanhsu." in named()
    assert "vanphong" not in named()
    admin.is_active = False
    admin.save()
    assert "admin" not in named()
    assert check_demo_accounts(None, databases=None) == []
    settings.DEBUG = True
    assert named() == ""


def test_the_check_runs_with_those_of_the_database(db):
    UserFactory(username="admin", admin=True, password="cchc")
    out = io.StringIO()
    call_command("check", databases=["default"], stdout=out, stderr=out)
    assert "cchc_portal.W001" in out.getvalue()
