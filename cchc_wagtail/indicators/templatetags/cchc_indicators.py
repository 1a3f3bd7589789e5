from django import template
from django.utils.formats import number_format

register = template.Library()


@register.filter
def decimals(value, places):
    """Return a number with so many decimal places as readers write it; a dash where it is None."""
    return "–" if value is None else number_format(value, places)
