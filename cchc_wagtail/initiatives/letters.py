"""The mails about proposals of citizens, and about the use of initiatives by other units."""

from django.urls import reverse
from django.utils.translation import gettext as _

from cchc_wagtail.mail.outbox import queue_mail
from cchc_wagtail.open_forms.letters import write_to_members, write_to_sender
from cchc_wagtail.organisation.models import Unit

MAILS = "cchc_initiatives/mails"


def confirm(proposal):
    """Tell the sender that the proposal has come, and how to look up its state."""
    _to_sender(proposal, _("We have received your proposal"), "received")


def tell(proposal):
    """Tell the sender the outcome: the published initiative, or why there is none."""
    is_published = proposal.state == proposal.State.PUBLISHED
    _to_sender(
        proposal,
        _("Your proposal is published") if is_published else _("About your proposal"),
        "published" if is_published else "declined",
    )


def notify_office(proposal):
    """Tell the Office that there is a new proposal; the mail says nothing of the sender."""
    subject = _("A new proposal of a citizen (%s)") % proposal.reference
    address = reverse("cchc_proposals:proposal", args=[proposal.pk])
    template = f"{MAILS}/new.txt"
    write_to_members(proposal, offices(), subject, template, address=address, proposal=proposal)


def ask_to_confirm(adoption):
    """Tell the Office that a unit says that it uses an initiative."""
    subject = _("%(unit)s also uses an initiative") % {"unit": adoption.unit}
    address = reverse("cchc_initiatives:adoptions")
    template = f"{MAILS}/adopted.txt"
    write_to_members(adoption, offices(), subject, template, address=address, adoption=adoption)


def tell_refused(adoption):
    """Tell whoever said it why the Office does not confirm it."""
    if adoption.said_by is not None and adoption.said_by.email:
        subject = _("Not confirmed: %(title)s") % {"title": adoption.initiative.title}
        queue_mail(adoption.said_by.email, subject, adoption.word, about=adoption)


def offices():
    return Unit.objects.filter(kind=Unit.Kind.OFFICE)


def _to_sender(proposal, subject, name):
    write_to_sender(proposal, subject, f"{MAILS}/{name}.txt")
