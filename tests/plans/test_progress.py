import datetime
import itertools
from datetime import date

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from cchc_wagtail.plans.progress import (
    Progress,
    Recurrence,
    State,
    Task,
    days_left,
    due_in_words,
    periods_of,
    progress_of,
)

YEAR = Task(date(2024, 1, 1), date(2024, 10, 31), date(2024, 12, 31), target=2)
DAYS = st.dates(date(2023, 6, 1), date(2025, 6, 30))
TASKS = st.builds(
    lambda begin, length, target, recurrence: Task(
        begin,
        begin + datetime.timedelta(length),
        date(begin.year, 12, 31),
        target,
        recurrence,
    ),
    st.dates(date(2024, 1, 1), date(2024, 6, 30)),
    st.integers(0, 180),
    st.none() | st.integers(1, 5),
    st.sampled_from(Recurrence.values),
)


@pytest.mark.parametrize(
    "done, today, state",
    [
        ([], date(2024, 10, 30), State.NOT_BEGUN),
        ([], date(2024, 10, 31), State.NOT_BEGUN),
        ([], date(2024, 11, 1), State.OVERDUE),
        ([date(2024, 5, 1)], date(2024, 10, 31), State.UNDER_WAY),
        ([date(2024, 5, 1)], date(2024, 11, 1), State.OVERDUE),
        ([date(2024, 5, 1), date(2024, 10, 31)], date(2024, 11, 1), State.DONE),
        ([date(2024, 5, 1), date(2024, 11, 1)], date(2024, 11, 1), State.DONE_LATE),
        # What is yet to come, what was before, and the year after do not count.
        ([date(2024, 5, 1), date(2024, 9, 1)], date(2024, 8, 1), State.UNDER_WAY),
        ([date(2023, 12, 31), date(2024, 9, 1)], date(2024, 10, 1), State.UNDER_WAY),
        ([date(2024, 9, 1), date(2025, 1, 1)], date(2025, 1, 2), State.OVERDUE),
    ],
)
def test_the_day_before_on_and_after(done, today, state):
    assert progress_of(YEAR, done, today).state == state


def test_a_state_tells_why():
    with translation.override("vi"):
        early = progress_of(YEAR, [date(2024, 5, 1)], date(2024, 10, 15))
        late = progress_of(YEAR, [date(2024, 5, 1)], date(2024, 11, 5))
    with translation.override("en"):
        assert early.in_words == "1/2 products; 12 working days left"
        assert late.in_words == "1/2 products; late by 3 working days"


def test_tet_is_no_working_day():
    # Tết of 2024 was free from 8 to 14 February.
    assert days_left(date(2024, 2, 15), date(2024, 2, 7)) == 1


def test_a_day_that_was_worked_in_exchange_counts():
    # Saturday 4 May 2024 was worked for Monday 29 April.
    assert days_left(date(2024, 5, 6), date(2024, 5, 3)) == 2
    assert days_left(date(2024, 4, 29), date(2024, 4, 26)) == 0


def test_without_a_number_one_is_enough_and_is_said():
    task = Task(YEAR.begins_on, YEAR.due_on, YEAR.ends_on)
    with translation.override("en"):
        assert "names no number" in progress_of(task, [], date(2024, 3, 1)).in_words
    assert progress_of(task, [date(2024, 2, 1)], date(2024, 3, 1)).state == State.DONE


def test_each_month_has_its_own_number():
    task = Task(date(2024, 1, 15), date(2024, 3, 31), date(2024, 12, 31), 1, Recurrence.MONTHLY)
    assert periods_of(task) == [
        (date(2024, 1, 15), date(2024, 1, 31)),
        (date(2024, 2, 1), date(2024, 2, 29)),
        (date(2024, 3, 1), date(2024, 3, 31)),
    ]
    # Two in January do not stand for February.
    twice = [date(2024, 1, 20), date(2024, 1, 21)]
    found = progress_of(task, twice, date(2024, 3, 1))
    assert (found.state, found.missed, found.wanted) == (State.OVERDUE, 1, 3)
    whole = [date(2024, month, 20) for month in (1, 2, 3)]
    assert progress_of(task, whole, date(2024, 4, 1)).state == State.DONE


def test_quarters_are_those_of_the_year():
    task = Task(date(2024, 2, 1), date(2024, 10, 31), date(2024, 12, 31), 1, Recurrence.QUARTERLY)
    assert [due for _begin, due in periods_of(task)] == [
        date(2024, 3, 31),
        date(2024, 6, 30),
        date(2024, 9, 30),
        date(2024, 10, 31),
    ]


def test_what_has_no_end_is_never_late():
    task = Task(YEAR.begins_on, YEAR.due_on, YEAR.ends_on, None, Recurrence.ALWAYS)
    assert progress_of(task, [], date(2024, 12, 1)).state == State.NOT_BEGUN
    assert progress_of(task, [date(2024, 2, 1)], date(2024, 3, 1)).state == State.UNDER_WAY


@pytest.mark.parametrize(
    "day, words", [(date(2024, 10, 31), "before 11/2024"), (date(2024, 12, 31), "before 1/2025")]
)
def test_the_last_day_of_a_month_is_said_as_plans_do(day, words):
    with translation.override("en"):
        assert due_in_words(day) == words


@given(TASKS)
def test_periods_meet_without_gap_or_overlap(task):
    periods = periods_of(task)
    assert periods[0][0] == task.begins_on and periods[-1][1] == task.due_on
    for (_begin, due), (begin, _due) in itertools.pairwise(periods):
        assert begin - due == datetime.timedelta(1)


@given(TASKS, st.lists(DAYS, max_size=30), DAYS, DAYS)
def test_one_more_product_never_sets_back(task, done, more, today):
    before, after = progress_of(task, done, today), progress_of(task, [*done, more], today)
    assert after.done >= before.done and after.missed <= before.missed
    assert not (before.is_finished and not after.is_finished)


@given(TASKS, st.lists(DAYS, max_size=30), DAYS)
def test_every_progress_can_be_said(task, done, today):
    found = progress_of(task, done, today)
    assert isinstance(found, Progress) and found.in_words and 0 <= found.share <= 100
    assert (found.state == State.OVERDUE) <= (today > task.begins_on)
