"""What of the PAR INDEX is held, lost or still to be won, by the site's own data."""

import datetime
from decimal import Decimal

import pytest

from cchc_wagtail.indicators.stakes import State, stakes
from cchc_wagtail.news.models import NewsColumnPage
from tests.factories import ArticlePageFactory

from .conftest import report

pytestmark = pytest.mark.django_db
GOOD = [60, 0, 0, 50, 10, 0, 0, 0]
BAD = [60, 0, 0, 50, 4, 6, 0, 0]


def told(code, day="2026-05-01"):
    day = datetime.date.fromisoformat(day)
    return next(one for one in stakes(day.year, day) if one.code == code)


def test_nothing_known_is_nothing_lost(section):
    assert told("3.4.1").state == State.OPEN
    assert told("1.4").state == State.OPEN
    assert told("1.4").warning


def test_points_follow_the_share_on_time(section, areas):
    report(areas, "month", 2026, 1, GOOD)
    report(areas, "month", 2026, 2, [60, 0, 0, 50, 9, 1, 0, 0])
    stake = told("3.4.1")
    assert (stake.state, stake.held, stake.warning) == (State.HELD, Decimal("1.49"), "")
    assert "99,1\u00a0%" in stake.reason and "1 trong 120" in stake.reason


def test_below_ninety_five_per_cent_all_is_lost_and_it_is_warned_a_period_before(section, areas):
    report(areas, "month", 2026, 1, GOOD)
    report(areas, "month", 2026, 2, BAD)
    assert told("3.4.1").state == State.HELD
    assert "95" in told("3.4.1").warning
    report(areas, "month", 2026, 3, BAD)
    assert (told("3.4.1").state, told("3.4.1").held) == (State.LOST, 0)


def test_reports_are_all_or_nothing_and_pointed_out_thirty_days_ahead(section, areas):
    assert told("1.2", "2026-02-01").warning == ""
    assert "19/3/2026" in told("1.2", "2026-03-01").warning
    assert told("1.2", "2026-03-20").state == State.LOST
    report(areas, "quarter", 2026, 1, GOOD)
    assert told("1.2", "2026-03-20").state == State.OPEN
    for number in (2, 3, 4):
        report(areas, "quarter", 2026, number, GOOD)
    assert (told("1.2").state, told("1.2").held) == (State.HELD, Decimal("0.5"))


def test_an_article_of_the_year_holds_its_half_point(section):
    page = ArticlePageFactory(parent=NewsColumnPage.objects.first(), date=datetime.date(2026, 3, 3))
    page.save_revision().publish()
    assert told("1.4").state == State.HELD
    assert told("1.4", "2027-02-02").state == State.OPEN
