"""The part of the daily mail about pieces under review."""

from django.contrib.auth import get_user_model
from django.utils.translation import gettext_lazy

from cchc_wagtail.mail.reminders import Reminder
from cchc_wagtail.organisation.models import Unit
from cchc_wagtail.organisation.working_days import add_working_days, working_days_between

from .models import ReviewTaskState
from .pieces import Piece, authors, review_tasks, with_pieces

ESCALATED = gettext_lazy("Long overdue, for the head of the Office")
TO_RETURN = gettext_lazy("Sent back to you")
TO_REVIEW = gettext_lazy("Waiting for you")


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
