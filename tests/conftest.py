import os
from pathlib import Path

import pytest
from django.core.management import call_command

# Playwright keeps an event loop running in the thread of the tests that drive a browser.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")


@pytest.fixture(scope="session")
def shared_data():
    """The folder of reference data beside the repository; its tests skip where it is absent."""
    folder = Path(__file__).resolve().parent.parent.parent / "shared" / "data"
    if not folder.exists():
        pytest.skip("the reference data (../shared/data) is not here")
    return folder


@pytest.fixture
def section(db):
    """The reform section as ``cchc_setup`` makes it, without example content."""
    from cchc_wagtail.portal.models import ReformHomePage

    call_command("cchc_setup", verbosity=0)
    return ReformHomePage.objects.get()


@pytest.fixture
def log_in(client, section):
    """Log in as the kind of user named; ``anonymous`` stays out."""

    from cchc_wagtail.organisation.models import Unit
    from tests.factories import UserFactory

    def log_in(kind):
        client.logout()
        if kind == "admin":
            client.force_login(UserFactory(admin=True))
        elif kind != "anonymous":
            group = Unit.objects.filter(kind=kind).first().group
            client.force_login(UserFactory(groups=[group]))
        return client

    return log_in
