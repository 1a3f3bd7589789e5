"""How often a form that needs no account may be sent.

Counted in the database: it is shared by all processes, where the cache of a host may not be, and
a form that writes a row may as well count it. The sender's address is kept for an hour at most and
only as a keyed hash.
"""

from datetime import timedelta

from django.conf import settings
from django.utils import timezone
from django.utils.crypto import salted_hmac

from cchc_wagtail.conf import get_setting

from .models import Sending

PERIOD = timedelta(hours=1)
#: For one form, sendings in an hour from one address, and from everywhere.
LIMITS = {"question": (10, 200), "feedback": (30, 1000)}


def take_turn(request, form):
    """Count one sending of ``form`` (a key of ``LIMITS``); tell whether it is within the limits.

    What is over the limit is not counted, so that a flood does not shut out its neighbours for
    longer than an hour, nor fill the database.
    """
    each, together = LIMITS[form]
    forget_sendings()
    sent = Sending.objects.filter(form=form)
    sender = _hash(client_address(request))
    if sent.filter(sender=sender).count() >= each or sent.count() >= together:
        return False
    Sending.objects.create(form=form, sender=sender, sent_at=timezone.now())
    return True


def forget_sendings():
    """Remove what is older than ``PERIOD``; return how many rows."""
    return Sending.objects.filter(sent_at__lt=timezone.now() - PERIOD).delete()[0]


def client_address(request):
    """The address that a request comes from, as text.

    Where the setting ``CLIENT_ADDRESS_HEADER`` names a header that the host's own proxy sets, it
    is the last value there: what stands before it may be made up by the client.
    """
    header = get_setting("CLIENT_ADDRESS_HEADER")
    if header:
        return request.headers.get(header, "").split(",")[-1].strip()
    return request.META.get("REMOTE_ADDR", "")


def _hash(address):
    return salted_hmac("cchc_procedures.rate_limit", address, settings.SECRET_KEY).hexdigest()
