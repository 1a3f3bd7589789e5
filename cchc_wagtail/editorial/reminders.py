"""One mail a person a day: what falls due, what is overdue, what waits.

A room adds its own reminders with a function under Wagtail's hook ``register_cchc_reminders``. It
is called with the day and returns ``Reminder`` objects; each goes into the mail of its user::

    @hooks.register("register_cchc_reminders")
    def remind_of_plan_items(today):
        yield Reminder(user, PLAN, item.title, item.edit_url, item.due_on)
"""

from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from django.contrib.auth import get_user_model
from django.db import IntegrityError, transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, override
from wagtail import hooks
from wagtail.users.models import UserProfile

from cchc_wagtail.language import format_date
from cchc_wagtail.organisation.models import Unit
from cchc_wagtail.organisation.working_days import (
    add_working_days,
    is_working_day,
    working_days_between,
)

from .models import DailyMail, ReviewTaskState
from .notifications import absolute
from .outbox import queue_mail
from .pieces import Piece, authors, review_tasks, with_pieces

HOOK = "register_cchc_reminders"
SHOWN = 30

ESCALATED = gettext_lazy("Long overdue, for the head of the Office")
TO_RETURN = gettext_lazy("Sent back to you")
TO_REVIEW = gettext_lazy("Waiting for you")


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
    """
    if not is_working_day(today):
        return 0
    by_user = {}
    for register in hooks.get_hooks(HOOK):
        for reminder in register(today):
            if reminder.user.is_active and reminder.user.email:
                by_user.setdefault(reminder.user, []).append(reminder)
    return sum(send_daily_mail(user, today, found) for user, found in by_user.items())


def send_daily_mail(user, today, reminders):
    """Queue the mail of ``today`` to ``user``; return False if that was done before."""
    try:
        with transaction.atomic():
            DailyMail.objects.create(user=user, day=today)
            with override(UserProfile.get_for_user(user).get_preferred_language()):
                context = {"groups": grouped(reminders, today), "url": absolute(admin_home())}
                subject = ngettext(
                    "%(count)d item for your attention on %(date)s",
                    "%(count)d items for your attention on %(date)s",
                    len(reminders),
                ) % {"count": len(reminders), "date": format_date(today)}
                context["heading"] = subject
                queue_mail(
                    user.email,
                    subject,
                    render_to_string("cchc_editorial/mail/daily.txt", context).strip() + "\n",
                    html=render_to_string("cchc_editorial/mail/daily.html", context),
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


def admin_home():
    return reverse("wagtailadmin_home")


def remind_of_pieces(today):
    """Remind reviewers and units of the pieces that wait for them, and heads of the Office.

    What was sent back is recalled once it is due on the next working day or overdue; a reviewer
    hears of all that waits.
    """
    heads = heads_of_the_office()
    for piece in every_piece(ReviewTaskState.objects.waiting()):
        task = piece.state.task
        for user in task.doers(piece.content):
            yield remind_of(piece, user, TO_REVIEW, piece.review_url)
        yield from escalated(piece, task, heads, today)
    due = ReviewTaskState.objects.sent_back().filter(return_due_on__lte=add_working_days(today, 1))
    for piece in every_piece(due):
        for user in authors(piece.state):
            yield remind_of(piece, user, TO_RETURN, piece.edit_url)
        yield from escalated(piece, piece.state.task, heads, today)


def every_piece(states):
    """Yield a ``Piece`` of each of ``states``, its task of its own class."""
    tasks = {task.pk: task for task in review_tasks()}
    for state in with_pieces(states).filter(task__in=tasks).iterator(chunk_size=500):
        state.task = tasks[state.task_id]
        piece = Piece(state)
        if piece.content is not None:
            yield piece


def remind_of(piece, user, group, url):
    return Reminder(user, group, piece.title, url, piece.due_on)


def escalated(piece, task, heads, today):
    """Tell ``heads`` of a piece that is overdue by as many working days as ``task`` allows."""
    if working_days_between(piece.due_on, today) >= max(task.escalate_days, 1):
        for user in heads:
            yield remind_of(piece, user, ESCALATED, piece.history_url)


def heads_of_the_office():
    """Return the heads of the Office with an active account, or else all of its members."""
    users = get_user_model().objects.filter(is_active=True)
    offices = Unit.objects.filter(kind=Unit.Kind.OFFICE)
    return (
        users.filter(pk__in=offices.values("head"))
        or users.filter(groups__cchc_unit__in=offices).distinct()
    )
