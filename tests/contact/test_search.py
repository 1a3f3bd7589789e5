"""Questions for telephone, address and hours find the unit, and are answered from the fields."""

import pytest
from django.utils import translation

from cchc_wagtail.contact.answers import fact_of
from cchc_wagtail.contact.models import ContactPage
from cchc_wagtail.search import search
from tests.factories import ContactPageFactory, UnitFactory

from .conftest import HOURS

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def vietnamese():
    with translation.override("vi"):
        yield


@pytest.fixture
def office(index):
    unit = UnitFactory(office=True)
    unit.telephone, unit.address = "0276 111 111", "Số 2 đường Ví Dụ"
    unit.save()
    return ContactPageFactory(
        parent=index,
        unit=unit,
        title="Sở Ngoại vụ: Văn phòng Sở",
        slug="van-phong",
        other_names="Sở Ngoại vụ\nBộ phận Một cửa",
        hours=HOURS,
    )


@pytest.mark.parametrize(
    "typed, words",
    [
        ("sở ngoại vụ ở đâu, số điện thoại", "điện thoại 0276 111 111, địa chỉ: Số 2 đường Ví Dụ"),
        ("so dien thoai so ngoai vu", "điện thoại 0276 111 111"),
        ("giờ làm việc của bộ phận một cửa", "Thứ Hai đến thứ Sáu: 07:30–11:30, 13:30–17:00"),
        ("số điện thoại phòng thử", "điện thoại 0276 000 000"),
        ("địa chỉ sở ngoại vụ", "địa chỉ: Số 2 đường Ví Dụ"),
        ("dia chi cua so ngoai vu", "địa chỉ: Số 2 đường Ví Dụ"),
        ("trụ sở sở ngoại vụ", "địa chỉ: Số 2 đường Ví Dụ"),
        ("sở ngoại vụ nằm ở đâu", "địa chỉ: Số 2 đường Ví Dụ"),
        ("mấy giờ sở ngoại vụ mở cửa", "Thứ Hai đến thứ Sáu: 07:30–11:30, 13:30–17:00"),
        ("may gio bo phan mot cua lam viec", "Thứ Hai đến thứ Sáu: 07:30–11:30, 13:30–17:00"),
        ("sở ngoại vụ mấy giờ mở cửa", "Thứ Hai đến thứ Sáu: 07:30–11:30, 13:30–17:00"),
        ("thứ bảy sở ngoại vụ có làm việc không", "Thứ Hai đến thứ Sáu: 07:30–11:30, 13:30–17:00"),
    ],
)
def test_a_question_is_answered_from_the_fields(office, contact, typed, words):
    results = search(typed)
    page = contact if "thử" in typed else office
    # The page of one-stop results has words of it in its title too.
    assert page.url in [hit.url.partition("#")[0] for hit in results.hits[:2]]
    assert results.answer.is_known
    assert words in results.answer.text
    assert results.answer.url.partition("#")[0] == page.url


@pytest.mark.parametrize(
    "typed",
    [
        "email sở ngoại vụ",
        "email của sở ngoại vụ là gì",
        "thu dien tu so ngoai vu",
        "fax sở ngoại vụ",
    ],
)
def test_whoever_asks_for_a_way_to_write_gets_all_there_are(office, typed):
    office.unit.email = "vidu@example.org"
    office.unit.save()
    answer = search(typed).answer
    assert (answer.kind, answer.is_known) == ("contact", True)
    assert "thư điện tử vidu@example.org" in answer.text


@pytest.mark.parametrize(
    "typed",
    ["thay đổi địa chỉ doanh nghiệp", "địa chỉ thường trú", "đăng ký email công vụ"],
)
def test_what_a_thing_is_called_asks_for_nothing(office, typed):
    assert search(typed).answer is None


@pytest.mark.parametrize(
    "typed",
    ["sở ngoại vụ ở đâu", "so dien thoai so ngoai vu", "giờ làm việc của bộ phận một cửa"],
)
def test_nothing_is_answered_from_an_empty_field(index, typed):
    ContactPageFactory(
        parent=index,
        unit=UnitFactory(office=True),
        title="Sở Ngoại vụ: Văn phòng Sở",
        other_names="Sở Ngoại vụ\nBộ phận Một cửa",
    )
    answer = search(typed).answer
    assert not answer.is_known
    assert answer.text.startswith("Ở đây chưa có")
    assert answer.text.endswith("của Văn phòng Sở")


def test_what_it_does_not_know_of_is_no_fact(office):
    assert search("lệ phí sở ngoại vụ bao nhiêu tiền").answer is None


def test_it_is_found_by_other_names_and_duties(contact):
    assert search("quầy hướng dẫn").hits[0].url.startswith(contact.url)
    assert search("trả lời về việc thử").hits[0].url.startswith(contact.url)


def test_the_search_follows_the_register(contact):
    contact.unit.telephone = "0276 222 222"
    contact.unit.save()
    assert "0276 222 222" in search("số điện thoại phòng thử").hits[0].summary


def test_answers_take_two_queries(contact, django_assert_max_num_queries):
    for name in ["place", "contact", "hours", "fee"]:
        with django_assert_max_num_queries(2):
            fact_of(ContactPage.objects.filter(pk=contact.pk), name)
