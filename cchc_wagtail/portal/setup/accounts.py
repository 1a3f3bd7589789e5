"""The accounts of the demo: a role each, with a password that everybody can read."""

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group

from . import read

PASSWORD = "cchc"
ADMIN = "admin"


def demo_accounts():
    """Return ``(username, name of the role, slug of the unit or None)`` of the demo's accounts."""
    roles = [(role["username"], role["name"], role["unit"]) for role in read("demo/roles.json")]
    return [(ADMIN, "Quản trị hệ thống", None), *roles]


def create_accounts():
    """Create the demo accounts that are missing; return ``(username, role)`` of all of them."""
    users = get_user_model()
    accounts = demo_accounts()
    for username, name, unit in accounts:
        if users.objects.filter(username=username).exists():
            continue
        email = f"{username}@example.org"
        if unit is None:
            users.objects.create_superuser(username, email, PASSWORD)
        else:
            user = users.objects.create_user(username, email, PASSWORD, first_name=name)
            user.groups.add(Group.objects.get(cchc_unit__slug=unit))
    return [(username, name) for username, name, _unit in accounts]


def has_demo_password(username):
    """Tell whether the account ``username`` has the password of the demo, not one of its own."""
    return get_user_model().objects.get(username=username).check_password(PASSWORD)


def open_accounts():
    """Return the names of the active accounts of the demo that still have its password."""
    names = [username for username, _name, _unit in demo_accounts()]
    found = get_user_model().objects.filter(username__in=names, is_active=True).order_by("pk")
    return [user.get_username() for user in found if user.check_password(PASSWORD)]
