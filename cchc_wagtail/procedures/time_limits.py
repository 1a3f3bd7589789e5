"""Time limits of procedures: in words, and the day by which they end.

The rules are those of Bộ luật Dân sự 91/2015/QH13, Điều 147 (when a period begins) and 148 (when
it ends).
"""

import calendar
import datetime
import math

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from cchc_wagtail.organisation.working_days import add_working_days

#: Papers are taken until then; what counts in hours is counted from here, the latest there is.
CLOSING_HOUR = 17
#: Nothing that a procedure promises lies further ahead.
MOST_DAYS = 366 * 20


class TimeUnit(models.TextChoices):
    HOUR = "hour", _("hours")
    DAY = "day", _("days")
    WORKING_DAY = "working_day", _("working days")
    MONTH = "month", _("months")


def in_words(amount, unit):
    """Return for example “5 working days”; empty where ``amount`` is None.

    Without a unit it is the number alone: nobody can tell which was meant.
    """
    if amount is None:
        return ""
    number = f"{amount.normalize():f}" if amount else "0"
    count = 1 if amount == 1 else 2
    words = {
        TimeUnit.HOUR: ngettext("%(n)s hour", "%(n)s hours", count),
        TimeUnit.DAY: ngettext("%(n)s day", "%(n)s days", count),
        TimeUnit.WORKING_DAY: ngettext("%(n)s working day", "%(n)s working days", count),
        TimeUnit.MONTH: ngettext("%(n)s month", "%(n)s months", count),
    }.get(unit, "%(n)s")
    return words % {"n": number.replace(".", ",")}


def last_day(amount, unit, handed_in):
    """Return the last day on which a result is due, for papers handed in on the day ``handed_in``.

    ``amount`` is a Decimal in the ``TimeUnit`` ``unit``. The day of handing in does not count
    (Điều 147 khoản 2); a month ends on the same day of the last month, or on that month's last day
    (Điều 148 khoản 3); an end on a day off moves to the next working day (Điều 148 khoản 5). Hours
    run from the moment of handing in (Điều 147 khoản 1), here from closing time. Parts of a day
    count as a whole one. None where the unit is not known or the time limit is beyond all reason.
    """
    if amount is None or unit not in TimeUnit.values:
        return None
    days = {TimeUnit.HOUR: 1 / 24, TimeUnit.MONTH: 31}.get(unit, 1.5)
    if amount * math.ceil(days) > MOST_DAYS or handed_in.year > 9000:
        return None
    if unit == TimeUnit.WORKING_DAY:
        return add_working_days(handed_in, math.ceil(amount))
    if unit == TimeUnit.HOUR:
        closing = datetime.datetime.combine(handed_in, datetime.time(CLOSING_HOUR))
        end = (closing + datetime.timedelta(hours=float(amount))).date()
    elif unit == TimeUnit.MONTH:
        end = _months_later(handed_in, math.floor(amount))
        end += datetime.timedelta(days=math.ceil((amount % 1) * 30))
    else:
        end = handed_in + datetime.timedelta(days=math.ceil(amount))
    return add_working_days(end, 0)


def _months_later(day, count):
    years, month = divmod(day.month - 1 + count, 12)
    year, month = day.year + years, month + 1
    return datetime.date(year, month, min(day.day, calendar.monthrange(year, month)[1]))
