"""The draft of a plan from what was read in a file, and contents added to a plan.

Nothing is published, and nothing that is there is changed; what could not be placed is said.
"""

import datetime
from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.models import Page

from cchc_wagtail.imports.texts import rich_text
from cchc_wagtail.language import fold, slugify
from cchc_wagtail.organisation.models import ReformField, Unit, same_name

from ..models import Channel, PlanContent, PlanPage
from ..progress import Recurrence

#: Words of a form (hình thức) as plans name it; the first that is found in a name counts.
_CHANNELS = [
    (Channel.ONE_STOP, ("mot cua", "trung tam phuc vu", "niem yet")),
    (Channel.PRESS, ("bao chi", "truyen hinh", "phat thanh", "bao, dai", "thong tin dai chung")),
    (Channel.EGOV, ("egov", "van phong dien tu", "quan ly van ban")),
    (Channel.TRAINING, ("tap huan", "boi duong", "pho bien")),
    (Channel.MEETING, ("giao ban", "hop", "hoi nghi", "hoi thao")),
    (Channel.PRINTED, ("to roi", "to gap", "ap phich", "pa no", "bang ron")),
    (
        Channel.PORTAL,
        ("cong thong tin", "trang thong tin", "website", "chuyen trang", "chuyen muc"),
    ),
]
_PROSE = ("legal_bases", "purposes", "requirements", "organisation")
_MOST_TARGET = 1000


def draft_plan(parent, read, user):
    """Make the draft of a plan below ``parent`` from a ``ReadPlan``.

    Returns the page, and a list of sentences on what could not be placed. Its days are those of
    the years it is for; the last day for all contents is the one it names.
    """
    begins_on, ends_on = datetime.date(read.year, 1, 1), datetime.date(read.last_year, 12, 31)
    due_on = read.span.due_on
    if not due_on or not begins_on <= due_on <= ends_on:
        due_on = ends_on
    years = str(read.year) if read.year == read.last_year else f"{read.year}-{read.last_year}"
    plan = PlanPage(
        title=(read.title or _("Plan of %(years)s") % {"years": years})[:255],
        slug=_free_slug(parent, years),
        begins_on=begins_on,
        due_on=due_on,
        ends_on=ends_on,
        number=read.number[:100],
        issued_on=read.issued_on,
        unit=Unit.objects.of_user(user).first(),
        locale=parent.locale,
        owner=user,
        live=False,
        **{name: rich_text("\n\n".join(getattr(read, name))) for name in _PROSE},
    )
    added, remarks = _add(plan, read.contents)
    if not added:
        remarks.insert(0, _("No contents were found: add them in the editor."))
    parent.add_child(instance=plan)
    plan.save_revision(user=user)
    return plan, remarks


def add_contents(plan, contents, user):
    """Add those of ``contents`` that ``plan`` does not have, as a draft of it.

    Returns how many were added, and a list of sentences on what could not be placed.
    """
    plan = plan.get_latest_revision_as_object()
    added, remarks = _add(plan, contents)
    if known := len(contents) - added:
        text = ngettext(
            "%(n)d content is in the plan already and was left as it is.",
            "%(n)d contents are in the plan already and were left as they are.",
            known,
        )
        remarks.append(text % {"n": known})
    if added:
        plan.save_revision(user=user)
    return added, remarks


def _add(plan, contents: Iterable):
    known = {_same(row.text) for row in plan.contents.all()}
    places = _Places(plan)
    added = 0
    for content in contents:
        if _same(content.text) in known:
            continue
        known.add(_same(content.text))
        plan.contents.add(places.row_of(content, sort_order=len(known)))
        added += 1
    return added, places.remarks


class _Places:
    """Finds the units, fields and forms that the words of a plan mean; ``remarks`` are the rest."""

    def __init__(self, plan):
        self._plan = plan
        self._units = {}
        for unit in Unit.objects.all():
            for name in filter(None, (unit.name, unit.short_name)):
                self._units.setdefault(same_name(name), unit)
        self._fields = {}
        for field in ReformField.objects.all():
            for name in filter(None, (field.name, field.short_name)):
                self._fields.setdefault(same_name(name), field)
        self.remarks = []

    def row_of(self, content, sort_order):
        lead, outside = self._units_in(content.unit)
        co_units, others = self._units_in(content.co_units)
        co_units = [unit for unit in [*lead[1:], *co_units] if unit != (lead or [None])[0]]
        row = PlanContent(
            number=content.number[:20],
            text=content.text,
            reform_field=self._fields.get(same_name(content.reform_field)),
            product=content.product[:255],
            target=self._target(content),
            recurrence=content.span.recurrence or Recurrence.ONCE,
            channels=channels_in(content.channels),
            unit=lead[0] if lead else None,
            outside="; ".join(dict.fromkeys([*outside, *others]))[:255],
            begins_on=self._within(content, content.span.begins_on),
            due_on=self._within(content, content.span.due_on),
            sort_order=sort_order,
        )
        row.co_units = list(dict.fromkeys(co_units))
        if content.due and content.span == type(content.span)():
            self._remark(content, _("the time “%(words)s” was not understood"), content.due)
        if content.reform_field and row.reform_field is None:
            self._remark(content, _("“%(words)s” is no reform field"), content.reform_field)
        return row

    def _units_in(self, words):
        """Return the units that ``words`` name, and the names that are no unit of the register."""
        known, others = [], []
        for name in filter(None, (one.strip(" .") for one in _names_in(words))):
            unit = self._units.get(same_name(name))
            if unit:
                known.append(unit)
            else:
                others.append(name)
        return known, others

    def _target(self, content):
        if content.target and content.target > _MOST_TARGET:
            self._remark(content, _("the number %(words)s is too big"), content.target)
            return None
        return content.target

    def _within(self, content, day):
        if day and not self._plan.begins_on <= day <= self._plan.ends_on:
            self._remark(content, _("the time “%(words)s” lies outside the plan"), content.due)
            return None
        return day

    def _remark(self, content, text, words):
        short = content.text if len(content.text) < 60 else f"{content.text[:60]}…"
        self.remarks.append(f"{short}: {text % {'words': words}}.")


def channels_in(words):
    """Return the values of ``Channel`` that ``words`` name, in the order of the list above."""
    text = fold(words)
    return [str(channel) for channel, marks in _CHANNELS if any(mark in text for mark in marks)]


def _names_in(words):
    for line in words.replace("\n", ";").split(";"):
        yield from line.split(",")


def _same(text):
    return slugify(text)


def _free_slug(parent, slug):
    taken = set(Page.objects.child_of(parent).values_list("slug", flat=True))
    number, free = 2, slug
    while free in taken:
        free = f"{slug}-{number}"
        number += 1
    return free
