"""Effects as people write them."""

from decimal import Decimal

import pytest
from django.utils.translation import override

from cchc_wagtail.initiatives.amounts import amount_of, change_in_words, units_of
from cchc_wagtail.initiatives.blocks import EffectBlock


@pytest.mark.parametrize(
    "text, number, unit",
    [
        ("10", "10", ""),
        ("10 ngày", "10", "ngày"),
        (" 1.250 hồ sơ ", "1250", "hồ sơ"),
        ("1.250.000,5đồng", "1250000.5", "đồng"),
        ("98,7 %", "98.7", "%"),
        ("98.7%", "98.7", "%"),
        ("-3 điểm", "-3", "điểm"),
        ("30 phút mỗi  lượt", "30", "phút mỗi lượt"),
    ],
)
def test_an_amount_is_read_as_it_is_written_in_vietnamese(text, number, unit):
    assert amount_of(text) == (Decimal(number), unit)


@pytest.mark.parametrize("text", ["", "nhanh hơn", "ít hơn 10 ngày"])
def test_what_begins_with_no_number_is_none(text):
    assert amount_of(text) is None


@pytest.mark.parametrize(
    "before, after, unit, said",
    [
        ("10", "4", "ngày", "giảm 60 %"),
        ("10 ngày", "4 ngày", "", "giảm 60 %"),
        ("10 ngày", "4", "Ngày", "giảm 60 %"),
        ("3", "4", "lần", "tăng 33,3 %"),
        ("80 %", "92,5 %", "", "tăng 12,5 điểm phần trăm"),
        ("95", "90", "%", "giảm 5 điểm phần trăm"),
        ("2", "2", "lần", "không thay đổi"),
        ("2", "0", "lần", "không còn"),
        ("12 %", "0 %", "", "không còn"),
        # Nothing is the share of nothing; other units do not compare; words are no numbers.
        ("0", "6", "tình huống", ""),
        ("10 ngày", "4 giờ", "", ""),
        ("nhiều", "4", "ngày", ""),
        ("-1", "4", "điểm", ""),
    ],
)
def test_a_change_is_said_where_it_can_be(before, after, unit, said):
    with override("vi"):
        assert change_in_words(before, after, unit) == said


def test_units_are_compared_without_case():
    assert units_of("10 Ngày", "4 ngày", "ngày") == ["ngày"]
    assert units_of("10 ngày", "4 giờ", "") == ["ngày", "giờ"]


@pytest.mark.parametrize(
    "before, after, unit, said",
    [
        ("1", "0", "lần", "Số lần đến: trước đây 1\u00a0lần, nay không còn"),
        ("2 lần", "0 lần", "", "Số lần đến: trước đây 2 lần, nay không còn"),
        ("10", "4", "lần", "Số lần đến: 10 → 4\u00a0lần (giảm 60 %)"),
        ("0", "0", "lần", "Số lần đến: 0 → 0\u00a0lần (không thay đổi)"),
    ],
)
def test_an_effect_in_one_line(before, after, unit, said):
    value = {"measure": "Số lần đến", "before": before, "after": after, "unit": unit, "source": ""}
    assert EffectBlock().to_python(value).in_words == said
