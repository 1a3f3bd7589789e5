"""What the figures of an index say, in sentences; asks the database for nothing."""

from functools import cached_property

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cchc_wagtail.frontend.charts import NARROW, WIDE

from . import charts, series
from .figure_rules import plain_number, shown_number, version_of


class Reading:
    """An index over the years: ``index`` with its breaks and versions, its own ``figures``.

    ``figures`` are in the order of their years, one a year.
    """

    def __init__(self, index, figures):
        self.index, self.figures = index, list(figures)
        self.versions = list(index.versions.all())
        self.breaks = {block.value["date"].year: block.value["text"] for block in index.breaks}

    def _point(self, figure):
        version = version_of(self.versions, figure.year)
        basis = (version.pk if version else None, figure.territory_id)
        return series.Point(figure.year, basis, figure.score, figure.rank, figure.of)

    @cached_property
    def published(self):
        return [one for one in self.figures if one.state == one.State.PUBLISHED]

    @cached_property
    def latest(self):
        """The last figure that was published, or None."""
        return self.published[-1] if self.published else None

    @cached_property
    def break_years(self):
        return set(self.breaks)

    @cached_property
    def points(self):
        return [self._point(figure) for figure in self.published]

    @cached_property
    def runs(self):
        return series.runs(self.points, self.break_years)

    @cached_property
    def marks(self):
        """Where the series breaks: (year, text), of methods and of what happened."""
        found = dict(self.breaks)
        for version in sorted(self.versions, key=lambda one: one.from_year)[1:]:
            found.setdefault(version.from_year, _("Another method: %s") % version.basis)
        years = [figure.year for figure in self.figures]
        return sorted(
            (year, text)
            for year, text in found.items()
            if years and min(years) < year <= max(years)
        )

    def score_in_words(self, score):
        """Return a score with its unit: “47,35 điểm”, “80,05 %”."""
        text = shown_number(score, self.index.decimals)
        return f"{text}\u00a0{self.index.unit}" if self.index.unit else text

    @cached_property
    def sentence(self):
        """The last figure in one sentence."""
        figure = self.latest
        if figure is None:
            return _("No figure has been published yet.")
        parts = []
        if figure.score is not None:
            parts.append(self.score_in_words(figure.score))
        if figure.points is not None and figure.points_maximum is not None:
            parts[-1:] = [
                _("%(points)s of %(maximum)s points (%(score)s)")
                % {
                    "points": shown_number(figure.points, 2),
                    "maximum": plain_number(figure.points_maximum),
                    "score": parts[-1] if parts else "–",
                }
            ]
        if figure.rank and figure.of:
            parts.append(_("rank %(rank)d of %(of)d") % {"rank": figure.rank, "of": figure.of})
        elif figure.rank:
            parts.append(_("rank %(rank)d") % {"rank": figure.rank})
        if figure.group:
            parts.append(_("grade “%s”") % figure.group)
        return _("%(year)d: %(figures)s.") % {"year": figure.year, "figures": ", ".join(parts)}

    @cached_property
    def change(self):
        """How the last figure compares with the one before, in a sentence; empty for a first."""
        before = series.last_before(self.points) if self.points else None
        if before is None:
            return ""
        if not series.compare(before, self.points[-1], self.break_years):
            return _("It does not compare with the years before: the method or territory differs.")
        score, rank = series.change(before, self.points[-1])
        parts = [self._score_change(score)] if score is not None else []
        if rank is not None:
            parts.append(_rank_change(rank))
        if not parts:
            return ""
        text = _("%(changes)s compared with %(year)d.") % {
            "changes": ", ".join(parts),
            "year": before.year,
        }
        return text[:1].upper() + text[1:]

    def _score_change(self, by):
        amount = shown_number(abs(by), self.index.decimals)
        unit = _("percentage points") if self.index.unit == "%" else self.index.unit
        amount = f"{amount}\u00a0{unit}" if unit else amount
        if round(by, self.index.decimals) == 0:
            return _("score unchanged")
        return (_("up %s") if by > 0 else _("down %s")) % amount

    @cached_property
    def gaps(self):
        """What is known to be missing after the first figure, in sentences."""
        found = []
        for state, of_one, of_several in [
            (
                "not-published",
                _("Not published by those who count it: %s."),
                _("Not published by those who count it, in several years: %s."),
            ),
            (
                "missing",
                _("No published figure was found for: %s."),
                _("No published figures were found for several years: %s."),
            ),
        ]:
            years = [one.year for one in self.figures if one.state == state]
            if years:
                found.append((of_several if len(years) > 1 else of_one) % _years(years))
        return found

    @property
    def _has_shape(self):
        """Whether there is more than one score to draw."""
        return sum(len(run) for run in self.runs) > 1

    def charts(self, language):
        """Return name → (description of the chart, its sentence) of the charts of its series."""
        if not self._has_shape:
            return {}
        label = charts.series_sentence(self.index.code, self.runs)
        return {
            f"series-{self.index.pk}-{language}-{size}": (
                charts.series_chart(self.runs, self.marks, self.index.decimals, width),
                label,
            )
            for size, width in [("wide", WIDE), ("narrow", NARROW)]
        }

    def small_chart(self, language):
        if not self._has_shape:
            return {}
        label = charts.series_sentence(self.index.code, self.runs)
        return {f"spark-{self.index.pk}-{language}": (charts.spark_chart(self.runs), label)}


def _rank_change(by):
    if by == 0:
        return _("rank unchanged")
    text = (
        ngettext("up %d place", "up %d places", abs(by))
        if by > 0
        else ngettext("down %d place", "down %d places", abs(by))
    )
    return text % abs(by)


def _years(years):
    """Return years in short: 2015, 2020–2025."""
    spans = []
    for year in sorted(years):
        if spans and spans[-1][1] == year - 1:
            spans[-1][1] = year
        else:
            spans.append([year, year])
    return ", ".join(str(a) if a == b else f"{a}–{b}" for a, b in spans)


def lifts(component_figures, measures):
    """Return what would lift a score: component figures, most lost first, with their measures.

    Each is (component figure, list of measures); points lost count by the component's weight.
    """
    by_component = {}
    for measure in measures:
        if measure.component:
            by_component.setdefault(measure.component.name, []).append(measure)
    rows = [one for one in component_figures if one.lost is not None]
    rows.sort(key=lambda one: one.lost * (one.component.weight or 1), reverse=True)
    return [(one, by_component.get(one.component.name, [])) for one in rows]
