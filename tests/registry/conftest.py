import pytest

from cchc_wagtail.registry.models import LegalDocument


@pytest.fixture
def empty_registry(section):
    """The reform section, without the documents that set-up registers."""
    LegalDocument.objects.all().delete()
    return section


@pytest.fixture
def column(empty_registry):
    """The news column, in which articles cite what is registered or not."""
    return empty_registry.get_children().get(slug="tin-tuc").specific
