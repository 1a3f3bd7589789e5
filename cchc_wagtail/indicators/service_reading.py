"""What the service index of 766/QĐ-TTg says, period by period; asks the database for nothing."""

from functools import cached_property

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cchc_wagtail.frontend.charts import NARROW, WIDE
from cchc_wagtail.organisation.reporting_periods import CLOSING_RULES, PeriodKind

from . import charts
from .component_rows import entry_of
from .figure_rules import version_of
from .one_stop.words import period_in_words
from .service_rates import rates_of_result
from .service_rules import Entry, rounded_down, sheet_of, shown

PERIODS_SHOWN = 12
#: The index is counted in real time: its periods are those of the calendar.
RULE = CLOSING_RULES["calendar"]


class ServicePeriod:
    """The index in one period: its sheet, and what was published of it as a ``figure``, or None.

    ``told`` are ``ComputedRate`` objects, of the first that names a criterion.
    """

    def __init__(self, period, components, figure, told):
        self.period, self.figure = period, figure
        computed = {}
        for rate in told:
            computed.setdefault(
                rate.code,
                Entry(rate=rate.share * 100, formula=rate.formula, source=rate.source),
            )
        published = published_entries(figure) if figure else {}
        self.sheet = sheet_of(components, published, computed, figure.score if figure else None)

    @property
    def label(self):
        return period_in_words(self.period)

    @property
    def slug(self):
        """Names the period in an address: ``month-2024-3``."""
        return f"{self.period.kind.value}-{self.period.year}-{self.period.number}"

    @property
    def grade(self):
        """The grade that was published, or follows from the points."""
        return (self.figure and self.figure.group) or self.sheet.grade

    @property
    def groups(self):
        """Pairs of a group and what it holds in words."""
        return [(group, _in_words(group)) for group in self.sheet.groups]

    @property
    def sentence(self):
        """The points held, of how many, and the grade or what is missing, in one sentence."""
        sheet, values = self.sheet, {"period": self.label}
        if sheet.points is None:
            return _("%(period)s: no data yet.") % values
        values |= {"points": shown(sheet.points), "maximum": shown(sheet.known_maximum)}
        if sheet.is_complete:
            said = _("%(period)s: %(points)s of %(maximum)s points") % values
            return f"{said}, {_('grade “%s”') % self.grade}." if self.grade else f"{said}."
        said = (
            _("%(period)s: %(points)s of the %(maximum)s points that there are data of.") % values
        )
        missing = ngettext(
            "%(count)d criterion has no data yet, so there is no grade.",
            "%(count)d criteria have no data yet, so there is no grade.",
            sheet.missing,
        ) % {"count": sheet.missing}
        return f"{said % values} {missing}"


def _in_words(group):
    if not group.maximum:
        return _("Does not apply.")
    if group.points is None:
        return _("No data yet; at most %(maximum)s points.") % {"maximum": shown(group.maximum)}
    values = {
        "points": shown(group.points),
        "known": shown(group.known_maximum),
        "maximum": shown(group.maximum),
        "grade": group.grade,
    }
    if group.is_complete:
        return _("%(points)s of %(maximum)s points: %(grade)s.") % values
    missing = ngettext(
        "%(count)d criterion has no data yet.",
        "%(count)d criteria have no data yet.",
        len(group.missing),
    ) % {"count": len(group.missing)}
    said = _("%(points)s of the %(known)s points that there are data of (at most %(maximum)s).")
    return f"{said % values} {missing}"


def published_entries(figure):
    """Return component → ``Entry`` of what was published with a ``figure``."""
    return {one.component: entry_of(one, figure.source) for one in figure.component_figures.all()}


class ServiceReading:
    """The index over its periods: an ``index``, its method ``versions``, figures, one-stop results.

    ``figures`` are ours, shown, one a period; ``results`` is period → ``Result``.
    """

    gaps = ()

    def __init__(self, index, versions, figures, results):
        self.index, self.results = index, results
        self.versions = [one for one in versions if one.counts_rates]
        self.figures = {one.period: one for one in figures if one.state == one.State.PUBLISHED}

    @cached_property
    def periods(self):
        """All that anything is known of, the newest first; of two that end together, the longer."""
        known = [one for one in {**self.results, **self.figures} if self._components(one)]
        return sorted(known, key=lambda one: (RULE.last_day(one), one.kind.months), reverse=True)

    def _components(self, period):
        version = version_of(self.versions, period.year)
        return list(version.components.all()) if version else []

    def of(self, period, told=()):
        """Return the ``ServicePeriod``; ``told`` are rates of other rooms, beside ours."""
        result = self.results.get(period)
        rates = [*(rates_of_result(result) if result else ()), *told]
        return ServicePeriod(period, self._components(period), self.figures.get(period), rates)

    @cached_property
    def latest(self):
        """The figure that was published last, or None."""
        return next((self.figures[one] for one in self.periods if one in self.figures), None)

    def chosen(self, asked):
        """Return the period that is ``asked`` for by its slug or kind, or the one to begin with.

        That is the last that was published; where none was, the last that anything is known of.
        None where nothing is known at all.
        """
        for period in self.periods:
            if asked in (f"{period.kind.value}-{period.year}-{period.number}", period.kind.value):
                return period
        return self.latest.period if self.latest else next(iter(self.periods), None)

    @property
    def kinds(self):
        return [kind for kind in PeriodKind if any(one.kind == kind for one in self.periods)]

    def of_kind(self, kind):
        """Return the last ``ServicePeriod`` objects of a kind, the newest first."""
        periods = [one for one in self.periods if one.kind == kind]
        return [self.of(one) for one in periods[:PERIODS_SHOWN]]

    @cached_property
    def _current(self):
        period = self.chosen("")
        return self.of(period) if period else None

    @property
    def sentence(self):
        return self._current.sentence if self._current else _("No figure has been published yet.")

    @property
    def change(self):
        return self.change_of(self._current) if self._current else ""

    def change_of(self, one):
        """Return how a ``ServicePeriod`` compares with that before it, in a sentence, or ``""``."""
        period = one.period.before
        if period not in self.figures or not one.sheet.is_complete:
            return ""
        before = self.of(period)
        if not before.sheet.is_complete or before.sheet.maximum != one.sheet.maximum:
            return ""
        by = one.sheet.points - before.sheet.points
        label = before.label[:1].lower() + before.label[1:]
        values = {"points": shown(abs(by)), "period": label}
        if not by:
            return _("Unchanged since %(period)s.") % values
        if by > 0:
            return _("Up %(points)s points since %(period)s.") % values
        return _("Down %(points)s points since %(period)s.") % values

    def charts(self, language):
        return self.charts_of(self._current, language) if self._current else {}

    def charts_of(self, one, language):
        """Return name → (description, sentence) of the chart of groups, wide and for phones."""
        rows = [
            (group.name, rounded_down(group.points), rounded_down(group.known_maximum))
            for group in one.sheet.groups
            if group.points is not None and group.known_maximum
        ]
        if not rows:
            return {}
        label = _("Chart of the groups, %(period)s: points held of those there are data of.") % {
            "period": one.label
        }
        return {
            f"service-{self.index.pk}-{one.slug}-{language}-{size}": (
                charts.components_chart(rows, width),
                label,
            )
            for size, width in [("wide", WIDE), ("narrow", NARROW)]
        }

    def small_chart(self, language):
        """There is none: a bar for each group needs its name."""
        return {}
