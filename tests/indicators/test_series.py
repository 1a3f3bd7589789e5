"""Lines run over years that compare, and over no others."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_wagtail.indicators.series import Point, change, compare, last_before, runs

POINTS = st.dictionaries(
    st.integers(2005, 2030),
    st.tuples(st.sampled_from("ab"), st.none() | st.integers(0, 80)),
).map(
    lambda years: [
        Point(year, basis, None if score is None else Decimal(score))
        for year, (basis, score) in sorted(years.items())
    ]
)
BREAKS = st.sets(st.integers(2005, 2030), max_size=2)


@given(points=POINTS, breaks=BREAKS)
def test_every_score_is_drawn_once_and_no_line_runs_across(points, breaks):
    drawn = runs(points, breaks)
    assert [one for run in drawn for one in run] == [p for p in points if p.score is not None]
    for run in drawn:
        assert [one.year for one in run] == list(range(run[0].year, run[-1].year + 1))
        assert compare(run[0], run[-1], breaks)


def test_a_missing_year_is_a_gap_and_the_merger_a_break():
    points = [Point(year, "63", Decimal(year - 2000)) for year in (2021, 2022, 2024, 2025)]
    assert [[one.year for one in run] for run in runs(points, {2025})] == [
        [2021, 2022],
        [2024],
        [2025],
    ]


@pytest.mark.parametrize(
    "earlier, year",
    [
        ([Point(2022, "a", Decimal(39), 60), Point(2023, "a")], 2022),
        ([Point(2022, "a", Decimal(39)), Point(2023, "b", None, 48)], 2023),
        ([Point(2023, "a")], None),
        ([], None),
    ],
)
def test_a_figure_is_held_against_the_last_that_has_as_much(earlier, year):
    found = last_before([*earlier, Point(2024, "a", Decimal(47), 2)])
    assert (found.year if found else None) == year


def test_ranks_among_another_number_do_not_compare():
    before = Point(2020, "a", Decimal("41.34"), 51, 63)
    assert change(before, Point(2021, "a", Decimal("42.20"), 31, 60)) == (Decimal("0.86"), None)
    assert change(before, Point(2021, "a", None, 31, 63)) == (None, 20)
