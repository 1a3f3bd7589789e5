"""Rates of criteria that a room computes from what the site itself holds, with their formula.

The criteria are those of Quyết định 766/QĐ-TTg. A room adds its own with a function under
Wagtail's hook ``register_cchc_computed_rates``. It is called with the first and the last day of a
period, both included, and returns ``ComputedRate`` objects of what it knows; what it does not know
it leaves out::

    @hooks.register("register_cchc_computed_rates")
    def rate_of_feedback(first, last):
        yield ComputedRate("19", Fraction(39, 40), _("Answered in time / all"), _("Feedback"))
"""

import datetime
from dataclasses import dataclass
from fractions import Fraction

from wagtail import hooks

HOOK = "register_cchc_computed_rates"


@dataclass(frozen=True)
class ComputedRate:
    """The ``share`` (0 to 1) that is the rate of the criterion numbered ``code``.

    ``formula`` says in words what was divided by what, with the numbers; ``source`` where they are
    from.
    """

    code: str
    share: Fraction
    formula: str
    source: str


def computed_rates(first: datetime.date, last: datetime.date) -> list[ComputedRate]:
    """Return what all rooms compute for a period."""
    return [rate for function in hooks.get_hooks(HOOK) for rate in function(first, last)]
