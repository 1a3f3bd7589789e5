"""The work of each day: every room hands over its part, ``cchc_daily`` does it.

A room adds a part with a function under Wagtail's hook ``register_cchc_daily`` that returns it::

    @hooks.register("register_cchc_daily")
    def forget_old_visits():
        return DailyPart("visits", _("Old visits"), forget_visits)
"""

import datetime
import logging
from collections.abc import Callable
from typing import NamedTuple

from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail import hooks

from cchc_wagtail import clock
from cchc_wagtail.language import format_date

from .models import DailyRun

HOOK = "register_cchc_daily"
#: After that long without a run, the Office is told.
OVERDUE = datetime.timedelta(days=2)
logger = logging.getLogger(__name__)


class DailyPart(NamedTuple):
    """``do`` is called with the day and says in a line what it did; ``name`` never changes.

    It may be called twice on a day, and what it finds done it leaves. What it raises is its
    failure, and stops no other part.
    """

    name: str
    label: str
    do: Callable[[datetime.date], str]


def daily_parts():
    """Return the parts of all rooms in the order of their hooks."""
    return [register() for register in hooks.get_hooks(HOOK)]


def do_part(part, today):
    """Do ``part`` and record how it went; return what it did and whether it could."""
    try:
        said, error = str(part.do(today)), ""
    except Exception as failure:
        logger.exception("The daily work “%s” failed.", part.name)
        said = error = f"{type(failure).__name__}: {failure}"[:1000]
    done = {} if error else {"done_at": timezone.now()}
    DailyRun.objects.update_or_create(part=part.name, defaults={"error": error, **done})
    return said, not error


def daily_problems():
    """Return in words what is wrong with the daily work: it does not run, or a part fails."""
    parts = {part.name: part for part in daily_parts()}
    runs = [run for run in DailyRun.objects.all() if run.part in parts]
    problems = [
        _("The daily work “%(part)s” failed: %(error)s")
        % {"part": parts[run.part].label, "error": run.error}
        for run in runs
        if run.error
    ]
    last = max((run.tried_at for run in runs), default=None)
    if last is None:
        text = _("The daily work has never run: reminders are not sent, old data stay.")
        problems.insert(0, f"{text} (cchc_daily)")
    elif last < timezone.now() - OVERDUE:
        text = _("The daily work has not run since %(day)s: reminders are not sent, old data stay.")
        day = format_date(clock.day_of(last))
        problems.insert(0, f"{text % {'day': day}} (cchc_daily)")
    return problems
