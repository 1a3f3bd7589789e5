import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_wagtail.language import sort_key

VIETNAMESE = st.text(alphabet="aăâbdđeêoôơuưàảãáạằấhnAĐ 0123456789.-")


@pytest.mark.parametrize(
    "ordered",
    [
        list("aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"),
        ["ma", "mà", "mả", "mã", "má", "mạ"],
        ["An Giang", "Ăn uống", "Ấn Độ", "Ba Vì", "Da Krông", "Đà Nẵng", "Đắk Lắk", "Êa"],
        ["ba", "bà", "bả ơi", "bá", "bạ", "ban", "bàn", "bang", "bă"],
        ["hoa", "hoa hồng", "hòa bình", "hoan hô"],
        ["Điều 2", "Điều 10", "Điều 10a", "Điều 100"],
        ["2 bước", "10 bước", "bước"],
        ["Tây Ninh", "Thái Bình", "Thái Nguyên", "Thanh Hóa", "Thành phố Hồ Chí Minh"],
    ],
)
def test_order(ordered):
    shuffled = random.Random(7).sample(ordered, len(ordered))
    assert sorted(shuffled, key=sort_key) == ordered


def test_case_punctuation_and_tone_place_count_for_nothing():
    assert sort_key("Hòa Bình") == sort_key("HOÀ-BÌNH")


@given(VIETNAMESE, VIETNAMESE)
def test_a_text_never_comes_after_its_own_continuation(text, more):
    assert sort_key(text) <= sort_key(f"{text} {more}")


@given(st.text())
def test_a_key_can_be_stored_and_compared_by_code_point(text):
    assert set(sort_key(text)) <= set("0123456789abcdefghijklmnopqrstuvwxyz")


@given(st.integers(min_value=0), st.integers(min_value=0))
def test_numbers_are_in_order_of_value(one, other):
    assert (sort_key(str(one)) < sort_key(str(other))) == (one < other)
