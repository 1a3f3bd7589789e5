import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_wagtail.organisation.working_days import (
    add_working_days,
    is_working_day,
    working_days_between,
)

DAYS = st.dates(datetime.date(2020, 1, 1), datetime.date(2035, 12, 31))


def day(text):
    return datetime.date.fromisoformat(text)


@pytest.mark.parametrize(
    "start, count, end",
    [
        ("2024-04-22", 5, "2024-05-02"),  # over a swapped Monday, 30/4 and 1/5
        ("2024-02-07", 1, "2024-02-15"),  # over Tết
        ("2024-04-26", 1, "2024-05-02"),
        ("2024-05-03", 1, "2024-05-04"),  # the Saturday worked for 29/4
        ("2024-11-20", 0, "2024-11-20"),
        ("2024-11-23", 0, "2024-11-25"),
        ("2026-08-28", 1, "2026-09-03"),
    ],
)
def test_known_dates(start, count, end):
    assert add_working_days(day(start), count) == day(end)


def test_no_steps_back():
    with pytest.raises(ValueError, match="negative"):
        add_working_days(day("2024-04-22"), -1)


@given(DAYS, st.integers(0, 60))
def test_adding_and_counting_agree(start, count):
    end = add_working_days(start, count)
    assert is_working_day(end)
    if count:
        assert working_days_between(start, end) == count


@given(DAYS, DAYS)
def test_counting_never_goes_below_nothing(start, end):
    assert 0 <= working_days_between(start, end) <= max(0, (end - start).days)
