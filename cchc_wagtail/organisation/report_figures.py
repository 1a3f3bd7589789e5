"""The figures of periodic reports: every room hands over its own.

A room adds figures with a function under Wagtail's hook ``register_cchc_report_figures``. It is
called with the first and the last day of the period, both included, and returns ``Figure``
objects. It is called again for the period before, and whenever a stored figure is checked: for one
period it gives one answer, as long as the data stay the same::

    @hooks.register("register_cchc_report_figures")
    def visits_of(first, last):
        yield Figure("visits", Part.CHANNELS, _("Visits"), count_of(first, last))
"""

import datetime
from dataclasses import dataclass

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from cchc_wagtail import clock

HOOK = "register_cchc_report_figures"
ANNEXES_HOOK = "register_cchc_report_annexes"


class Part(models.TextChoices):
    """The part of a report in which a figure stands, in this order."""

    PUBLISHED = "published", _("What was published")
    PROCEDURES = "procedures", _("Procedures")
    QUESTIONS = "questions", _("Questions of citizens")
    LAW = "law", _("Legal documents")
    ONE_STOP = "one_stop", _("One-stop results")
    INDICES = "indices", _("Indices and measures")
    INITIATIVES = "initiatives", _("Initiatives and good models")
    PLAN = "plan", _("Contents of the plan")
    WORKFLOW = "workflow", _("Checking and approving")
    SEARCH = "search", _("What readers look for")


@dataclass(frozen=True)
class Figure:
    """A number with its ``label``; None where there is nothing to count.

    ``name`` is the same in every report. ``unit`` stands after the number: “%”, or a word.
    ``address`` leads, in the admin, to what was counted; ``rows`` are pairs of a label and the
    share of it in the number (None where it is only named), which the report draws as bars where
    it ``is_drawn``.
    """

    name: str
    part: str
    label: str | Promise
    value: float | None
    unit: str | Promise = ""
    address: str = ""
    rows: tuple[tuple[str, float | None], ...] = ()
    is_drawn: bool = False


@dataclass(frozen=True)
class Annex:
    """A form that a report takes along, as rooms hand it over under ``ANNEXES_HOOK``.

    ``head`` are the cells of its head: (first row, first column, last row, last column, text),
    counted from 1, on ``head_rows`` rows. ``rows`` are texts; ``widths`` are in cm.
    """

    name: str
    titles: tuple[str, ...]
    head: tuple[tuple[int, int, int, int, str], ...]
    head_rows: int
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[float, ...]


def figures_between(first, last):
    """Return the ``Figure`` of all rooms for a period, in the order of the parts."""
    found = [figure for register in hooks.get_hooks(HOOK) for figure in register(first, last)]
    order = {part: place for place, part in enumerate(Part.values)}
    return sorted(found, key=lambda figure: order[figure.part])


def annexes_between(first, last):
    """Return the ``Annex`` of all rooms for a period."""
    return [annex for register in hooks.get_hooks(ANNEXES_HOOK) for annex in register(first, last)]


def within(field, first, last):
    """Return the condition that the datetime ``field`` lies in the days from first to last."""
    after = last + datetime.timedelta(1)
    return models.Q(
        **{f"{field}__gte": clock.midnight(first), f"{field}__lt": clock.midnight(after)}
    )
