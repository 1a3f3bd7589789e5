"""A year of a plan, day by day: reminders, lateness, the report, the plan of the next year."""

from datetime import date, timedelta

import pytest

from cchc_wagtail.mail.models import OutgoingMail
from cchc_wagtail.mail.reminders import remind
from cchc_wagtail.organisation.reporting_periods import Period, PeriodKind
from cchc_wagtail.organisation.working_days import is_working_day
from cchc_wagtail.plans.copying import next_plan
from cchc_wagtail.plans.counting import lines_of
from cchc_wagtail.plans.models import Evidence, PlanPage, Report
from tests.editorial.acting import build_office
from tests.factories import PlanContentFactory, PlanIndexPageFactory, PlanPageFactory
from tests.plans.test_counting import published
from tests.plans.test_reports import approve

pytestmark = pytest.mark.django_db


def states(plan):
    return [line.progress.state.value for line in lines_of(PlanPage.objects.get(pk=plan.pk))]


def test_a_year(on):
    office = build_office()
    unit = office.units["unit"]
    plan = PlanPageFactory(
        parent=PlanIndexPageFactory(parent=office.column), title="Kế hoạch 2024", slug="2024"
    )
    early, late, never = (
        PlanContentFactory(page=plan, unit=unit, text=text, sort_order=order, due_on=day)
        for order, (text, day) in enumerate(
            [("Làm sớm", None), ("Làm muộn", date(2024, 6, 28)), ("Không làm", None)]
        )
    )
    done = {date(2024, 3, 4): early, date(2024, 7, 15): late}
    seen, mails, day = [], {}, date(2024, 1, 1)
    while day <= date(2025, 1, 3):
        on(day.year, day.month, day.day)
        if content := done.get(day):
            page = published(office.column, day.year, day.month, day.day, unit=unit)
            Evidence.objects.create(plan=plan, key=content.key, page=page)
        if is_working_day(day):
            before = OutgoingMail.objects.count()
            remind(day)
            if OutgoingMail.objects.count() > before:
                mails[day] = OutgoingMail.objects.order_by("-pk").first().text
        now = states(plan)
        if not seen or seen[-1][1] != now:
            seen.append((day, now))
        day += timedelta(1)

    assert seen == [
        (date(2024, 1, 1), ["not_begun", "not_begun", "not_begun"]),
        (date(2024, 3, 4), ["done", "not_begun", "not_begun"]),
        (date(2024, 6, 29), ["done", "overdue", "not_begun"]),
        (date(2024, 7, 15), ["done", "done_late", "not_begun"]),
        (date(2024, 11, 1), ["done", "done_late", "overdue"]),
    ]
    # The one due on 28 June: two weeks and two working days before, on the day, twice while late.
    first_half = [one for one in mails if one < date(2024, 8, 1)]
    assert first_half == [
        date(2024, 6, 14),
        date(2024, 6, 26),
        date(2024, 6, 28),
        date(2024, 7, 5),
        date(2024, 7, 12),
    ]
    assert all("Làm muộn" in mails[one] and "Không làm" not in mails[one] for one in first_half)
    assert "Không làm" in mails[date(2024, 10, 31)]
    # The plan has ended; what it lacks is no longer urged.
    assert max(mails) < date(2025, 1, 1)

    report = Report.begin("communication", Period(PeriodKind.YEAR, 2024), office.people["office"])
    values = {figure["name"]: figure["value"] for figure in report.figures}
    assert values["published.article"] == 2
    kinds = ("done", "done_late", "overdue")
    assert [values[f"plan.{plan.pk}.{kind}"] for kind in kinds] == [1, 1, 1]
    approve(report, office.people)
    report.sign(office.people["leadership"], "5", date(2025, 1, 3))

    following = next_plan(PlanPage.objects.get(pk=plan.pk), office.people["office"])
    assert (following.title, following.slug, following.live) == ("Kế hoạch 2025", "2025", False)
    rows = list(following.contents.order_by("sort_order"))
    assert [row.text for row in rows] == ["Không làm", "Làm sớm", "Làm muộn"]
    assert rows[0].follows == never.key
    # 28 June 2025 is a Saturday: the working day after.
    assert rows[2].due_on == date(2025, 6, 30)
    report.refresh_from_db()
    assert report.is_signed and report.counted()[0]["name"] == report.figures[0]["name"]
