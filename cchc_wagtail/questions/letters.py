"""The mails about a question: to the citizen who asks, and to those who answer."""

from django.urls import reverse
from django.utils.translation import gettext as _

from cchc_wagtail.open_forms.letters import write_to_members, write_to_sender
from cchc_wagtail.organisation.models import Unit


def confirm(question):
    """Tell the asker that the question has come, and how to look up its state."""
    _to_asker(question, _("We have received your question"), "received")


def tell(question):
    """Tell the asker the outcome: the answer, or why there is none."""
    if question.situation and not question.reason:
        _to_asker(question, _("Your question is answered"), "answered")
    else:
        _to_asker(question, _("About your question"), "declined")


def notify_office(question):
    """Tell the Office that there is a new question; the mail says nothing of the asker."""
    offices = Unit.objects.filter(kind=Unit.Kind.OFFICE)
    _to_members(question, offices, _("A new question of a citizen"), "new")


def notify_unit(question):
    """Tell the members of the unit that a question is theirs to answer, and by when."""
    units = Unit.objects.filter(pk=question.unit_id)
    _to_members(question, units, _("A question to answer"), "assigned")


def ask_for_situation(draft, user):
    """Ask the members of the unit of ``draft``, a situation, for the answer; ``user`` asks."""
    write_to_members(
        draft,
        Unit.objects.filter(pk=draft.unit_id),
        _("A situation to answer"),
        "cchc_questions/mails/wanted.txt",
        address=reverse("wagtailadmin_pages:edit", args=[draft.pk]),
        draft=draft,
        asker=user.get_full_name() or user.get_username(),
    )


def _to_asker(question, subject, name):
    write_to_sender(question, subject, f"cchc_questions/mails/{name}.txt")


def _to_members(question, units, subject, name):
    address = reverse("cchc_questions:question", args=[question.pk])
    template = f"cchc_questions/mails/{name}.txt"
    subject = f"{subject} ({question.reference})"
    write_to_members(question, units, subject, template, address=address, question=question)
