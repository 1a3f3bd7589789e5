from datetime import date, timedelta

import pytest
from icalendar import Calendar

from cchc_wagtail.mail.reminders import remind
from cchc_wagtail.organisation.working_days import is_working_day
from cchc_wagtail.plans.models import PlanPage
from cchc_wagtail.plans.reminders import remind_of_contents
from cchc_wagtail.plans.scope import plans_for
from tests.editorial.acting import build_office
from tests.factories import PlanContentFactory, PlanIndexPageFactory, PlanPageFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    return build_office()


@pytest.fixture
def plan(office):
    plan = PlanPageFactory(parent=PlanIndexPageFactory(parent=office.column))
    PlanContentFactory(page=plan, unit=office.units["unit"])
    return plan


def days_reminded():
    day, found = date(2024, 1, 1), []
    while day <= date(2024, 12, 31):
        if is_working_day(day) and list(remind_of_contents(day)):
            found.append(day)
        day += timedelta(1)
    return found


def test_a_whole_year_of_reminders(plan):
    # Due on Thursday 31 October: two weeks and two working days before, on the day, then weekly.
    assert days_reminded() == [
        date(2024, 10, 17),
        date(2024, 10, 29),
        date(2024, 10, 31),
        date(2024, 11, 7),
        date(2024, 11, 14),
        date(2024, 11, 21),
        date(2024, 11, 28),
        date(2024, 12, 5),
        date(2024, 12, 12),
        date(2024, 12, 19),
        date(2024, 12, 26),
    ]


def test_what_falls_on_a_day_off_comes_on_the_working_day_after(plan):
    # 28 February 2024, two weeks before it, is a working day; 14 February was Tết.
    plan.contents.update(due_on=date(2024, 2, 28))
    assert days_reminded()[0] == date(2024, 2, 15)


def test_each_member_of_the_unit_gets_one_mail(plan, office):
    assert remind(date(2024, 10, 31)) == 2
    assert {one.user.username for one in remind_of_contents(date(2024, 10, 31))} == {
        "unit",
        "colleague",
    }


def test_nobody_is_reminded_of_what_no_unit_leads(plan):
    plan.contents.update(unit=None)
    assert days_reminded() == []


def test_due_days_are_a_calendar(client, plan):
    answer = client.get("/ke-hoach/2024.ics")
    events = Calendar.from_ical(answer.content).walk("VEVENT")
    assert [event["DTSTART"].dt for event in events] == [date(2024, 10, 31)]
    assert answer["Content-Type"].startswith("text/calendar")
    assert (
        len(
            Calendar.from_ical(client.get("/ke-hoach/2024.ics?don-vi=thanh-tra-so").content).walk(
                "VEVENT"
            )
        )
        == 0
    )


@pytest.mark.parametrize(
    "address", ["/ke-hoach/2023.ics", "/ke-hoach/0.ics", "/ke-hoach/2024.ics?don-vi=khong-co"]
)
def test_of_nothing_there_is_no_calendar(client, plan, address):
    assert client.get(address).status_code == 404


def test_a_draft_has_no_calendar(client, plan, office):
    PlanPage.objects.get(pk=plan.pk).unpublish()
    assert client.get("/ke-hoach/2024.ics").status_code == 404
    assert not plans_for(office.people["unit"]).exists()
