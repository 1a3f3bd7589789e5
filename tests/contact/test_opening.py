"""When a unit is open."""

import datetime

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from cchc_wagtail.contact.opening import (
    LOOKED_AHEAD,
    Hours,
    clash,
    hours_in_words,
    hours_on,
    opening_at,
    opening_in_words,
)
from cchc_wagtail.organisation.working_days import is_public_holiday

TIMES = st.times().map(lambda time: time.replace(second=0, microsecond=0))
WEEKDAYS = st.integers(1, 7)
MOMENTS = st.datetimes(datetime.datetime(2024, 1, 1), datetime.datetime(2027, 12, 31))


def hours(first, last, opens, closes):
    time = datetime.time.fromisoformat
    return Hours(first, last, time(opens), time(closes))


OFFICE = [hours(1, 5, "07:30", "11:30"), hours(1, 5, "13:30", "17:00")]


@st.composite
def rows(draw):
    kept = []
    for _ in range(draw(st.integers(0, 4))):
        first, last = sorted([draw(WEEKDAYS), draw(WEEKDAYS)])
        opens, closes = sorted(draw(st.lists(TIMES, min_size=2, max_size=2, unique=True)))
        row = Hours(first, last, opens, closes)
        if clash([*kept, row]) is None:
            kept.append(row)
    return kept


def says(moment, held=OFFICE):
    with translation.override("vi"):
        return opening_in_words(held, datetime.datetime.fromisoformat(moment))


@pytest.mark.parametrize(
    "moment, words",
    [
        ("2026-11-27 07:30", "Đang làm việc, đến 11:30"),
        ("2026-11-27 11:29", "Đang làm việc, đến 11:30"),
        ("2026-11-27 11:30", "Hiện ngoài giờ làm việc; mở lại 13:30 thứ Sáu 27/11/2026"),
        ("2026-11-27 17:00", "Hiện ngoài giờ làm việc; mở lại 07:30 thứ Hai 30/11/2026"),
        ("2026-11-29 09:00", "Hiện ngoài giờ làm việc; mở lại 07:30 thứ Hai 30/11/2026"),
        # The 2nd of September and the day beside it are holidays.
        ("2026-09-01 09:00", "Hiện ngoài giờ làm việc; mở lại 07:30 thứ Năm 03/9/2026"),
        # A Saturday that is worked for Monday, the 29th of April.
        ("2024-05-04 09:00", "Đang làm việc, đến 11:30"),
    ],
)
def test_known_moments(moment, words):
    assert says(moment) == words


def test_a_saturday_has_hours_of_its_own():
    held = [*OFFICE, hours(6, 6, "08:00", "11:00")]
    assert says("2026-11-28 08:00", held) == "Đang làm việc, đến 11:00"


def test_nothing_is_said_where_nothing_is_known():
    assert says("2026-11-27 09:00", []) == ""


def test_in_english():
    with translation.override("en"):
        text = opening_in_words(OFFICE, datetime.datetime(2026, 11, 28, 9))
    assert text.startswith("Closed now; opens again at 07:30 on Monday")


def test_hours_in_one_line_name_the_days_once():
    held = [*OFFICE, hours(6, 6, "08:00", "11:00")]
    with translation.override("vi"):
        words = hours_in_words(held)
    assert words == "thứ Hai đến thứ Sáu: 07:30–11:30, 13:30–17:00; thứ Bảy: 08:00–11:00"


@given(rows(), MOMENTS)
def test_open_is_what_a_row_says_and_no_holiday(held, moment):
    opening = opening_at(held, moment)
    today = hours_on(held, moment.date())
    is_open = any(row.opens <= moment.time() < row.closes for row in today)
    assert (opening.until is not None) == is_open
    if is_open:
        assert opening.until > moment.time()
        assert not is_public_holiday(moment.date())


@given(rows(), MOMENTS)
def test_it_opens_when_it_says_and_not_before(held, moment):
    opening = opening_at(held, moment)
    if opening.again is None:
        return
    assert opening.until is None and moment < opening.again
    assert opening_at(held, opening.again).until is not None
    middle = moment + (opening.again - moment) / 2
    assert opening_at(held, middle).until is None


@given(rows(), MOMENTS)
def test_who_is_open_on_a_plain_weekday_opens_again(held, moment):
    if any(row.first_day <= day <= row.last_day for row in held for day in range(1, 6)):
        opening = opening_at(held, moment)
        assert opening.until or opening.again - moment <= datetime.timedelta(days=LOOKED_AHEAD)


@given(rows(), rows())
def test_a_clash_is_two_rows_at_one_time(one, other):
    together = [*one, *other]
    found = clash(together)
    at_once = any(
        sum(
            row.first_day <= day <= row.last_day and row.opens <= moment < row.closes
            for row in together
        )
        > 1
        for day in range(1, 8)
        for moment in {row.opens for row in together}
    )
    assert (found is not None) == at_once


def test_rows_that_touch_do_not_clash():
    assert clash([hours(1, 5, "07:30", "11:30"), hours(1, 5, "11:30", "17:00")]) is None
    assert (
        says("2026-11-27 08:00", [hours(1, 5, "07:30", "11:30"), hours(1, 5, "11:30", "17:00")])
        == "Đang làm việc, đến 17:00"
    )
