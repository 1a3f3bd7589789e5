"""A list of situations, and who handles what is asked there."""

import pytest
from wagtail.models import Site

from tests.factories import SituationIndexPageFactory
from tests.open_forms.people import people, units, workflow  # noqa: F401

ROLES = ["anonymous", "unit", "other_unit", "office", "leadership", "admin"]


@pytest.fixture
def index(db):
    home = Site.objects.get(is_default_site=True).root_page
    return SituationIndexPageFactory(parent=home, slug="hoi-dap")


@pytest.fixture
def log_in_as(client, people):  # noqa: F811
    """Log in as a role; ``anonymous`` stays out."""

    def log_in_as(role):
        client.logout()
        if role != "anonymous":
            client.force_login(people[role])
        return client

    return log_in_as
