import pytest

from tests.editorial.acting import build_office, write_article, write_document


@pytest.fixture
def office(db):
    return build_office()


@pytest.fixture
def column(office):
    return office.column


@pytest.fixture
def people(office):
    return office.people


@pytest.fixture
def tasks(office):
    return office.tasks


@pytest.fixture
def own_unit(office):
    """The professional unit of ``people["unit"]``."""
    return office.units["unit"]


@pytest.fixture(params=["page", "document"])
def piece(request, column, people, own_unit):
    """A draft written by the unit: an article, or a legal document."""
    if request.param == "page":
        return write_article(column, people["unit"], own_unit)
    return write_document(people["unit"], own_unit)


@pytest.fixture
def article(column, people, own_unit):
    return write_article(column, people["unit"], own_unit, title="Bài của phòng Lãnh sự")
