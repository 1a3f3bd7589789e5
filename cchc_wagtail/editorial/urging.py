"""The Office urges whoever a piece waits for: a mail, and a note that stays with the piece."""

from django.db import IntegrityError, transaction

from cchc_wagtail import clock
from cchc_wagtail.organisation.models import Unit, is_in

from .models import ReviewTaskState, Urging
from .notifications import urged


class UrgedToday(Exception):
    """The piece was urged today already."""


def may_urge(user):
    """Tell whether ``user`` may urge: a member of the Office, or an administrator."""
    return user.is_superuser or is_in(Unit.Kind.OFFICE, user)


def urge(state, user, comment=""):
    """Let ``user`` urge whoever the piece at the step ``state`` waits for; return the note.

    Raises:
        UrgedToday: somebody has urged it today.
        ValueError: the piece waits for nobody at this step any more.
    """
    if not ReviewTaskState.objects.current().filter(pk=state.pk).exists():
        raise ValueError("the piece is not at this step any more")
    try:
        with transaction.atomic():
            urging = Urging.objects.create(
                workflow_state_id=state.workflow_state_id,
                day=clock.today(),
                urged_by=user,
                comment=comment,
            )
            urged(state, user, comment)
    except IntegrityError:
        raise UrgedToday from None
    return urging
