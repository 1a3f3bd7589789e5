"""How often a form that needs no account may be sent.

Counted in the database: it is shared by all processes, where the cache of a host may not be, and
a form that writes a row may as well count it. The sender's address is kept for an hour at most and
only as a keyed hash.
"""

import logging
from datetime import timedelta
from ipaddress import ip_address, ip_network

from django.conf import settings
from django.core.checks import Warning
from django.utils import timezone
from django.utils.crypto import salted_hmac

from cchc_wagtail.conf import get_setting

from .models import Sending

logger = logging.getLogger(__name__)
PERIOD = timedelta(hours=1)
#: Settings that a site has only behind a proxy.
BEHIND_A_PROXY = ["SECURE_PROXY_SSL_HEADER", "USE_X_FORWARDED_HOST", "USE_X_FORWARDED_PORT"]
#: For one form, sendings in an hour from one network, and from everywhere.
LIMITS = {"question": (10, 200), "feedback": (30, 1000), "proposal": (5, 100)}


def take_turn(request, form):
    """Count one sending of ``form`` (a key of ``LIMITS``); tell whether it is within the limits.

    What is over the limit is not counted, so that a flood does not shut out its neighbours for
    longer than an hour, nor fill the database.
    """
    each, together = LIMITS[form]
    forget_sendings()
    sent = Sending.objects.filter(form=form)
    sender = _hash(network_of(client_address(request)))
    if sent.filter(sender=sender).count() >= each or sent.count() >= together:
        logger.warning("The form “%s” was refused: the limit of an hour is reached.", form)
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


def network_of(address):
    """Return the network that one customer of a provider has: the /64 of an IPv6 address.

    An IPv4 address, also one written as IPv6, stands for itself; so does what is no address.
    """
    try:
        parsed = ip_address(address)
    except ValueError:
        return address
    if parsed.version == 4:
        return str(parsed)
    if parsed.ipv4_mapped:
        return str(parsed.ipv4_mapped)
    return str(ip_network((int(parsed), 64), strict=False))


def check_client_address(app_configs=None, **kwargs):
    """Warn (W001) where a proxy stands before the site and every visitor seems to be the proxy."""
    if get_setting("CLIENT_ADDRESS_HEADER"):
        return []
    signs = [name for name in BEHIND_A_PROXY if getattr(settings, name, None)]
    return [
        Warning(
            f"{name} says that a proxy stands before the site, and CLIENT_ADDRESS_HEADER is not "
            "set: all visitors together may send as much as one.",
            hint="Set CCHC_WAGTAIL['CLIENT_ADDRESS_HEADER'], for example to 'X-Forwarded-For'.",
            id="cchc_open_forms.W001",
        )
        for name in signs[:1]
    ]


def _hash(address):
    return salted_hmac("cchc_open_forms.rate_limit", address, settings.SECRET_KEY).hexdigest()
