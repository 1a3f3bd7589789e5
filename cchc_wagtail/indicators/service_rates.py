"""Rates of the service index that the one-stop results give, with their formulas in numbers."""

from fractions import Fraction

from django.utils.translation import gettext as _

from cchc_wagtail.language import format_date
from cchc_wagtail.organisation.computed_rates import ComputedRate


def rates_of_result(result):
    """Yield criteria 05 and 08 of 766/QĐ-TTg, mục II.2a and II.3c, of a one-stop ``Result``.

    A rate of nothing is none: where no case came in, it is left out.
    """
    counts = result.total
    source = _("One-stop results, %(first)s to %(last)s") % {
        "first": format_date(result.starts_on),
        "last": format_date(result.ends_on),
    }
    source = f"{source}. {result.note}".rstrip(". ")
    if counts.received:
        in_time = counts.early + counts.on_time + counts.within_time
        yield ComputedRate(
            "05",
            Fraction(in_time, counts.received),
            _(
                "(solved early or on time + in progress within time) / all cases = "
                "(%(solved)d + %(progress)d) / %(all)d"
            )
            % {
                "solved": counts.early + counts.on_time,
                "progress": counts.within_time,
                "all": counts.received,
            },
            source,
        )
    taken = counts.online + counts.in_person
    if taken:
        yield ComputedRate(
            "08",
            Fraction(counts.online, taken),
            _("cases received online / cases received in the period = %(online)d / %(all)d")
            % {"online": counts.online, "all": taken},
            source,
        )
