"""Days and times in the admin as people here type them: 23/4/2018, 23-4-2018, 23.4.2018, 8h30.

Wagtail's picker turns what it cannot read into today, without a word, and Django reads 05/4/2024 as
the fourth of May. So the three widgets of the admin show a day as ``23/4/2018``, read it with
``language.parse_date``, and leave the rest as it was typed, for the field to refuse.

The widgets are changed in place: forms, filters and reports of Wagtail name them directly, so there
is no seam at which others could be put. A host that sets ``WAGTAIL_DATE_FORMAT`` or
``WAGTAIL_DATETIME_FORMAT`` keeps its own formats; a system check says so.
"""

import datetime
import re
from functools import partial

from django.conf import settings
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from cchc_wagtail import clock
from cchc_wagtail.language import format_date, parse_date
from cchc_wagtail.replacing import replace

#: The formats in which the picker writes, in its own letters; what it reads may lack zeros.
PICKER_DATE, PICKER_TIME = "d/m/Y", "H:i"
MONDAY = 1
FORMAT_SETTINGS = {
    "WAGTAIL_DATE_FORMAT": "%d/%m/%Y",
    "WAGTAIL_DATETIME_FORMAT": "%d/%m/%Y %H:%M",
}

_TIME = re.compile(r"([01]?\d|2[0-3])(?:[:h]([0-5]\d)?|\s*giờ\s*([0-5]\d)?)(?::[0-5]\d)?")


def read_time(typed):
    """Return the time of day that ``typed`` is, such as 8:30, 08h30 or 8h, or None."""
    match = _TIME.fullmatch(typed.strip().lower())
    if match is None:
        return None
    return datetime.time(int(match[1]), int(match[2] or match[3] or 0))


def read_moment(typed):
    """Return the local day and time that ``typed`` is, in either order; None for anything else.

    A day alone is its beginning.
    """
    try:
        if moment := parse_datetime(typed.strip()):
            return moment
    except ValueError:
        return None
    parts = typed.split()
    for day_parts, time_parts in [(parts, []), (parts[:1], parts[1:]), (parts[-1:], parts[:-1])]:
        day = parse_date(" ".join(day_parts))
        time = read_time(" ".join(time_parts)) if time_parts else datetime.time()
        if day is not None and time is not None:
            return datetime.datetime.combine(day, time)
    return None


def show_day(day):
    return format_date(day)


def show_moment(moment):
    if timezone.is_aware(moment):
        moment = clock.local(moment)
    return f"{format_date(moment.date())} {moment:%H:%M}"


def install():
    """Make the widgets of the admin show and read days and times so."""
    for name, widget, read, show, store in (
        ("WAGTAIL_DATE_FORMAT", "AdminDateInput", parse_date, show_day, "%Y-%m-%d"),
        (
            "WAGTAIL_DATETIME_FORMAT",
            "AdminDateTimeInput",
            read_moment,
            show_moment,
            "%Y-%m-%d %H:%M",
        ),
        ("WAGTAIL_TIME_FORMAT", "AdminTimeInput", read_time, None, "%H:%M"),
    ):
        target = f"wagtail.admin.widgets:{widget}"
        options = _KEEP_WHAT_WAS_TYPED
        if not has_own_format(name):
            options = {**options, **_PICKER[widget]}
            replace(f"{target}.value_from_datadict", partial(_reading, read=read, store=store))
            replace(f"{target}.format_value", partial(_showing, read=read, show=show))
        replace(f"{target}.get_config", partial(_picking, options=options))


def has_own_format(name):
    """Tell whether the host sets the format ``name`` to something else than that of the country."""
    return getattr(settings, name, None) not in (None, FORMAT_SETTINGS.get(name))


def _reading(original, read, store):
    def value_from_datadict(self, data, files, name):
        typed = original(self, data, files, name)
        found = read(typed) if isinstance(typed, str) else None
        return typed if found is None else found.strftime(store)

    return value_from_datadict


def _showing(original, read, show):
    def format_value(self, value):
        if isinstance(value, str):
            found = read(value)
            return value if found is None or show is None else show(found)
        if value in (None, "") or show is None:
            return original(self, value)
        return show(value)

    return format_value


def _picking(original, options):
    def get_config(self):
        return {**original(self), **options}

    return get_config


# Left to itself the picker replaces what it cannot read by today when the field is left.
_KEEP_WHAT_WAS_TYPED = {"validateOnBlur": False}
_PICKER = {
    "AdminDateInput": {"format": PICKER_DATE, "dayOfWeekStart": MONDAY},
    "AdminDateTimeInput": {
        "format": f"{PICKER_DATE} {PICKER_TIME}",
        "formatDate": PICKER_DATE,
        "formatTime": PICKER_TIME,
        "dayOfWeekStart": MONDAY,
    },
    "AdminTimeInput": {"format": PICKER_TIME, "formatTime": PICKER_TIME},
}
