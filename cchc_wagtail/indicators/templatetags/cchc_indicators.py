from django import template

from ..figure_rules import plain_number, shown_number
from ..service_rules import shown

register = template.Library()


@register.filter
def decimals(value, places):
    """Return a number with so many decimal places as readers write it; a dash where it is None."""
    return "–" if value is None else shown_number(value, places)


@register.filter
def plain(value):
    """Return a number without the noughts at its end."""
    return plain_number(value)


@register.filter
def points(value):
    """Return points or a rate, which may be fractions, with two places at most, rounded down."""
    return shown(value)
