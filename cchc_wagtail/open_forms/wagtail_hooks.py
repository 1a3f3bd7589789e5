from django.apps import apps
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail import hooks
from wagtail.admin import messages
from wagtail.models import Page

from cchc_wagtail.editorial.problems import HOOK as PROBLEMS_HOOK
from cchc_wagtail.editorial.problems import Problem
from cchc_wagtail.mail.daily import HOOK as DAILY_HOOK
from cchc_wagtail.mail.daily import DailyPart

from .models import Submission
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


@hooks.register("before_delete_page")
def keep_the_lookup_codes(request, page):
    if obstacle := looked_up_below([page]):
        messages.error(request, obstacle)
        return redirect("wagtailadmin_explore", page.get_parent().pk)


@hooks.register("before_bulk_action")
def keep_the_lookup_codes_of_many(request, action_type, objects, action_class_instance):
    if action_type != "delete" or action_class_instance.models != [Page]:
        return None
    if obstacle := looked_up_below(objects):
        messages.error(request, obstacle)
        return redirect(action_class_instance.next_url)


def looked_up_below(pages):
    """Return in words how many look up what they sent at or below ``pages``; or ``""``."""
    count = sum(
        model.objects.filter(page__path__startswith=page.path).count()
        for model in apps.get_models()
        if issubclass(model, Submission)
        for page in pages
    )
    if not count:
        return ""
    return ngettext(
        "Not deleted: %(count)d citizen looks up the state of what they sent there. "
        "Unpublish the page instead.",
        "Not deleted: %(count)d citizens look up the state of what they sent there. "
        "Unpublish the page instead.",
        count,
    ) % {"count": count}
