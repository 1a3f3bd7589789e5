import pytest
from wagtail.models import Site

from tests.factories import NewsColumnPageFactory


@pytest.fixture
def column(db):
    """A column of news, in which articles cite what is registered or not."""
    home = Site.objects.get(is_default_site=True).root_page
    return NewsColumnPageFactory(parent=home, slug="tin-tuc")
