"""The Office urges the unit that leads a content of a plan: a mail, and a note on the board."""

from django.contrib.auth import get_user_model
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override
from wagtail.users.models import UserProfile

from cchc_wagtail import clock
from cchc_wagtail.editorial.urging import UrgedToday
from cchc_wagtail.mail.letters import absolute, never_in_the_way, queue_letter

from .models import PlanUrging


def urge(plan, line, user, comment=""):
    """Let ``user`` urge the unit that leads the content of ``line``; return the note.

    Raises:
        UrgedToday: somebody has urged it today.
        ValueError: no unit leads it, or it is done.
    """
    if line.unit is None:
        raise ValueError("no unit leads this content")
    if line.progress.is_finished:
        raise ValueError("this content is done")
    try:
        with transaction.atomic():
            note = PlanUrging.objects.create(
                plan=plan, key=line.key, day=clock.today(), urged_by=user, comment=comment
            )
            _tell(plan, line, user, comment)
    except IntegrityError:
        raise UrgedToday from None
    return note


def members_of(unit):
    """Return the active users who write for ``unit``."""
    return get_user_model().objects.filter(is_active=True, groups=unit.group_id).exclude(email="")


def address_of(plan, line):
    return reverse("cchc_plans_content", args=[plan.pk, line.key])


@never_in_the_way
def _tell(plan, line, user, comment):
    for member in members_of(line.unit):
        with override(UserProfile.get_for_user(member).get_preferred_language()):
            queue_letter(
                member,
                _("Urged: %(title)s") % {"title": line.content},
                lines=[
                    _("The Office asks how far this content of “%(plan)s” has come.")
                    % {"plan": plan.title},
                    f"{line.progress.state.label}: {line.progress.in_words}.",
                ],
                comment=comment,
                by=user,
                url=absolute(address_of(plan, line)),
            )
