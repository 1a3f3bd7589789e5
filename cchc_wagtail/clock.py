"""The day and the hour where the site is, whether or not the host keeps time zones (``USE_TZ``).

Without time zones the database holds local time already, and Django's functions refuse it.
"""

import datetime

from django.conf import settings
from django.utils import timezone


def today():
    return day_of(timezone.now())


def day_of(moment):
    """Return the day on which ``moment`` is here."""
    return local(moment).date()


def local(moment):
    """Return ``moment`` as the clock here shows it."""
    return timezone.localtime(moment) if timezone.is_aware(moment) else moment


def midnight(day):
    """Return the moment at which ``day`` begins here."""
    moment = datetime.datetime.combine(day, datetime.time.min)
    return timezone.make_aware(moment) if settings.USE_TZ else moment
