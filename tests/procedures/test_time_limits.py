import datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_wagtail.organisation.working_days import is_working_day
from cchc_wagtail.procedures.time_limits import TimeUnit, in_words, last_day


@pytest.mark.parametrize(
    "amount, unit, handed_in, expected",
    [
        # A Friday: the day of handing in does not count, the weekend does not either.
        ("8", "working_day", "2024-05-17", "2024-05-29"),
        # 30 April and 1 May are public holidays.
        ("1", "working_day", "2024-04-29", "2024-05-02"),
        ("3", "day", "2024-05-06", "2024-05-09"),
        # Ends on a Sunday: the next working day.
        ("2", "day", "2024-05-17", "2024-05-20"),
        # 31 January and a month: there is no 31 February.
        ("1", "month", "2024-01-31", "2024-02-29"),
        ("2", "month", "2024-11-15", "2025-01-15"),
        ("4", "hour", "2024-05-15", "2024-05-15"),
        ("8", "hour", "2024-05-15", "2024-05-16"),
        ("8", "hour", "2024-05-17", "2024-05-20"),
        ("0.5", "working_day", "2024-05-15", "2024-05-16"),
    ],
)
def test_the_last_day(amount, unit, handed_in, expected):
    day = datetime.date.fromisoformat(handed_in)
    assert last_day(Decimal(amount), unit, day) == datetime.date.fromisoformat(expected)


@pytest.mark.parametrize("amount, unit", [(None, "day"), (Decimal(3), ""), (Decimal(10**6), "day")])
def test_no_day_where_none_can_be_known(amount, unit):
    assert last_day(amount, unit, datetime.date(2024, 5, 15)) is None


@given(
    st.decimals(0, 400, places=1),
    st.sampled_from(TimeUnit.values),
    st.dates(datetime.date(2000, 1, 1), datetime.date(2100, 12, 31)),
)
def test_it_never_lies_before_the_first_nor_on_a_day_off(amount, unit, day):
    end = last_day(amount, unit, day)
    assert end is None or (end >= day and is_working_day(end))


def test_in_words():
    assert in_words(Decimal("1.50"), "hour") == "1,5 giờ"
    assert in_words(Decimal(5), "working_day") == "5 ngày làm việc"
    assert in_words(Decimal(5), "") == "5" and in_words(None, "day") == ""
