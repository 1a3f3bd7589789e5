"""The mails about what somebody without an account sent: to them, and to those who see to it.

A mail to a citizen holds no words of theirs, so that a form cannot be used to write to others.
"""

from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.template.loader import render_to_string
from wagtail.admin.utils import get_admin_base_url

from cchc_wagtail.mail.models import OutgoingMail
from cchc_wagtail.mail.outbox import queue_mail


def about(sent):
    """Return the mails about ``sent``, a ``Submission``, whoever they are for."""
    content_type = ContentType.objects.get_for_model(sent)
    return OutgoingMail.objects.filter(content_type=content_type, object_id=str(sent.pk))


def undelivered(sent):
    """Return the mails to the sender that could not be sent at the first attempt nor later."""
    return about(sent).filter(recipient=sent.email, sent_at=None, attempts__gt=0)


def write_to_sender(sent, subject, template):
    """Write to whoever sent ``sent``, a ``Submission``, unless they gave no address.

    The template is given it under the name of its model, and as ``address`` where its state can be
    looked up, which may be empty.
    """
    if not sent.email:
        return
    lists = sent._meta.get_field("page").related_model
    page = sent.page or lists.objects.live().order_by("path").first()
    name = sent._meta.model_name
    address = page.full_url + page.reverse_subpage(name, args=[sent.reference]) if page else ""
    context = {name: sent, "address": address}
    _write(sent, [sent.email], f"{subject} ({sent.reference})", template, context)


def write_to_members(about, units, subject, template, *, address, **context):
    """Write to the members of ``units``, a query set, with the path of a screen in the admin.

    ``about`` is the stored row that the mail speaks of.
    """
    users = get_user_model().objects.filter(is_active=True, groups__cchc_unit__in=units)
    recipients = users.exclude(email="").distinct().order_by("pk").values_list("email", flat=True)
    context["address"] = f"{get_admin_base_url() or ''}{address}"
    _write(about, recipients, subject, template, context)


def _write(about, recipients, subject, template, context):
    text = render_to_string(template, context)
    for recipient in recipients:
        queue_mail(recipient, subject, text, about=about)
