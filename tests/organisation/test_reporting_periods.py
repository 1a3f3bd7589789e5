"""Reporting periods: from which day to which, and when the report is due."""

import datetime
import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_wagtail.organisation.reporting_periods import CLOSING_RULES, Period, PeriodKind

DECREE = CLOSING_RULES["09-2019"]
WHOLE = [kind for kind in PeriodKind if kind != PeriodKind.NINE_MONTHS]


@st.composite
def periods(draw, kinds=tuple(PeriodKind)):
    kind = draw(st.sampled_from(kinds))
    return Period(kind, draw(st.integers(2000, 2100)), draw(st.integers(1, kind.in_a_year)))


@pytest.mark.parametrize(
    "kind, number, first, last, due",
    [
        # The examples of Nghị định 09/2019/NĐ-CP, Điều 12.
        (PeriodKind.MONTH, 1, "2023-12-15", "2024-01-14", "2024-01-19"),
        (PeriodKind.MONTH, 3, "2024-02-15", "2024-03-14", "2024-03-19"),
        (PeriodKind.QUARTER, 1, "2023-12-15", "2024-03-14", "2024-03-19"),
        (PeriodKind.QUARTER, 3, "2024-06-15", "2024-09-14", "2024-09-19"),
        (PeriodKind.HALF_YEAR, 1, "2023-12-15", "2024-06-14", "2024-06-19"),
        (PeriodKind.HALF_YEAR, 2, "2024-06-15", "2024-12-14", "2024-12-19"),
        (PeriodKind.NINE_MONTHS, 1, "2023-12-15", "2024-09-14", "2024-09-19"),
        (PeriodKind.YEAR, 1, "2023-12-15", "2024-12-14", "2024-12-19"),
    ],
)
def test_the_decree_closes_on_the_fourteenth(kind, number, first, last, due):
    period = Period(kind, 2024, number)
    days = [DECREE.first_day(period), DECREE.last_day(period), DECREE.due_day(period)]
    assert [str(day) for day in days] == [first, last, due]


def test_the_calendar_knows_the_ends_of_months_and_no_due_day():
    calendar, february = CLOSING_RULES["calendar"], Period(PeriodKind.MONTH, 2024, 2)
    assert calendar.first_day(february) == datetime.date(2024, 2, 1)
    assert calendar.last_day(february) == datetime.date(2024, 2, 29)
    assert calendar.due_day(february) is None


@given(period=periods(WHOLE), rule=st.sampled_from(sorted(CLOSING_RULES)))
def test_periods_of_a_kind_meet_without_gap_or_overlap(period, rule):
    rule = CLOSING_RULES[rule]
    end_before = rule.last_day(period.before)
    assert rule.first_day(period) - end_before == datetime.timedelta(days=1)


@given(period=periods(WHOLE), rule=st.sampled_from(sorted(CLOSING_RULES)), data=st.data())
def test_every_day_of_a_period_leads_back_to_it(period, rule, data):
    rule = CLOSING_RULES[rule]
    length = (rule.last_day(period) - rule.first_day(period)).days
    day = rule.first_day(period) + datetime.timedelta(days=data.draw(st.integers(0, length)))
    assert rule.period_of(day, period.kind) == period


@given(period=periods(), kind=st.sampled_from(PeriodKind))
def test_parts_cover_the_whole(period, kind):
    parts = period.parts(kind)
    if not parts:
        assert period.kind.months % kind.months
        return
    assert DECREE.first_day(parts[0]) == DECREE.first_day(period)
    assert DECREE.last_day(parts[-1]) == DECREE.last_day(period)
    assert all(after.before == before for before, after in itertools.pairwise(parts))


def test_no_day_after_the_first_nine_months():
    assert DECREE.period_of(datetime.date(2024, 10, 1), PeriodKind.NINE_MONTHS) is None


def test_a_year_has_no_fifth_quarter():
    with pytest.raises(ValueError, match="no quarter 5"):
        Period(PeriodKind.QUARTER, 2024, 5)
