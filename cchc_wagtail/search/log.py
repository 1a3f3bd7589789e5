"""The log of searches, day by day and without a trace of who searched, for the reports.

Searching itself writes nothing: the browser tells afterwards, in a request that nobody waits for,
with a receipt that the results page gave it.
"""

import datetime
import re
import secrets

from django.core import signing
from django.db.models import F, Sum
from django.utils import timezone

from cchc_wagtail import clock
from cchc_wagtail.conf import get_setting
from cchc_wagtail.language import normalise

from .models import LoggedQuery, OpenedResult, UsedReceipt
from .text.terms import folded_syllables

LONGEST = 100
# What nobody types by hand: a day with more different queries than this is one of robots.
MOST_A_DAY = 5000
# Receipts of a day; what comes beyond them is not counted.
MOST_RECEIPTS = 200_000
_MASK = "…"
_VALID = datetime.timedelta(days=1)
_SALT = "cchc_search.log"
_MAIL = re.compile(r"\S+@\S+")
# Phone and identity numbers; the numbers of documents and the codes of procedures are shorter.
_LONG_NUMBER = re.compile(r"(?<![\w.])(?!\d\.\d{6}\b)\+?\d(?:[ .-]?\d){8,}(?!\w)")


def receipt(text, total):
    """Return what the results page hands to the browser, to be sent back by it; signed."""
    number = secrets.token_urlsafe(9)
    return signing.dumps([text[:LONGEST], total, number], salt=_SALT, compress=True)


def read_receipt(token):
    """Return the text, the total and the number of a ``receipt``.

    Raises:
        django.core.signing.BadSignature: it is none of ours, or of another day.
    """
    text, total, number = signing.loads(token, salt=_SALT, max_age=_VALID)
    return text, total, number


def log_search(text, total, number):
    """Count one search for ``text`` that found ``total`` entries; once for a receipt ``number``."""
    _count(text, total, number, "count")


def log_click(text, total, number, entry=None):
    """Count that a result of a search for ``text`` was opened; once for a receipt ``number``.

    ``entry`` is the ``SearchEntry`` that was opened, where that is known.
    """
    if _count(text, total, number, "clicks") and entry is not None:
        _count_opened(_key(_without_personal_data(text)), entry)


def opened_after(syllables):
    """Return entry id → how often it was opened after a search for these folded syllables."""
    if not get_setting("SEARCH_LOG_DAYS"):
        return {}
    rows = OpenedResult.objects.filter(folded=_key_of(syllables)).values_list("entry")
    return dict(rows.annotate(Sum("count")))


def _count(text, total, number, field):
    """Count one more in ``field`` of today's row for ``text``; return whether it counted."""
    text = _without_personal_data(text)
    folded = _key(text)
    if not folded or not get_setting("SEARCH_LOG_DAYS"):
        return False
    if not _is_first(f"{number}:{field}"):
        return False
    today = clock.today()
    known = LoggedQuery.objects.filter(day=today, folded=folded)
    if known.update(**{field: F(field) + 1}, total=total):
        return True
    if LoggedQuery.objects.filter(day=today).count() >= MOST_A_DAY:
        return False
    row = LoggedQuery(day=today, folded=folded, text=text, total=total)
    setattr(row, field, 1)
    # Of two at the same moment the second is lost, which is no harm.
    LoggedQuery.objects.bulk_create([row], ignore_conflicts=True)
    return True


def _count_opened(folded, entry):
    row = {"day": clock.today(), "folded": folded, "entry": entry}
    if not OpenedResult.objects.filter(**row).update(count=F("count") + 1):
        OpenedResult.objects.bulk_create([OpenedResult(**row, count=1)], ignore_conflicts=True)


def _is_first(key):
    """Take ``key``, and tell whether nobody has before."""
    if UsedReceipt.objects.count() >= MOST_RECEIPTS:
        return False
    row = UsedReceipt(key=key)
    # Of two at the same moment the database keeps one; that is the one which got a key.
    UsedReceipt.objects.bulk_create([row], ignore_conflicts=True)
    return UsedReceipt.objects.filter(key=key, mark=row.mark).exists()


def forget_old_queries():
    """Remove what is older than ``SEARCH_LOG_DAYS`` days; return how many rows."""
    UsedReceipt.objects.filter(used_at__lt=timezone.now() - _VALID).delete()
    first = clock.today() - datetime.timedelta(days=get_setting("SEARCH_LOG_DAYS"))
    OpenedResult.objects.filter(day__lt=first).delete()
    return LoggedQuery.objects.filter(day__lt=first).delete()[0]


def _without_personal_data(text):
    text = normalise(str(text)[: 4 * LONGEST])
    return _LONG_NUMBER.sub(_MASK, _MAIL.sub(_MASK, text))[:LONGEST].replace("\x00", "").strip()


def _key(text):
    return _key_of(folded_syllables(text))


def _key_of(syllables):
    return " ".join(syllables)[:LONGEST].strip()
