"""Whether a document is in force, for every day."""

import datetime
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_wagtail.registry.models import RelationKind, ValidityStatus
from cchc_wagtail.registry.validity.rules import EVER, ONE_DAY, Effect, Life, periods_of, status_on

ISSUED = datetime.date(2018, 4, 23)
BEGINS = datetime.date(2018, 6, 21)
LATER = datetime.date(2025, 7, 1)


def life(*effects, **dates):
    return Life(**{"issued_on": ISSUED, "begins_on": BEGINS, **dates}, effects=effects)


@pytest.mark.parametrize(
    "effects, dates, day, expected",
    [
        ([], {}, ISSUED, "not_yet"),
        ([], {}, BEGINS - ONE_DAY, "not_yet"),
        ([], {}, BEGINS, "in_force"),
        ([], {}, datetime.date(2200, 1, 1), "in_force"),
        ([], {"begins_on": None}, BEGINS, "unknown"),
        ([], {"ends_on": LATER}, LATER, "in_force"),
        ([], {"ends_on": LATER}, LATER + ONE_DAY, "ended"),
        ([], {"unsuitable_from": LATER}, LATER, "unsuitable"),
        ([Effect("replaces", LATER)], {}, LATER - ONE_DAY, "in_force"),
        ([Effect("replaces", LATER)], {}, LATER, "ended"),
        ([Effect("replaces", LATER)], {"begins_on": None}, LATER, "ended"),
        ([Effect("repeals", LATER)], {}, LATER, "ended"),
        ([Effect("repeals", LATER, is_partial=True)], {}, LATER, "partly_ended"),
        ([Effect("amends", LATER)], {}, LATER, "partly_ended"),
        ([Effect("suspends", LATER)], {}, LATER, "suspended"),
        ([Effect("pauses", LATER, LATER + ONE_DAY)], {}, LATER + ONE_DAY, "suspended"),
        ([Effect("pauses", LATER, LATER)], {}, LATER + ONE_DAY, "in_force"),
        ([Effect("pauses", LATER, is_partial=True)], {}, LATER, "partly_suspended"),
        ([Effect("details", LATER)], {}, LATER, "in_force"),
        # What takes more away goes first.
        ([Effect("suspends", LATER), Effect("repeals", LATER)], {}, LATER, "ended"),
        ([Effect("amends", LATER), Effect("suspends", LATER)], {}, LATER, "suspended"),
    ],
)
def test_status_on_a_day(effects, dates, day, expected):
    assert status_on(life(*effects, **dates), day) == ValidityStatus(expected)


def test_the_periods_of_a_suspended_and_later_replaced_document():
    suspended = Effect("pauses", datetime.date(2021, 1, 1), datetime.date(2021, 12, 31))
    periods = periods_of(life(suspended, Effect("replaces", LATER)))
    assert [(period.status, period.begins_on) for period in periods] == [
        ("not_yet", datetime.date.min),
        ("in_force", BEGINS),
        ("suspended", datetime.date(2021, 1, 1)),
        ("in_force", datetime.date(2022, 1, 1)),
        ("ended", LATER),
    ]


days = st.dates(datetime.date(1945, 9, 2), datetime.date(2100, 1, 1))
effects = st.builds(
    Effect,
    kind=st.sampled_from(RelationKind.values),
    begins_on=days,
    ends_on=days | st.just(EVER),
    is_partial=st.booleans(),
)
lives = st.builds(
    Life,
    issued_on=days,
    begins_on=days | st.none(),
    ends_on=days | st.just(EVER),
    unsuitable_from=days | st.just(EVER),
    effects=st.lists(effects, max_size=4).map(tuple),
)


@given(lives, st.lists(days, max_size=5))
def test_every_day_lies_in_one_period_with_its_status(life, some_days):
    """Contradictory dates included: they give a status, not a crash."""
    periods = periods_of(life)
    assert periods[0].begins_on == datetime.date.min and periods[-1].ends_on == EVER
    for before, after in pairwise(periods):
        assert after.begins_on == before.ends_on + ONE_DAY
        assert after.status != before.status
    turns = [day for period in periods for day in (period.begins_on, period.ends_on)]
    for day in {*some_days, *turns}:
        holding = [period for period in periods if period.begins_on <= day <= period.ends_on]
        assert [period.status for period in holding] == [status_on(life, day)]
