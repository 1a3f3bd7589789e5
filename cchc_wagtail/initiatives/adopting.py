"""How “đã áp dụng tại” grows: a unit says that it uses an initiative, the Office confirms it."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cchc_wagtail.open_forms.steps import WrongState, locked
from cchc_wagtail.organisation.models import Unit
from cchc_wagtail.search.visibility import public_pages

from . import letters
from .models import Adoption, InitiativePage


def units_to_say(user, initiative):
    """Return the units of ``user`` that may say that they use ``initiative``, a query set.

    Not the unit that made it, and none that has said so already, unless it was not confirmed.
    Administrators say it for any.
    """
    units = Unit.objects.all() if user.is_superuser else Unit.objects.of_user(user)
    said = Adoption.objects.of_initiative(initiative).exclude(state=Adoption.State.REFUSED)
    return units.exclude(pk=initiative.unit_id).exclude(pk__in=said.values("unit"))


def may_confirm(user):
    return user.has_perm("cchc_initiatives.change_adoption")


@transaction.atomic
def say(initiative, unit, adopted_on, sentence, user):
    """Note that ``unit`` uses ``initiative`` since ``adopted_on``, and tell the Office.

    Raises:
        WrongState: the initiative is not public, or the unit may not say so, or has.
    """
    initiative = InitiativePage.objects.select_for_update(of=("self",)).get(pk=initiative.pk)
    if not public_pages(InitiativePage.objects.filter(pk=initiative.pk)).exists():
        raise WrongState(_("This initiative is not published."))
    if not units_to_say(user, initiative).filter(pk=unit.pk).exists():
        raise WrongState(_("Your unit has said so already."))
    refused = Adoption.objects.of_initiative(initiative).filter(unit=unit).first()
    adoption = refused or Adoption(initiative=initiative, unit=unit)
    adoption.adopted_on, adoption.sentence = adopted_on, sentence
    adoption.said_by, adoption.said_at = user, timezone.now()
    adoption.state = Adoption.State.WAITING
    adoption.decided_by = adoption.decided_at = None
    adoption.word = ""
    adoption.save()
    letters.ask_to_confirm(adoption)
    return adoption


@transaction.atomic
def confirm(adoption, user):
    """Show ``adoption`` to readers.

    Raises:
        WrongState: it was decided already, or ``user`` said it themselves.
    """
    adoption = locked(adoption, Adoption.State.WAITING)
    if adoption.said_by_id == user.pk and not user.is_superuser:
        raise WrongState(_("You said this yourself: somebody else confirms it."))
    return _decide(adoption, Adoption.State.CONFIRMED, user)


@transaction.atomic
def refuse(adoption, word, user):
    """Leave ``adoption`` out, confirmed or not, and tell whoever said it why.

    Raises:
        WrongState: it was left out already.
    """
    adoption = locked(adoption, Adoption.State.WAITING, Adoption.State.CONFIRMED)
    adoption = _decide(adoption, Adoption.State.REFUSED, user, word)
    letters.tell_refused(adoption)
    return adoption


def _decide(adoption, state, user, word=""):
    adoption.state, adoption.word = state, word
    adoption.decided_by, adoption.decided_at = user, timezone.now()
    adoption.save()
    return adoption
