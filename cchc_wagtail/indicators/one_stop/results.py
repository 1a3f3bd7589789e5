"""The results of reporting periods, as reported or added up from shorter periods."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from cchc_wagtail.organisation.reporting_periods import Period, PeriodKind

from .rules import Counts, NotToBeAdded, added_up, for_the_public, sum_of
from .words import period_in_words, sentence, share_in_words

#: From which kind a longer period is added up, the first that is complete.
PARTS = {
    PeriodKind.QUARTER: [PeriodKind.MONTH],
    PeriodKind.HALF_YEAR: [PeriodKind.QUARTER, PeriodKind.MONTH],
    PeriodKind.NINE_MONTHS: [PeriodKind.QUARTER, PeriodKind.MONTH],
    PeriodKind.YEAR: [PeriodKind.HALF_YEAR, PeriodKind.QUARTER, PeriodKind.MONTH],
}


@dataclass(frozen=True)
class Result:
    """What became of the cases of one period, by field."""

    period: Period
    starts_on: datetime.date
    ends_on: datetime.date
    by_field: Mapping[str, Counts]
    source: str = ""
    note: str = ""
    is_computed: bool = False

    @cached_property
    def total(self):
        return sum_of(self.by_field.values())

    @property
    def label(self):
        return period_in_words(self.period)

    @property
    def sentence(self):
        return sentence(self.total)

    @property
    def share(self):
        return share_in_words(self.total)

    @property
    def slug(self):
        """Names the period in an address: ``quarter-2024-1``."""
        return f"{self.period.kind.value}-{self.period.year}-{self.period.number}"

    @cached_property
    def public_rows(self):
        """The (field, counts) that may be shown, those with too few cases together as ""."""
        shown, rest = for_the_public(self.by_field)
        return [*shown.items(), *([("", rest)] if rest else [])]


def with_sums(reported):
    """Return ``Period`` → ``Result`` of those ``reported``, and of what they add up to.

    A period that was reported is taken as it was. A longer one is added up where all its parts are
    there and the cases carried over agree; ``NotToBeAdded`` leaves it out.
    """
    found = {result.period: result for result in reported}
    for kind, part_kinds in PARTS.items():
        for year in {period.year for period in found}:
            for number in range(1, kind.in_a_year + 1):
                period = Period(kind, year, number)
                whole = None if period in found else _computed(period, part_kinds, found)
                if whole:
                    found[period] = whole
    return found


def _computed(period, part_kinds, found):
    for kind in part_kinds:
        parts = [found.get(part) for part in period.parts(kind)]
        if parts and None not in parts:
            try:
                by_field = added_up([part.by_field for part in parts])
            except NotToBeAdded:
                continue
            notes = dict.fromkeys(part.note for part in parts if part.note)
            return Result(
                period,
                parts[0].starts_on,
                parts[-1].ends_on,
                by_field,
                note=" ".join(notes),
                is_computed=True,
            )
    return None
