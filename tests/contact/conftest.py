import pytest

from tests.factories import ContactPageFactory, UnitFactory

HOURS = [(1, 5, "07:30", "11:30"), (1, 5, "13:30", "17:00")]


@pytest.fixture
def index(section):
    """The list of contacts."""
    return section.get_children().get(slug="lien-he").specific


@pytest.fixture
def contact(index):
    unit = UnitFactory(
        name="Phòng Thử",
        telephone="0276 000 000",
        email="phongthu@example.org",
        address="Số 1 đường Ví Dụ",
    )
    return ContactPageFactory(
        parent=index,
        unit=unit,
        title="Phòng Thử, Sở Ngoại vụ",
        slug="phong-thu",
        other_names="Quầy hướng dẫn",
        map_url="https://map.example.org/1",
        duties="<p>Trả lời về việc thử.</p>",
        hours=HOURS,
    )
