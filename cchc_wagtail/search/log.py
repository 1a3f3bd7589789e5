"""The log of searches, day by day and without a trace of who searched, for the reports.

Searching itself writes nothing: the browser tells afterwards, in a request that nobody waits for,
with a receipt that the results page gave it.
"""

import datetime
import re
import secrets

from django.core import signing
from django.db.models import F, Q, Sum
from django.utils import timezone

from cchc_wagtail import clock
from cchc_wagtail.conf import get_setting
from cchc_wagtail.language import normalise

from .models import LoggedQuery, OpenedResult, UsedReceipt
from .text.terms import folded_syllables

LONGEST = 100
# What nobody types by hand: a day with more different queries than this is one of robots.
MOST_A_DAY = 5000
# A query that fewer people than this have typed may tell of one of them: it is kept for days.
RARE = 2
RARE_DAYS = 30
# Receipts of a day; what comes beyond them is not counted.
MOST_RECEIPTS = 200_000
_MASK = "…"
_VALID = datetime.timedelta(days=1)
_SALT = "cchc_search.log"
_MAIL = re.compile(r"\S+@\S+")
# Phone and identity numbers; the numbers of documents and the codes of procedures are shorter.
_LONG_NUMBER = re.compile(r"(?<![\w.])(?!\d\.\d{6}\b)\+?\d(?:[ .-]?\d){8,}(?!\w)")


def receipt(text, total, is_near=False):
    """Return what the results page hands to the browser, to be sent back by it; signed."""
    number = secrets.token_urlsafe(9)
    return signing.dumps([text[:LONGEST], total, number, is_near], salt=_SALT, compress=True)


def read_receipt(token):
    """Return the text, the total, the number and whether all was near, of a ``receipt``.

    Raises:
        django.core.signing.BadSignature: it is none of ours, or of another day.
    """
    text, total, number, *near = signing.loads(token, salt=_SALT, max_age=_VALID)
    # Receipts of before an upgrade do not say it.
    return text, total, number, bool(near and near[0])


def log_search(text, total, number, is_near=False):
    """Count one search for ``text`` that found ``total`` entries; once for a receipt ``number``.

    ``is_near`` says that nothing fitted surely.
    """
    _count(text, total, number, is_near, "count")


def log_click(text, total, number, is_near=False, entry=None):
    """Count that a result of a search for ``text`` was opened; once for a receipt ``number``.

    ``entry`` is the ``SearchEntry`` that was opened, where that is known.
    """
    if _count(text, total, number, is_near, "clicks") and entry is not None:
        _count_opened(_key(_without_personal_data(text)), entry)


def opened_after(syllables):
    """Return entry id → how often it was opened after a search for these folded syllables."""
    if not get_setting("SEARCH_LOG_DAYS"):
        return {}
    rows = OpenedResult.objects.filter(folded=_key_of(syllables)).values_list("entry")
    return dict(rows.annotate(Sum("count")))


def _count(text, total, number, is_near, field):
    """Count one more in ``field`` of today's row for ``text``; return whether it counted."""
    text = _without_personal_data(text)
    folded = _key(text)
    if not folded or not get_setting("SEARCH_LOG_DAYS"):
        return False
    if not _is_first(f"{number}:{field}"):
        return False
    today = clock.today()
    known = LoggedQuery.objects.filter(day=today, folded=folded)
    if known.update(**{field: F(field) + 1}, total=total, is_near=is_near):
        return True
    if LoggedQuery.objects.filter(day=today).count() >= MOST_A_DAY:
        return False
    row = LoggedQuery(day=today, folded=folded, text=text, total=total, is_near=is_near)
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
    """Remove what is older than ``SEARCH_LOG_DAYS`` days; return how many rows.

    What was looked for less than ``RARE`` times in all goes after ``RARE_DAYS`` days.
    """
    UsedReceipt.objects.filter(used_at__lt=timezone.now() - _VALID).delete()
    first = clock.today() - datetime.timedelta(days=get_setting("SEARCH_LOG_DAYS"))
    OpenedResult.objects.filter(day__lt=first).delete()
    rows = LoggedQuery.objects.order_by()
    rare = rows.values("folded").annotate(times=Sum("count")).filter(times__lt=RARE)
    ended = clock.today() - datetime.timedelta(days=RARE_DAYS)
    old = Q(day__lt=first) | Q(day__lt=ended, folded__in=rare.values("folded"))
    return rows.filter(old).delete()[0]


def _without_personal_data(text):
    text = normalise(str(text)[: 4 * LONGEST])
    return _LONG_NUMBER.sub(_MASK, _MAIL.sub(_MASK, text))[:LONGEST].replace("\x00", "").strip()


def _key(text):
    return _key_of(folded_syllables(text))


def _key_of(syllables):
    return " ".join(syllables)[:LONGEST].strip()
