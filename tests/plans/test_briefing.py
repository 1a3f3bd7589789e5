"""The page of a briefing: what was done in its days, what waits, what is late."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cchc_wagtail.search.models import LoggedQuery
from tests.editorial.acting import build_office
from tests.factories import PlanContentFactory, PlanIndexPageFactory, PlanPageFactory
from tests.plans.test_counting import published

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(on):
    office = build_office()
    plan = PlanPageFactory(parent=PlanIndexPageFactory(parent=office.column))
    unit = office.units["unit"]
    late = datetime.date(2024, 5, 3)
    PlanContentFactory(page=plan, unit=unit, text="Quá hạn rồi", due_on=late)
    PlanContentFactory(page=plan, text="Sắp đến hạn", due_on=datetime.date(2024, 5, 20))
    PlanContentFactory(page=plan, text="Còn lâu", due_on=datetime.date(2024, 9, 20))
    for month, day in [(5, 5), (5, 6), (5, 15), (5, 16)]:
        published(office.column, 2024, month, day, unit=unit)
    LoggedQuery.objects.create(day=datetime.date(2024, 5, 10), folded="a", text="a", count=1234)
    on(2024, 5, 15)
    return office


def show(client, office, **days):
    client.force_login(office.people["leadership"])
    return client.get(reverse("cchc_plans_briefing"), days)


def test_it_is_about_the_days_since_monday_of_last_week(client, office):
    answer = show(client, office)
    assert (answer.context["first"], answer.context["last"]) == (
        datetime.date(2024, 5, 6),
        datetime.date(2024, 5, 15),
    )
    ((label, rows, count),) = answer.context["published"]
    assert (str(label), count) == ("Tin, bài", 2)
    html = answer.content.decode()
    assert "1.234" in html and all(str(row) in html for row in rows)


def test_what_is_late_or_due_soon_is_told(client, office):
    context = show(client, office).context
    assert [line.content.text for line in context["late"]] == ["Quá hạn rồi"]
    assert [line.content.text for line in context["soon"]] == ["Sắp đến hạn"]


@pytest.mark.parametrize(
    "days, first",
    [
        ({"tu": "2024-05-01", "den": "2024-05-05"}, (2024, 5, 1)),
        ({"tu": "2024-05-05", "den": "2024-05-01"}, (2024, 5, 1)),
        ({"tu": "hôm qua", "den": "99999-01-01"}, (2024, 5, 6)),
    ],
)
def test_other_days_are_chosen(client, office, days, first):
    assert show(client, office, **days).context["first"] == datetime.date(*first)


def test_the_queries_do_not_grow(client, office):
    def asked():
        with CaptureQueriesContext(connection) as queries:
            show(client, office)
        return len(queries)

    asked()
    few = asked()
    for _time in range(12):
        published(office.column, 2024, 5, 7, unit=office.units["unit"])
    assert asked() <= few
