"""The components that are entered with a figure, and what is wrong with them under its method."""

from fractions import Fraction

from django.utils.translation import gettext as _

from .figure_rules import component_faults
from .service_rules import Entry, criteria_faults


def entry_of(row, source=""):
    """Return what a component figure says of a criterion, as ``service_rules`` counts it."""
    return Entry(
        rate=None if row.rate is None else Fraction(row.rate),
        points=None if row.score is None else Fraction(row.score),
        is_applicable=row.is_applicable,
        source=source,
    )


def faults_of_rows(version, rows, score):
    """Yield what is wrong with the component figures ``rows`` of a figure with this ``score``."""
    if version.counts_rates:
        entries = {row.component: entry_of(row) for row in rows}
        yield from criteria_faults(version, list(version.components.all()), entries, score)
        return
    scores = {}
    for row in rows:
        if row.rate is not None or not row.is_applicable:
            yield _("“%(component)s”: by this method a component has a score alone.") % {
                "component": row.component.name
            }
        elif row.score is None:
            yield _("“%(component)s” has no score.") % {"component": row.component.name}
        else:
            scores[row.component] = row.score
    yield from component_faults(version, score, scores)
