"""The day and the hour where the site is, whether or not the host keeps time zones (``USE_TZ``).

Without time zones the database holds local time already, and Django's functions refuse it.
"""

import datetime

from django.conf import settings
from django.utils import timezone


def today() -> datetime.date:
    return day_of(timezone.now())


def now() -> datetime.datetime:
    """Return the moment as the clock here shows it."""
    return local(timezone.now())


def day_of(moment: datetime.datetime) -> datetime.date:
    """Return the day on which ``moment`` is here."""
    return local(moment).date()


def local(moment: datetime.datetime) -> datetime.datetime:
    """Return ``moment`` as the clock here shows it."""
    return timezone.localtime(moment) if timezone.is_aware(moment) else moment


def midnight(day: datetime.date) -> datetime.datetime:
    """Return the moment at which ``day`` begins here."""
    moment = datetime.datetime.combine(day, datetime.time.min)
    return timezone.make_aware(moment) if settings.USE_TZ else moment
