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
