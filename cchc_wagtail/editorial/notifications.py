"""Who is told what when a piece moves on: everyone concerned, once, with the comment.

Mails honour the preferences that Wagtail offers each user, in their language. A fault in
composing one is logged and never undoes what it tells about.
"""

from contextlib import contextmanager
from contextvars import ContextVar

from django.contrib.auth import get_user_model
from django.utils.translation import gettext as _
from django.utils.translation import override
from wagtail.models import TaskState
from wagtail.users.models import UserProfile

from cchc_wagtail import clock
from cchc_wagtail.language import format_date
from cchc_wagtail.mail.letters import absolute, never_in_the_way, queue_letter

from .models import ReviewTaskState
from .pieces import Piece, authors, name_of, waits_for, with_pieces

_many_at_once = ContextVar("many_at_once", default=False)

SUBMITTED, APPROVED, REJECTED = (
    "submitted_notifications",
    "approved_notifications",
    "rejected_notifications",
)
COMMENTED = "updated_comments_notifications"


@contextmanager
def many_at_once():
    """Tell nobody of each piece that is submitted in here: the daily mail lists what waits."""
    token = _many_at_once.set(True)
    try:
        yield
    finally:
        _many_at_once.reset(token)


@never_in_the_way
def step_began(state, user):
    """Tell the next reviewers that ``state`` waits for them, and the others what ``user`` did."""
    if _many_at_once.get():
        return
    piece = piece_at(state)
    told = {user.pk if user else None}
    before = step_before(state)
    comment = said_with(before)
    send(
        state.task.specific.doers(piece.content),
        SUBMITTED,
        piece,
        lambda: _("To do: %(title)s") % {"title": piece.title},
        lambda: [
            _("“%(title)s” (%(kind)s, %(unit)s) is waiting for you: %(step)s.") % facts(piece),
            _("Due on %(date)s.") % {"date": format_date(state.due_on)},
        ],
        comment=comment,
        by=user,
        url=piece.review_url,
        told=told,
    )
    send(
        concerned(state),
        APPROVED if before and before.status == TaskState.STATUS_APPROVED else SUBMITTED,
        piece,
        lambda: _("Under review: %(title)s") % {"title": piece.title},
        lambda: [
            what_happened(before, piece),
            _("It is now waiting for: %(step)s.") % facts(piece),
        ],
        comment=comment,
        by=user,
        url=piece.history_url,
        told=told,
    )


@never_in_the_way
def sent_back(state, user):
    """Tell everyone concerned that ``user`` sent the piece back, and why."""
    piece = piece_at(state)
    send(
        concerned(state),
        REJECTED,
        piece,
        lambda: _("Sent back: %(title)s") % {"title": piece.title},
        lambda: [
            _("“%(title)s” (%(kind)s, %(unit)s) was sent back.") % facts(piece),
            _("Please submit it again by %(date)s.") % {"date": format_date(state.return_due_on)},
        ],
        comment=state.comment,
        by=user,
        url=piece.edit_url,
        told={user.pk if user else None},
    )


@never_in_the_way
def approved(state, user):
    """Tell everyone concerned that the piece was approved, and published or will be."""
    piece = piece_at(state)
    scheduled = state.revision.approved_go_live_at
    is_shown = getattr(piece.content, "approval_publishes", True) and not scheduled

    def lines():
        if scheduled:
            day = clock.local(scheduled)
            return [
                _("“%(title)s” (%(kind)s, %(unit)s) was approved.") % facts(piece),
                _("It will be published on %(date)s.")
                % {"date": f"{format_date(day.date())} {day:%H:%M}"},
            ]
        if not is_shown:
            return [_("“%(title)s” (%(kind)s, %(unit)s) was approved.") % facts(piece)]
        return [_("“%(title)s” (%(kind)s, %(unit)s) was approved and published.") % facts(piece)]

    send(
        concerned(state),
        APPROVED,
        piece,
        lambda: (
            (_("Published: %(title)s") if is_shown else _("Approved: %(title)s"))
            % {"title": piece.title}
        ),
        lines,
        comment=state.comment,
        by=user,
        url=piece.history_url,
        told={user.pk if user else None},
    )


