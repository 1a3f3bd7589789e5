"""The part of the daily mail about contents of plans.

Members of the unit that leads a content hear of it two weeks and two working days before it is
due, on the day, and then once a week while it is late.
"""

import datetime

from django.urls import reverse
from django.utils.translation import gettext_lazy

from cchc_wagtail.mail.reminders import Reminder
from cchc_wagtail.organisation.models import Unit
from cchc_wagtail.organisation.working_days import add_working_days, is_working_day

from .counting import lines_of
from .models import PlanPage
from .models.reports import reports_due
from .urging import address_of, members_of

PLAN = gettext_lazy("Contents of the plan")
REPORTS = gettext_lazy("Reports to hand in")
TWO_WEEKS = datetime.timedelta(14)
A_WEEK = datetime.timedelta(7)


def remind_of_contents(today):
    for plan in PlanPage.objects.live().filter(begins_on__lte=today, ends_on__gte=today):
        due = [
            line
            for line in lines_of(plan, today=today)
            if line.unit and not line.progress.is_finished and is_day_of(line, today)
        ]
        members = {}
        for line in due:
            if line.unit.pk not in members:
                members[line.unit.pk] = list(members_of(line.unit))
            for user in members[line.unit.pk]:
                yield Reminder(user, PLAN, str(line.content), address_of(plan, line), line.due_on)


def remind_of_reports(today):
    """Recall to the Office what it has to hand in: two weeks before, on the days near, and late."""
    for report in reports_due(today + TWO_WEEKS):
        near = report.due_on - TWO_WEEKS, _working_days_before(report.due_on, 2), report.due_on
        if today > report.due_on or today in map(_next_working_day, near):
            url = reverse("cchc_plans_report", args=[report.pk])
            for user in office_members():
                yield Reminder(user, REPORTS, str(report), url, report.due_on)


def office_members():
    offices = Unit.objects.filter(kind=Unit.Kind.OFFICE).exclude(group=None)
    return [user for office in offices for user in members_of(office)]


def is_day_of(line, today):
    """Tell whether ``today`` is a day on which the content of ``line`` is recalled.

    What would fall on a day off, on which no mail goes out, is recalled on the working day after.
    """
    if line.progress.days is None:
        return False
    return any(_next_working_day(day) == today for day in _days(line.due_on, today))


def _days(due_on, today):
    yield due_on - TWO_WEEKS
    yield _working_days_before(due_on, 2)
    yield due_on
    late = today - due_on
    if late > datetime.timedelta(0):
        weeks = late // A_WEEK
        for number in (weeks - 1, weeks):
            if number > 0:
                yield due_on + number * A_WEEK


def _working_days_before(day, count):
    while count:
        day -= datetime.timedelta(1)
        count -= is_working_day(day)
    return day


def _next_working_day(day):
    return add_working_days(day, 0)
