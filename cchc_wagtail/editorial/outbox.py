"""Mail that never stands in the way of what it tells about.

A mail is stored in the transaction of the event that it tells about, sent by a background task
(``django-tasks``) once that is committed, and tried again by ``cchc_remind`` until it is delivered
or has failed ``MOST_ATTEMPTS`` times.
"""

from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.utils import timezone
from django_tasks import task

from .models import OutgoingMail

MOST_ATTEMPTS = 10


def queue_mail(recipient, subject, text, *, html="", about=None):
    """Send one mail to the address ``recipient`` after the current transaction; return its row.

    ``about`` is the stored model instance that the mail speaks of, or None. Subjects are cut to
    one line of 255 characters. Failure to send is recorded in the row and never raised.
    """
    mail = OutgoingMail(
        recipient=recipient, subject=" ".join(subject.split())[:255], text=text, html=html
    )
    if about is not None:
        mail.about = about
    mail.save()
    transaction.on_commit(lambda: deliver.enqueue(mail.pk))
    return mail


@task()
def deliver(mail_id):
    """Send the mail with the key ``mail_id``, unless that was done; record how it went."""
    with transaction.atomic():
        waiting = OutgoingMail.objects.select_for_update(skip_locked=True)
        mail = waiting.filter(pk=mail_id, sent_at=None).first()
        if mail is None:
            return
        message = EmailMultiAlternatives(mail.subject, mail.text, to=[mail.recipient])
        if mail.html:
            message.attach_alternative(mail.html, "text/html")
        mail.attempts += 1
        try:
            message.send()
        except Exception as error:  # Whatever a mail server does must not undo an approval.
            mail.error = f"{type(error).__name__}: {error}"
        else:
            mail.sent_at, mail.error = timezone.now(), ""
        mail.save()


def deliver_waiting():
    """Try all mails that wait once more; return how many could not be sent now."""
    waiting = OutgoingMail.objects.filter(sent_at=None, attempts__lt=MOST_ATTEMPTS)
    keys = list(waiting.order_by("pk").values_list("pk", flat=True))
    for key in keys:
        deliver.call(key)
    return OutgoingMail.objects.filter(pk__in=keys, sent_at=None).count()
