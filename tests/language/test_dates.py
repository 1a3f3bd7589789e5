import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_wagtail.language import format_date, format_date_long, parse_date


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("04/4/2024", (2024, 4, 4)),
        ("4-4-2024", (2024, 4, 4)),
        ("4.4.2024", (2024, 4, 4)),
        ("ngày 04 tháng 4 năm 2024", (2024, 4, 4)),
        ("Ngày 04/04/2024", (2024, 4, 4)),
        ("ngay 4 thang 12 nam 2024", (2024, 12, 4)),
        ("ngày\u00a023 / 4 / 2018 ", (2018, 4, 23)),
        ("29/02/2024", (2024, 2, 29)),
        (" 2024-04-23", (2024, 4, 23)),
    ],
)
def test_parse_date(text, date):
    assert parse_date(text) == datetime.date(*date)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "29/02/2023",
        "31/4/2024",
        "0/1/2024",
        "1/13/2024",
        "1/1/0000",
        "04/4/24",
        "04/4-2024",
        "2024-4-4",
        "2023-02-29",
        "20240404",
        "2024/04/04",
        "04/4",
        "tháng 4 năm 2024",
        "61/2018/NĐ-CP",
        "04/4/2024 của UBND",
    ],
)
def test_what_is_no_date_gives_none(text):
    assert parse_date(text) is None


def test_leading_zeros_follow_the_decree():
    assert format_date(datetime.date(2024, 4, 4)) == "04/4/2024"
    assert format_date(datetime.date(2024, 1, 19)) == "19/01/2024"
    assert format_date(datetime.date(2024, 2, 9)) == "09/02/2024"
    assert format_date(datetime.date(2024, 12, 31)) == "31/12/2024"
    assert format_date_long(datetime.date(2024, 4, 4)) == "ngày 04 tháng 4 năm 2024"


@given(st.dates())
def test_round_trip(date):
    assert parse_date(format_date(date)) == date
    assert parse_date(format_date_long(date)) == date


@given(st.text())
def test_any_text_is_answered(text):
    assert parse_date(text) is None or isinstance(parse_date(text), datetime.date)
