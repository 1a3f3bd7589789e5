from django.contrib.auth import get_user_model
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cchc_wagtail import clock
from cchc_wagtail.mail.reminders import Reminder

from .letters import offices
from .models import Adoption, Proposal

GROUP = gettext_lazy("Initiatives and good models")


def remind_of_initiatives(today):
    """Remind the Office of proposals and uses that nobody has decided on since an earlier day.

    The mail says nothing of who proposed what.
    """
    earlier = clock.midnight(today)
    members = list(get_user_model().objects.filter(is_active=True, groups__cchc_unit__in=offices()))
    waiting = [
        (
            _("Proposal %(code)s") % {"code": proposal.reference},
            reverse("cchc_proposals:proposal", args=[proposal.pk]),
        )
        for proposal in Proposal.objects.new().filter(sent_at__lt=earlier).order_by("sent_at", "pk")
    ]
    uses = Adoption.objects.waiting().filter(said_at__lt=earlier).select_related("initiative")
    waiting += [
        (
            _("To be confirmed: a use of “%(title)s”") % {"title": adoption.initiative.title},
            reverse("cchc_initiatives:adoptions"),
        )
        for adoption in uses
    ]
    for user in members:
        for title, url in waiting:
            yield Reminder(user, GROUP, title, url)
