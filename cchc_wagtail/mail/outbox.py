"""Mail that never stands in the way of what it tells about.

A mail is stored in the transaction of the event that it tells about. Once that is committed, it is
claimed, sent and recorded, outside any transaction and away from the request: by a thread of this
process, or by the worker of the host's backend for ``django-tasks`` where there is one. What could
not be sent is tried again by ``cchc_daily``, ``MOST_ATTEMPTS`` times in all.
"""

import datetime
import logging
import threading

from django.core.mail import EmailMultiAlternatives
from django.db import connection, transaction
from django.db.models import F, Q
from django.utils import timezone
from django_tasks import task

from cchc_wagtail import clock
from cchc_wagtail.background import has_worker
from cchc_wagtail.conf import get_setting

from .models import DailyMail, OutgoingMail

MOST_ATTEMPTS = 10
#: After that long, whoever has claimed a mail counts as dead.
CLAIM = datetime.timedelta(minutes=15)
logger = logging.getLogger(__name__)


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
    transaction.on_commit(send_soon, robust=True)
    return mail


def send_soon():
    """Have what waits for its first attempt sent, without waiting for it."""
    if has_worker():
        send_new.enqueue()
    else:
        _sender.wake()


@task()
def send_new():
    """Send what waits for its first attempt."""
    _send(_unclaimed().filter(attempts=0))


def send_waiting():
    """Try all mails that wait; return how many were sent, and how many could not be."""
    return _send(_unclaimed().filter(attempts__lt=MOST_ATTEMPTS))


def forget_sent():
    """Remove what was sent, or given up, ``SENT_MAIL_DAYS`` days ago; return how many mails.

    The notes of who was reminded go along.
    """
    before = timezone.now() - datetime.timedelta(days=get_setting("SENT_MAIL_DAYS"))
    DailyMail.objects.filter(day__lt=clock.day_of(before)).delete()
    given_up = Q(attempts__gte=MOST_ATTEMPTS, created_at__lt=before)
    return OutgoingMail.objects.filter(Q(sent_at__lt=before) | given_up).delete()[0]


def _unclaimed():
    free = Q(claimed_until=None) | Q(claimed_until__lt=timezone.now())
    return OutgoingMail.objects.filter(free, sent_at=None)


def _send(mails):
    sent = failed = 0
    for key in list(mails.order_by("pk").values_list("pk", flat=True)):
        if mail := _claim(key):
            if _deliver(mail):
                sent += 1
            else:
                failed += 1
    return sent, failed


def _claim(key):
    """Return the mail ``key``, now ours alone until it is recorded; None if somebody else has it.

    Committed before the mail is sent: a process that dies in between leaves one attempt.
    """
    claimed = _unclaimed().filter(pk=key)
    if claimed.update(claimed_until=timezone.now() + CLAIM, attempts=F("attempts") + 1):
        return OutgoingMail.objects.get(pk=key)
    return None


def _deliver(mail):
    """Send the claimed ``mail`` and record how that went; return whether it was sent."""
    message = EmailMultiAlternatives(mail.subject, mail.text, to=[mail.recipient])
    if mail.html:
        message.attach_alternative(mail.html, "text/html")
    outcome = {"claimed_until": None}
    try:
        message.send()
    except Exception as error:  # Whatever a mail server does is the mail's error.
        outcome["error"] = f"{type(error).__name__}: {error}"
    else:
        outcome |= {"sent_at": timezone.now(), "error": ""}
    OutgoingMail.objects.filter(pk=mail.pk).update(**outcome)
    return "sent_at" in outcome


class _Sender:
    """One thread a process, alive while something waits for its first attempt.

    No daemon: a command that ends has its mails sent first.
    """

    def __init__(self):
        self._lock, self._wanted, self._thread = threading.Lock(), False, None

    def wake(self):
        with self._lock:
            self._wanted = True
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="cchc-mail")
                self._thread.start()

    def _run(self):
        try:
            while self._is_wanted():
                try:
                    send_new.call()
                except Exception:
                    logger.exception("The mails that wait could not be sent now.")
        finally:
            connection.close()

    def _is_wanted(self):
        with self._lock:
            wanted, self._wanted = self._wanted, False
            if not wanted:
                self._thread = None
            return wanted


_sender = _Sender()
