from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from cchc_wagtail.organisation.reading import read_again

from .daily import HOOK, DailyPart
from .outbox import forget_sent, send_waiting
from .reminders import remind


@hooks.register(HOOK, order=10)
def read_what_could_not_be_read():
    return DailyPart("unread", _("Content that could not be read"), _read_again)


@hooks.register(HOOK, order=800)
def remind_everybody():
    return DailyPart("reminders", _("Reminders"), _remind)


@hooks.register(HOOK, order=900)
def try_mails_again():
    return DailyPart("mails", _("Mails that wait"), _send)


@hooks.register(HOOK, order=910)
def forget_sent_mails():
    return DailyPart("sent-mails", _("Sent mails"), _forget)


def _read_again(today):
    return f"{read_again()} contents still cannot be read"


def _remind(today):
    return f"{remind(today)} daily mails"


def _send(today):
    sent, failed = send_waiting()
    return f"{sent} mails sent, {failed} could not be"


def _forget(today):
    return f"{forget_sent()} mails removed"
