from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from cchc_wagtail.editorial.problems import HOOK as PROBLEMS_HOOK
from cchc_wagtail.editorial.problems import Problem
from cchc_wagtail.mail.daily import HOOK as DAILY_HOOK
from cchc_wagtail.mail.daily import DailyPart

from .rate_limit import check_client_address, forget_sendings


@hooks.register(PROBLEMS_HOOK)
def tell_of_the_proxy():
    if check_client_address():
        text = _(
            "The site does not know the addresses of its visitors: all of them together may send "
            "a form as often as one. (CLIENT_ADDRESS_HEADER)"
        )
        return [Problem("cchc_open_forms.W001", text)]
    return []


@hooks.register(DAILY_HOOK, order=610)
def forget_senders():
    return DailyPart("senders", _("Where forms were sent from"), _forget_senders)


def _forget_senders(today):
    return f"{forget_sendings()} traces of senders removed"
