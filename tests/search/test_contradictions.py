"""What an editor is told of a synonym that another makes useless, or that misleads."""

import pytest
from django.core.exceptions import ValidationError

from cchc_wagtail.search.models import Synonym
from cchc_wagtail.search.text.contradictions import MOST_TITLES
from tests.factories import ProcedurePageFactory

pytestmark = pytest.mark.django_db


def problems(words, meaning, **fields):
    try:
        Synonym(words=words, meaning=meaning, **fields).full_clean()
    except ValidationError as error:
        return error.messages
    return []


@pytest.fixture
def register(db):
    Synonym.objects.create(words="bằng lái", meaning="giấy phép lái xe")
    Synonym.objects.create(words="GPLX", meaning="giấy phép lái xe", both_ways=True)
    Synonym.objects.create(words="di chúc", meaning="chứng thực di chúc")


@pytest.mark.parametrize(
    "words, meaning, told",
    [
        ("bằng dấu", "giấy phép lái xe", None),
        ("giấy phép lái xe", "bằng lái", "bằng lái → giấy phép lái xe"),
        ("bằng dấu", "bằng lái", "bằng lái → giấy phép lái xe"),
        ("giấy phép lái xe", "lái xe an toàn", "bằng lái → giấy phép lái xe"),
        ("chúc thư", "di chúc", None),
        ("bằng dấu", "GPLX", None),
        ("giấy phép lái xe", "GPLX", "GPLX ↔ giấy phép lái xe"),
    ],
)
def test_pairs_that_contradict_are_named(register, words, meaning, told):
    found = problems(words, meaning)
    assert bool(found) == bool(told), found
    assert not told or told in " ".join(found)


def test_a_second_meaning_that_leads_on_may_be_given_too(register):
    Synonym.objects.create(words="bằng dấu", meaning="giấy phép lái xe")
    assert not problems("bằng dấu", "bằng lái")


@pytest.fixture
def many_titles(procedures):
    for number in range(MOST_TITLES):
        ProcedurePageFactory(parent=procedures, title=f"Thuê đất và thuê nhà, mẫu {number}")


def test_words_that_many_titles_have_are_not_drawn_away(many_titles):
    (told,) = problems("thuê nhà", "đăng ký tạm trú")
    assert str(MOST_TITLES) in told and "Thuê đất và thuê nhà" in told
    assert not problems("thuế đất", "thuế sử dụng đất"), "other marks are other words"
    assert not problems("thuê nhà", "thuê nhà công vụ"), "the meaning only says more"
    assert not problems("thuê nhà", "mướn nhà", both_ways=True)


def test_a_pair_of_long_ago_may_still_be_changed(many_titles):
    pair = Synonym.objects.create(words="thuê nhà", meaning="đăng ký tạm trú")
    pair.meaning = "thông báo lưu trú"
    pair.full_clean()
    pair.words = "thuê đất"
    with pytest.raises(ValidationError):
        pair.full_clean()


def test_the_check_takes_two_queries(register, many_titles, django_assert_num_queries):
    with django_assert_num_queries(2):
        Synonym(words="bằng dấu", meaning="giấy phép lái xe").clean()
