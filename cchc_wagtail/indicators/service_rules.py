"""How rates of criteria become points, groups and a grade, by Quyết định 766/QĐ-TTg of 23/6/2022.

Phụ lục, mục III: a criterion gives its rate × its highest score / 100. What is no task of the body,
or is not due yet, does not apply, and its points are shared equally among the other criteria of its
group. A criterion with a target of Nghị quyết 76/NQ-CP gives all its points once that is reached.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _

from .figure_rules import plain_number

#: From so many points on of a hundred → the grade. The decision says “từ 90 đến dưới 100”: exactly
#: 100, of which it says nothing, is graded here as what is just below.
GRADES = {90: "Xuất sắc", 80: "Tốt", 70: "Khá", 50: "Trung bình", 0: "Yếu"}
#: By so much a rate and the points published with it may differ: both are rounded.
ROUNDING = Fraction(2, 100)


def grade_of(points: Fraction, maximum: Fraction) -> str:
    """Return the grade of ``points``; empty where there is nothing to be had."""
    if not maximum:
        return ""
    share = points * 100 / maximum
    return next(grade for least, grade in GRADES.items() if share >= least)


@dataclass(frozen=True)
class Entry:
    """What is known of a criterion: its rate in %, its points, or that it does not apply.

    ``formula`` says how the rate was computed here; empty where somebody published it.
    """

    rate: Fraction | None = None
    points: Fraction | None = None
    is_applicable: bool = True
    formula: str = ""
    source: str = ""


@dataclass(frozen=True)
class Line:
    """A criterion, or a group as a whole, with its highest score as it stands for this body.

    ``computed`` is what was computed here beside what was published.
    """

    component: Any
    maximum: Fraction
    entry: Entry | None = None
    computed: Entry | None = None

    @property
    def applies(self) -> bool:
        return self.entry is None or self.entry.is_applicable

    @property
    def points(self) -> Fraction | None:
        """None where nothing is known, or nothing applies."""
        if self.entry is None or not self.entry.is_applicable:
            return None
        if self.entry.points is not None:
            return self.entry.points
        return None if self.entry.rate is None else self.entry.rate * self.maximum / 100

    @property
    def by_target(self) -> bool:
        """Whether all points were given at a lower rate, since the target was reached."""
        entry = self.entry
        return bool(
            entry
            and self.component.target
            and None not in (entry.rate, entry.points)
            and entry.rate < 100
            and abs(entry.points - self.maximum) <= ROUNDING
        )


@dataclass(frozen=True)
class Group:
    """A group with its criteria: the points held, of how many that are known, of how many."""

    whole: Line
    lines: Sequence[Line]

    @property
    def name(self) -> str:
        return self.whole.component.name

    @property
    def maximum(self) -> Fraction:
        return self.whole.maximum

    @property
    def is_stated(self) -> bool:
        """Whether the points of the group as a whole were published."""
        return self.whole.points is not None

    @property
    def known(self) -> list[Line]:
        return [line for line in self.lines if line.points is not None]

    @property
    def missing(self) -> list[Line]:
        return [line for line in self.lines if line.applies and line.points is None]

    @property
    def is_complete(self) -> bool:
        return self.is_stated or not self.missing

    @property
    def points(self) -> Fraction | None:
        if self.is_stated:
            return self.whole.points
        return sum((line.points for line in self.known), Fraction(0)) if self.known else None

    @property
    def known_maximum(self) -> Fraction:
        if self.is_stated:
            return self.maximum
        return sum((line.maximum for line in self.known), Fraction(0))

    @property
    def grade(self) -> str:
        """The grade of the group by its share; empty while a criterion is missing."""
        if not self.is_complete or self.points is None:
            return ""
        return grade_of(self.points, self.maximum)


@dataclass(frozen=True)
class Sheet:
    """The index in one period; ``total`` are the points that were published, if they were."""

    groups: Sequence[Group]
    total: Fraction | None = None

    @cached_property
    def maximum(self) -> Fraction:
        return sum((group.maximum for group in self.groups), Fraction(0))

    @cached_property
    def is_complete(self) -> bool:
        return self.total is not None or (
            bool(self.known_maximum) and all(group.is_complete for group in self.groups)
        )

    @cached_property
    def points(self) -> Fraction | None:
        if self.total is not None:
            return self.total
        found = [group.points for group in self.groups if group.points is not None]
        return sum(found, Fraction(0)) if found else None

    @cached_property
    def known_maximum(self) -> Fraction:
        if self.total is not None:
            return self.maximum
        return sum((group.known_maximum for group in self.groups), Fraction(0))

    @property
    def missing(self) -> int:
        """How many criteria nobody has told of."""
        return sum(len(group.missing) for group in self.groups if not group.is_stated)

    @property
    def grade(self) -> str:
        """Empty while something is missing: what is not known is not graded."""
        if not self.is_complete or self.points is None:
            return ""
        return grade_of(self.points, self.maximum)


def sheet_of(
    components: Sequence[Any],
    published: Mapping[Any, Entry],
    computed: Mapping[str, Entry],
    total: Decimal | None = None,
) -> Sheet:
    """Return the ``Sheet`` of a method's ``components``, groups and criteria in their order.

    ``published`` is component → ``Entry``, ``computed`` the number of a criterion → ``Entry``,
    which counts where nothing was published; ``total`` the points that were published.
    """
    groups = []
    for whole in (one for one in components if not one.group):
        criteria = [one for one in components if one.group == whole.name]
        maxima = shared_maxima(criteria, published)
        lines = [
            Line(
                one,
                maxima[one],
                published.get(one) or computed.get(one.code),
                computed.get(one.code) if one in published else None,
            )
            for one in criteria
        ]
        maximum = sum(maxima.values(), Fraction(0)) if criteria else _highest(whole)
        groups.append(Group(Line(whole, maximum, published.get(whole)), lines))
    return Sheet(groups, None if total is None else Fraction(total))


def shared_maxima(criteria: Sequence[Any], entries: Mapping[Any, Entry]) -> dict[Any, Fraction]:
    """Return criterion → highest score in a group, once what does not apply is shared.

    Where none applies there is nobody to share with: the group counts nothing.
    """
    left_out = [one for one in criteria if one in entries and not entries[one].is_applicable]
    others = len(criteria) - len(left_out)
    share = sum((_highest(one) for one in left_out), Fraction(0)) / others if others else 0
    return {
        one: Fraction(0) if one in left_out else _highest(one) + Fraction(share) for one in criteria
    }


def _highest(component):
    return Fraction(component.maximum or 0)


def criteria_faults(
    version: Any, components: Sequence[Any], entries: Mapping[Any, Entry], total: Decimal | None
) -> Iterator[str]:
    """Yield what is wrong with published ``entries`` under the ``components`` of a ``version``.

    A rate is between 0 and 100, points are at most the highest score and what the rate gives; the
    criteria add up to their group and the groups to the ``total``, within the version's tolerance.
    """
    for component, entry in entries.items():
        if component not in components:
            yield _("“%(component)s” is no component of the method of this year (%(method)s).") % {
                "component": component.name,
                "method": version,
            }
        elif fault := _fault_of_entry(entry):
            yield f"“{component.name}”: {fault}"
    sheet = sheet_of(components, entries, {}, total)
    for group in sheet.groups:
        for line in [group.whole, *group.lines]:
            yield from _faults_of_line(line)
        if group.is_stated and group.lines and not group.missing:
            right = sum((line.points for line in group.known), Fraction(0))
            if abs(right - group.points) > version.tolerance:
                yield _("“%(group)s”: the criteria add up to %(total)s, %(points)s is given.") % {
                    "group": group.name,
                    "total": shown(right),
                    "points": shown(group.points),
                }
    if total is not None and all(group.is_complete for group in sheet.groups):
        right = sum((group.points or Fraction(0) for group in sheet.groups), Fraction(0))
        if abs(right - Fraction(total)) > version.tolerance:
            yield _("The components add up to %(total)s, the score is %(score)s.") % {
                "total": shown(right),
                "score": plain_number(total),
            }


def _fault_of_entry(entry):
    if not entry.is_applicable:
        if entry.rate is not None or entry.points is not None:
            return _("what does not apply has neither rate nor points.")
    elif entry.rate is None and entry.points is None:
        return _("neither a rate nor points are given.")
    elif entry.rate is not None and not 0 <= entry.rate <= 100:
        return _("a rate is between 0 and 100 %%, not %(rate)s.") % {"rate": shown(entry.rate)}
    return ""


def _faults_of_line(line):
    entry, name = line.entry, line.component.name
    if entry is None or entry.points is None:
        return
    if entry.points < 0:
        yield _("“%(component)s”: a score is not below 0.") % {"component": name}
    elif entry.points > line.maximum:
        yield _("“%(component)s”: %(score)s is above its maximum of %(maximum)s.") % {
            "component": name,
            "score": shown(entry.points),
            "maximum": shown(line.maximum),
        }
    elif entry.rate is not None and not line.by_target:
        right = entry.rate * line.maximum / 100
        if abs(right - entry.points) > ROUNDING:
            yield _(
                "“%(component)s”: %(rate)s %% of %(maximum)s is %(right)s, %(score)s is given."
            ) % {
                "component": name,
                "rate": shown(entry.rate),
                "maximum": shown(line.maximum),
                "right": shown(right),
                "score": shown(entry.points),
            }


def rounded_down(number: Fraction) -> Decimal:
    """Return a number with at most two places, which is not more: 89,996 points are not 90."""
    return Decimal(number * 100 // 1) / 100


def shown(number: Fraction) -> str:
    """Return ``rounded_down`` as readers see it."""
    return plain_number(rounded_down(number))
