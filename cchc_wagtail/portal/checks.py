from django.conf import settings
from django.core import checks
from django.db import DatabaseError

from .setup.accounts import open_accounts


def check_demo_accounts(app_configs, databases=None, **kwargs):
    """Warn (W001) of accounts with the demo's password where DEBUG is off; asks the database."""
    if settings.DEBUG or not databases:
        return []
    try:
        names = open_accounts()
    except DatabaseError:
        # The command "migrate" checks before it makes the tables.
        return []
    if not names:
        return []
    return [
        checks.Warning(
            f"Accounts of the demo, whose password everybody can read: {', '.join(names)}.",
            hint="Delete them, deactivate them or give each a password of its own.",
            id="cchc_portal.W001",
        )
    ]
