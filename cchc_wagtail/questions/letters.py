"""The mails about a question: to the citizen who asks, and to those who answer.

A mail to a citizen holds no words of theirs, so that the form cannot be used to write to others.
"""

from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin.utils import get_admin_base_url

from cchc_wagtail.mail.models import OutgoingMail
from cchc_wagtail.mail.outbox import queue_mail
from cchc_wagtail.organisation.models import Unit

from .models import SituationIndexPage


def about(question):
    """Return the mails about ``question``, whoever they are for."""
    content_type = ContentType.objects.get_for_model(question)
    return OutgoingMail.objects.filter(content_type=content_type, object_id=str(question.pk))


def undelivered(question):
    """Return the mails to the asker that could not be sent at the first attempt nor later."""
    return about(question).filter(recipient=question.email, sent_at=None, attempts__gt=0)


def confirm(question):
    """Tell the asker that the question has come, and how to look up its state."""
    if question.email:
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
    units = Unit.objects.filter(pk=draft.unit_id)
    address = reverse("wagtailadmin_pages:edit", args=[draft.pk])
    context = {
        "draft": draft,
        "asker": user.get_full_name() or user.get_username(),
        "address": f"{get_admin_base_url() or ''}{address}",
    }
    text = render_to_string("cchc_questions/mails/wanted.txt", context)
    for recipient in _addresses_of(units):
        queue_mail(recipient, _("A situation to answer"), text, about=draft)


def _to_asker(question, subject, name):
    page = question.page or SituationIndexPage.objects.live().order_by("path").first()
    address = ""
    if page is not None:
        lookup = page.reverse_subpage("question", args=[question.reference])
        address = page.full_url + lookup
    _write(question, [question.email], f"{subject} ({question.reference})", name, address)


def _to_members(question, units, subject, name):
    address = reverse("cchc_questions:question", args=[question.pk])
    address = f"{get_admin_base_url() or ''}{address}"
    _write(question, _addresses_of(units), f"{subject} ({question.reference})", name, address)


def _addresses_of(units):
    users = get_user_model().objects.filter(is_active=True, groups__cchc_unit__in=units)
    return users.exclude(email="").distinct().order_by("pk").values_list("email", flat=True)


def _write(question, recipients, subject, name, address):
    context = {"question": question, "address": address}
    text = render_to_string(f"cchc_questions/mails/{name}.txt", context)
    for recipient in recipients:
        queue_mail(recipient, subject, text, about=question)
