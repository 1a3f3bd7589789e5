import io
import os
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.utils import translation
from pytest_django.plugin import blocking_manager_key
from wagtail.models import Site

# Playwright keeps an event loop running in the thread of the tests that drive a browser.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item, nextitem):
    """Give the tables back what the migrations put there, after a test that emptied them all.

    The tests of other files may come after it: which file is next is decided by the workers.
    """
    result = yield
    marker = item.get_closest_marker("django_db")
    if nextitem is not None and marker and marker.kwargs.get("transaction"):
        with item.config.stash[blocking_manager_key].unblock():
            content = connection._test_serialized_contents
            connection.creation.deserialize_db_from_string(content)
    return result


@pytest.fixture(scope="session")
def shared_data():
    """The folder of reference data beside the repository; its tests skip where it is absent."""
    folder = Path(__file__).resolve().parent.parent.parent / "shared" / "data"
    if not folder.exists():
        pytest.skip("the reference data (../shared/data) is not here")
    return folder


@pytest.fixture(autouse=True)
def mail_at_once(monkeypatch):
    """Mails are sent without a thread, which would not see the transaction of a test."""
    from cchc_wagtail.mail.outbox import _sender, send_new

    monkeypatch.setattr(_sender, "wake", send_new.call)


@pytest.fixture(autouse=True)
def office_forgotten():
    """The Office that footers keep was undone with the test that made it."""
    from cchc_wagtail.contact.office import forget_office

    forget_office()


@pytest.fixture(autouse=True)
def language_of_the_site():
    """The language of the last page that a test has opened is not that of the next test."""
    yield
    translation.deactivate()


@pytest.fixture
def forgotten_sites():
    """Forgets the sites that a test makes: their addresses outlive its transaction in a cache."""
    yield
    Site.clear_site_root_paths_cache()


@contextmanager
def undone_with_the_module(blocker):
    """Lets a fixture of a module write into the database; all of it is undone in the end."""
    with blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def set_up(django_db_setup, django_db_blocker):
    """``cchc_setup``, run once for a module; what a test changes of it is undone with the test."""
    with undone_with_the_module(django_db_blocker):
        call_command("cchc_setup", verbosity=0)
        yield


@pytest.fixture(scope="module")
def demo_set_up(django_db_setup, django_db_blocker):
    """``cchc_setup --demo``, run once for a module; gives what it printed."""
    out = io.StringIO()
    with undone_with_the_module(django_db_blocker):
        call_command("cchc_setup", demo=True, insecure_accounts=True, stdout=out)
        yield out.getvalue()


@pytest.fixture
def section(set_up, db):
    """The reform section as ``cchc_setup`` makes it, without example content."""
    from cchc_wagtail.portal.models import ReformHomePage

    return ReformHomePage.objects.get()


@pytest.fixture
def demo(demo_set_up, db):
    """The section with the example content; gives what ``cchc_setup --demo`` printed."""
    return demo_set_up


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
