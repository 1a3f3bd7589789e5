"""One mail a person a day: what falls due, what is overdue, what waits.

A room adds its own reminders with a function under Wagtail's hook ``register_cchc_reminders``. It
is called with the day and returns ``Reminder`` objects; each goes into the mail of its user::

    @hooks.register("register_cchc_reminders")
    def remind_of_plan_items(today):
        yield Reminder(user, PLAN, item.title, item.edit_url, item.due_on)
"""

import logging
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override
from wagtail import hooks
from wagtail.users.models import UserProfile

from cchc_wagtail.language import format_date
from cchc_wagtail.organisation.working_days import (
    add_working_days,
    is_working_day,
    working_days_between,
)

from .letters import absolute, queue_letter
from .models import DailyMail

HOOK = "register_cchc_reminders"
SHOWN = 30
logger = logging.getLogger(__name__)


class RemindersMissing(Exception):
    """Some of the reminders of a day could not be found out."""


@dataclass(frozen=True)
class Reminder:
    """One line in the daily mail of ``user``.

    ``group`` is the heading under which it stands; ``url`` is whole or a path in the admin;
    ``due_on`` may be None. The mail says itself what is overdue or due on the next working day.
    """

    user: Any
    group: str
    title: str
    url: str
    due_on: date | None = None


def remind(today):
    """Send everybody who is reminded of something on ``today`` one mail; return how many mails.

    Nothing is sent on a day off, nor twice to the same person on one day.

    Raises:
        RemindersMissing: a room could not say what it reminds of; the others have been sent.
    """
    if not is_working_day(today):
        return 0
    by_user, failures = {}, []
    for register in hooks.get_hooks(HOOK):
        try:
            found = list(register(today))
        except Exception as error:
            logger.exception("Reminders are missing: %s", register.__name__)
            failures.append(f"{register.__name__}: {type(error).__name__}: {error}")
            continue
        for reminder in found:
            if reminder.user.is_active and reminder.user.email:
                by_user.setdefault(reminder.user, []).append(reminder)
    sent = sum(send_daily_mail(user, today, found) for user, found in by_user.items())
    if failures:
        raise RemindersMissing("; ".join(failures))
    return sent


def send_daily_mail(user, today, reminders):
    """Queue the mail of ``today`` to ``user``; return False if that was done before."""
    try:
        with transaction.atomic():
            DailyMail.objects.create(user=user, day=today)
            with override(UserProfile.get_for_user(user).get_preferred_language()):
                heading = ngettext(
                    "%(count)d item for your attention on %(date)s",
                    "%(count)d items for your attention on %(date)s",
                    len(reminders),
                ) % {"count": len(reminders), "date": format_date(today)}
                queue_letter(
                    user,
                    heading,
                    name="daily",
                    groups=grouped(reminders, today),
                    url=absolute(reverse("wagtailadmin_home")),
                )
    except IntegrityError:
        return False
    return True


def grouped(reminders, today):
    """Return ``(heading, lines, more)`` of each group, what is due first first.

    Only so many lines are shown; ``more`` is how many are not.
    """
    tomorrow = add_working_days(today, 1)
    order = {}
    for reminder in reminders:
        order.setdefault(str(reminder.group), len(order))
    ordered = sorted(
        reminders, key=lambda one: (order[str(one.group)], one.due_on or date.max, one.title)
    )
    groups = []
    for heading, found in groupby(ordered, key=lambda one: str(one.group)):
        lines = [line(one, today, tomorrow) for one in found]
        groups.append((heading, lines[:SHOWN], len(lines[SHOWN:])))
    return groups


def line(reminder, today, tomorrow):
    url = reminder.url if "://" in reminder.url else absolute(reminder.url)
    return {"title": reminder.title, "url": url, "due": due(reminder.due_on, today, tomorrow)}


def due(day, today, tomorrow):
    """Say in words how near ``day`` is."""
    if day is None:
        return ""
    if day < today:
        late = working_days_between(day, today)
        return ngettext(
            "overdue by %(count)d working day", "overdue by %(count)d working days", late
        ) % {"count": late}
    if day == today:
        return _("due today")
    if day <= tomorrow:
        return _("due on the next working day, %(date)s") % {"date": format_date(day)}
    return _("due on %(date)s") % {"date": format_date(day)}
