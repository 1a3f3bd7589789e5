"""What must hold between the figures of an index before they are kept."""

from collections.abc import Iterator, Mapping
from decimal import ROUND_HALF_UP, Decimal

from django.utils.formats import number_format
from django.utils.translation import gettext as _


def plain_number(value):
    """Return a number as readers see it, without the noughts at its end."""
    text = format(Decimal(value).normalize(), "f")
    return number_format(text, decimal_pos=len(text.partition(".")[2]))


def shown_number(value, places):
    """Return a number rounded to ``places``, as readers see it: 47.3453 is “47,35”."""
    step = Decimal(1).scaleb(-places)
    return number_format(Decimal(value).quantize(step, ROUND_HALF_UP), places)


def version_of(versions, year):
    """Return that of ``versions`` which holds in ``year``: the one that began last, or None."""
    held = [
        one
        for one in versions
        if one.from_year <= year and (one.to_year is None or year <= one.to_year)
    ]
    return max(held, key=lambda one: one.from_year, default=None)


def rank_faults(rank, of) -> Iterator[str]:
    """Yield what is wrong with a rank among ``of``; both may be None."""
    if rank is not None and rank < 1:
        yield _("A rank is at least 1.")
    if rank is not None and of is not None and rank > of:
        yield _("Rank %(rank)d, but only %(of)d were ranked.") % {"rank": rank, "of": of}


def component_faults(version, score, scores: Mapping) -> Iterator[str]:
    """Yield what is wrong with ``scores``, component → score, under a method ``version``.

    A component's score is at most its maximum. Where the version says how much each of its
    components counts, and all of them are given, they add up to ``score`` within its tolerance.
    """
    for component, value in scores.items():
        if component.version_id != version.pk:
            yield _("“%(component)s” is no component of the method of this year (%(method)s).") % {
                "component": component.name,
                "method": version,
            }
        elif component.maximum is not None and value > component.maximum:
            yield _("“%(component)s”: %(score)s is above its maximum of %(maximum)s.") % {
                "component": component.name,
                "score": plain_number(value),
                "maximum": plain_number(component.maximum),
            }
        elif value < 0:
            yield _("“%(component)s”: a score is not below 0.") % {"component": component.name}
    total = version.total_of(scores)
    if total is not None and score is not None and abs(total - score) > version.tolerance:
        yield _("The components add up to %(total)s, the score is %(score)s.") % {
            "total": plain_number(total),
            "score": plain_number(score),
        }
