from datetime import date
from decimal import Decimal

import pytest

from cchc_wagtail.indicators.stakes import State, stakes
from cchc_wagtail.plans.models import Activity
from tests.factories import PlanContentFactory


def stake(year, today):
    return next(one for one in stakes(year, today) if one.code == "1.1")


@pytest.fixture
def five(plan):
    """A plan of five contents, of which none is done."""
    plan.contents.all().delete()
    return [PlanContentFactory(page=plan) for _number in range(5)]


def do(contents):
    for content in contents:
        Activity.objects.create(
            plan=content.page,
            key=content.key,
            title="Họp",
            done_on=date(2024, 5, 6),
            channel="meeting",
        )


@pytest.mark.parametrize("done, held", [(3, 0), (4, Decimal("1.20")), (5, Decimal("1.50"))])
def test_points_are_in_proportion_and_none_below_four_fifths(five, done, held):
    do(five[:done])
    assert stake(2024, date(2024, 12, 1)).held == held


def test_while_the_year_lasts_it_can_still_be_won(five):
    found = stake(2024, date(2024, 6, 1))
    assert found.state == State.OPEN and "5" in found.warning
    over = stake(2024, date(2025, 1, 2))
    assert over.state == State.LOST and not over.warning


def test_a_year_without_a_plan_has_nothing_to_lose_yet(db):
    assert stake(2019, date(2024, 1, 1)).state == State.OPEN
