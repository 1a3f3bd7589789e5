"""What is looked for, day by day and without a trace of who did, for the reports."""

import datetime
import re

from django.db import DatabaseError, transaction
from django.db.models import F
from django.utils import timezone

from cchc_wagtail.conf import get_setting
from cchc_wagtail.language import normalise

from .models import LoggedQuery
from .terms import folded_syllables

LONGEST = 100
# What nobody types by hand: a day with more different queries than this is one of robots.
MOST_A_DAY = 5000
_MASK = "…"
_MAIL = re.compile(r"\S+@\S+")
# Phone and identity numbers; the numbers of documents and the codes of procedures are shorter.
_LONG_NUMBER = re.compile(r"(?<![\w.])\+?\d(?:[ .-]?\d){8,}(?!\w)")


def log_search(text, total):
    """Count one search for ``text`` that found ``total`` entries. Failing to is no error."""
    text = _without_personal_data(text)
    folded = _key(text)
    if not folded:
        return
    today = timezone.localdate()
    try:
        with transaction.atomic():
            known = LoggedQuery.objects.filter(day=today, folded=folded)
            if known.update(count=F("count") + 1, total=total):
                return
            if LoggedQuery.objects.filter(day=today).count() < MOST_A_DAY:
                LoggedQuery.objects.bulk_create(
                    [LoggedQuery(day=today, folded=folded, text=text, total=total)],
                    ignore_conflicts=True,
                )
    except DatabaseError:
        pass


def log_click(text):
    """Count that a result of today's search for ``text`` was opened."""
    folded = _key(_without_personal_data(text))
    LoggedQuery.objects.filter(
        day=timezone.localdate(), folded=folded, clicks__lt=F("count") * 10
    ).update(clicks=F("clicks") + 1)


def forget_old_queries():
    """Remove what is older than ``SEARCH_LOG_DAYS`` days; return how many rows."""
    first = timezone.localdate() - datetime.timedelta(days=get_setting("SEARCH_LOG_DAYS"))
    return LoggedQuery.objects.filter(day__lt=first).delete()[0]


def _without_personal_data(text):
    text = normalise(str(text)[: 4 * LONGEST])
    return _LONG_NUMBER.sub(_MASK, _MAIL.sub(_MASK, text))[:LONGEST].replace("\x00", "").strip()


def _key(text):
    return " ".join(folded_syllables(text))[:LONGEST].strip()
