"""The rules of the form II.06a, over numbers of every kind."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_wagtail.indicators.one_stop.rules import (
    COLUMNS,
    FEWEST_SHOWN,
    Broken,
    Counts,
    Line,
    NotToBeAdded,
    added_up,
    broken_carrying,
    broken_rules,
    for_the_public,
    sum_of,
)

NUMBERS = st.integers(0, 500)
FIELDS = ["Lãnh sự", "Hội nghị, hội thảo", "Lễ tân"]


@st.composite
def balanced(draw, carried_over=None):
    """Counts of one period in which what was received is solved or in progress."""
    carried = draw(NUMBERS) if carried_over is None else carried_over
    online, in_person = draw(NUMBERS), draw(NUMBERS)
    left = carried + online + in_person
    parts = {}
    for name in ["early", "on_time", "late", "within_time"]:
        parts[name] = draw(st.integers(0, left))
        left -= parts[name]
    return Counts(online=online, in_person=in_person, carried_over=carried, **parts, overdue=left)


@st.composite
def chains(draw, length=4):
    """Periods one after the other in which the cases carried over agree."""
    periods = []
    for _place in range(length):
        before = periods[-1] if periods else {}
        periods.append(
            {name: draw(balanced(before[name].in_progress if before else None)) for name in FIELDS}
        )
    return periods


def line(row, name, counts):
    return Line(row, name, {column: getattr(counts, field) for column, field in COLUMNS.items()})


@st.composite
def forms(draw):
    rows = [draw(balanced()) for _name in FIELDS]
    lines = [line(9 + n, name, one) for n, (name, one) in enumerate(zip(FIELDS, rows, strict=True))]
    return lines, line(12, "TỔNG CỘNG", sum_of(rows))


@given(form=forms())
def test_a_right_form_breaks_no_rule(form):
    lines, total = form
    assert broken_rules(lines, total) == []
    assert all(one.counts.is_balanced for one in [*lines, total])


@given(form=forms(), row=st.integers(0, 3), column=st.sampled_from(list(COLUMNS)), by=NUMBERS)
def test_a_changed_number_is_found_where_it_stands(form, row, column, by):
    lines, total = form
    rows = [*lines, total]
    cells = {**rows[row].cells, column: rows[row].cells[column] + by + 1}
    rows[row] = Line(rows[row].row, rows[row].name, cells)
    found = broken_rules(rows[:3], rows[3])
    assert rows[row].row in {one.row for one in found}
    for one in found:
        assert one.found != one.right
        assert {9 + row, 12} >= {one.row}


def test_a_sentence_can_name_row_column_and_both_numbers():
    right = Counts(online=5, in_person=3, carried_over=2, early=6, on_time=1, within_time=3)
    cells = {**line(9, "Lãnh sự", right).cells, 3: 11}
    wrong = Line(9, "Lãnh sự", cells)
    assert broken_rules([wrong], None) == [
        Broken(9, "Lãnh sự", 3, 11, 10, (4, 5, 6)),
    ]


def test_an_empty_cell_is_no_nought_and_is_told_once():
    cells = {**line(9, "Lãnh sự", Counts()).cells, 8: None}
    assert broken_rules([Line(9, "Lãnh sự", cells)], None) == [Broken(9, "Lãnh sự", 8, None)]


def test_cases_carried_over_are_held_against_the_period_before():
    before = {"Lãnh sự": Counts(within_time=3, overdue=1), "Lễ tân": Counts(within_time=2)}
    rows = {"Lãnh sự": Counts(carried_over=5)}
    assert broken_carrying(rows, before) == [("Lãnh sự", 5, 4), ("Lễ tân", 0, 2)]


@given(periods=chains())
def test_a_year_is_not_the_sum_of_its_quarters(periods):
    for name, year in added_up(periods).items():
        quarters = [one[name] for one in periods]
        assert year.is_balanced
        assert year.carried_over == quarters[0].carried_over
        assert year.in_progress == quarters[-1].in_progress
        assert year.solved == sum(one.solved for one in quarters)
        counted_again = sum(one.carried_over for one in quarters[1:])
        assert year.received == sum(one.received for one in quarters) - counted_again


@given(periods=chains())
def test_half_years_and_quarters_give_one_year(periods):
    halves = [added_up(periods[:2]), added_up(periods[2:])]
    assert added_up(halves) == added_up(periods)


def test_periods_that_do_not_meet_are_not_added():
    quarters = [{"Lãnh sự": Counts(within_time=3)}, {"Lãnh sự": Counts(carried_over=4)}]
    with pytest.raises(NotToBeAdded) as refused:
        added_up(quarters)
    assert refused.value.breaks == [(2, "Lãnh sự", 4, 3)]


def test_the_share_on_time_is_none_where_nothing_was_solved():
    assert Counts(within_time=4).on_time_share is None
    assert Counts(early=76, on_time=0, late=1).on_time_share == Fraction(76, 77)


@given(st.dictionaries(st.sampled_from("abcdefgh"), balanced()))
def test_the_public_sees_all_cases_and_no_small_field(rows):
    shown, rest = for_the_public(rows)
    assert sum_of([*shown.values(), *([rest] if rest else [])]) == sum_of(rows.values())
    assert not [one for one in shown.values() if 0 < one.received < FEWEST_SHOWN]


@pytest.mark.parametrize(
    "sizes, shown, rest",
    [
        ({"a": 40, "b": 3, "c": 20}, {"a": 40}, 23),
        ({"a": 40, "b": 3, "c": 4}, {"a": 40}, 7),
        ({"a": 40, "b": 1, "c": 2, "d": 9}, {"a": 40}, 12),
        ({"a": 3}, {}, 3),
        ({"a": 40, "b": 0}, {"a": 40, "b": 0}, None),
    ],
)
def test_a_small_field_does_not_follow_by_subtraction(sizes, shown, rest):
    rows = {name: Counts(online=size, early=size) for name, size in sizes.items()}
    left, together = for_the_public(rows)
    assert {name: one.received for name, one in left.items()} == shown
    assert (together.received if together else None) == rest
