import pytest
from django.db import connection
from wagtail.models import Site

from tests.factories import ProcedureIndexPageFactory


@pytest.fixture
def engine(db):
    """For tests that need answers; skipped where the database has no engine yet."""
    if connection.vendor != "sqlite":
        pytest.skip("this database has no search engine yet")


@pytest.fixture
def procedures(db):
    """The page below which procedures are made."""
    home = Site.objects.get(is_default_site=True).root_page
    return ProcedureIndexPageFactory(parent=home, slug="thu-tuc")
