"""A list of initiatives with one of a unit, and who handles what is proposed there."""

import pytest
from wagtail.models import Site

from tests.factories import InitiativeIndexPageFactory, InitiativePageFactory
from tests.open_forms.people import people, units, workflow  # noqa: F401


@pytest.fixture
def index(db):
    home = Site.objects.get(is_default_site=True).root_page
    return InitiativeIndexPageFactory(parent=home, slug="sang-kien-thu")


@pytest.fixture
def initiative(index, units):  # noqa: F811
    """One of the unit, on trial."""
    return InitiativePageFactory(
        parent=index, title="Nộp hồ sơ qua bưu chính", unit=units["unit"], status="trial"
    )
