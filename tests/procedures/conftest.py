import pytest


@pytest.fixture
def index(section):
    """The list of procedures."""
    return section.get_children().get(slug="thu-tuc").specific