@never_in_the_way
def published_on_schedule(state):
    """Tell everyone concerned that the piece, approved earlier, has now been published."""
    piece = piece_at(state)
    send(
        concerned(state),
        APPROVED,
        piece,
        lambda: _("Published: %(title)s") % {"title": piece.title},
        lambda: [_("“%(title)s” (%(kind)s, %(unit)s) was published as planned.") % facts(piece)],
        url=piece.history_url,
    )


@never_in_the_way
def commented(state, user, comments, *, others):
    """Tell everyone concerned but the users ``others`` of the ``comments`` that ``user`` wrote."""
    piece = piece_at(state)
    send(
        concerned(state),
        COMMENTED,
        piece,
        lambda: _("Comment: %(title)s") % {"title": piece.title},
        lambda: [_("There are new comments on “%(title)s”.") % facts(piece)],
        comment="\n".join(comments),
        by=user,
        url=f"{piece.edit_url}#comments",
        told={user.pk, *others},
    )


@never_in_the_way
def urged(state, user, comment):
    """Ask whoever ``state`` waits for to get on with it; preferences do not hold here."""
    piece = piece_at(state)
    url = piece.edit_url if piece.is_sent_back else piece.review_url
    send(
        waits_for(state),
        None,
        piece,
        lambda: _("Reminder: %(title)s") % {"title": piece.title},
        lambda: [
            _("The Office asks you to get on with “%(title)s” (%(kind)s, %(unit)s).")
            % facts(piece),
            _("It has been with you since %(since)s and is due on %(due)s.")
            % {"since": format_date(piece.since), "due": format_date(piece.due_on)},
        ],
        comment=comment,
        by=user,
        url=url,
        told={user.pk},
    )


def piece_at(state):
    return Piece(with_pieces(ReviewTaskState.objects.filter(pk=state.pk)).get())


def facts(piece):
    return {
        "title": piece.title,
        "kind": piece.kind,
        "unit": piece.unit_name,
        "step": piece.state.task.name,
    }


def step_before(state):
    """Return the step that the piece was at before ``state`` in the same review, or None."""
    steps = ReviewTaskState.objects.filter(workflow_state=state.workflow_state_id)
    earlier = steps.exclude(pk=state.pk).order_by("-started_at", "-pk")
    return earlier.select_related("task").first()


def said_with(before):
    """Return what goes along with the piece from the step ``before``, if there was one.

    A comment of whoever sent it back was for the unit; what comes back is the unit's answer.
    """
    if before is None:
        return ""
    return before.reply if before.status == TaskState.STATUS_REJECTED else before.comment


def what_happened(before, piece):
    if before is None:
        return _("“%(title)s” (%(kind)s, %(unit)s) was submitted.") % facts(piece)
    if before.status == TaskState.STATUS_APPROVED:
        return _("“%(title)s” has passed the step “%(done)s”.") % {
            "title": piece.title,
            "done": before.task.name,
        }
    if before.status == TaskState.STATUS_REJECTED:
        return _("“%(title)s” (%(kind)s, %(unit)s) was submitted again.") % facts(piece)
    return _("“%(title)s” was edited and passed back to an earlier step.") % facts(piece)


def concerned(state):
    """Return the active users concerned: author, unit, and those who approved in this review."""
    approvers = state.workflow_state.task_states.filter(status=TaskState.STATUS_APPROVED)
    earlier = get_user_model().objects.filter(
        is_active=True, pk__in=approvers.values("finished_by")
    )
    return (authors(state) | earlier.distinct()).distinct()


def send(users, preference, piece, subject, lines, *, url, comment="", by=None, told=None):
    """Queue a mail for each of ``users`` who wants it, and add them to ``told``.

    ``subject`` and ``lines`` are called in the language of each user. Nobody in ``told``, a set of
    keys of users, gets one.
    """
    told = set() if told is None else told
    for user in users.select_related("wagtail_userprofile").exclude(pk__in=told - {None}):
        told.add(user.pk)
        profile = UserProfile.get_for_user(user)
        if not user.email or (preference and not getattr(profile, preference)):
            continue
        with override(profile.get_preferred_language()):
            queue_letter(
                user,
                subject(),
                lines=lines(),
                comment=comment,
                by=name_of(by),
                url=absolute(url),
                about=piece.content,
            )
