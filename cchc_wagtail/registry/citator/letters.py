"""Letters to units when the law moves."""

from itertools import groupby

from django.contrib.auth import get_user_model
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, override
from wagtail.users.models import UserProfile

from cchc_wagtail.language import format_date
from cchc_wagtail.mail.letters import absolute, never_in_the_way, queue_letter
from cchc_wagtail.mail.reminders import Reminder
from cchc_wagtail.organisation.working_days import add_working_days

from ..models import LapsedLawTask

SHOWN = 30
TO_CHECK = gettext_lazy("Content that rests on law no longer in force")


@never_in_the_way
def tell_of_tasks(tasks):
    """Queue for the members of each unit one mail that names its new ``tasks``."""
    keys = [task.pk for task in tasks]
    rows = LapsedLawTask.objects.filter(pk__in=keys).order_by("unit", "document")
    rows = rows.select_related("unit", "document__document_type")
    for unit, of_unit in groupby(rows, key=lambda task: task.unit):
        of_unit = list(of_unit)
        for user in members_of(unit):
            if user.email:
                _tell(user, of_unit)


def _tell(user, tasks):
    with override(UserProfile.get_for_user(user).get_preferred_language()):
        heading = ngettext(
            "%(count)d document cited in your content is no longer in force",
            "%(count)d documents cited in your content are no longer in force",
            len(tasks),
        ) % {"count": len(tasks)}
        lines = [
            _("%(document)s: not in force since %(since)s.")
            % {"document": task.document, "since": format_date(task.since)}
            for task in tasks[:SHOWN]
        ]
        if len(tasks) > SHOWN:
            lines.append(_("And %(count)d more.") % {"count": len(tasks) - SHOWN})
        lines.append(
            _("Please check the pages that cite this, and mend them or confirm them, by %(date)s.")
            % {"date": format_date(tasks[0].due_on)}
        )
        queue_letter(user, heading, lines=lines, url=absolute(report_url()))


def remind_of_tasks(today):
    """Remind units of the tasks that are due on the next working day or overdue."""
    due = LapsedLawTask.objects.open().filter(due_on__lte=add_working_days(today, 1))
    members = {}
    for task in due.select_related("unit", "document__document_type"):
        if task.unit_id not in members:
            members[task.unit_id] = list(members_of(task.unit))
        for user in members[task.unit_id]:
            yield Reminder(user, TO_CHECK, str(task.document), report_url(), task.due_on)


def members_of(unit):
    """Return the active users who write for ``unit``."""
    return get_user_model().objects.filter(is_active=True, groups__cchc_unit=unit).distinct()


def report_url():
    return f"{reverse('cchc_registry_lapsed')}?is_checked=false"
