"""Template tags of the room of contacts."""

from django import template

from cchc_wagtail.organisation.models import Unit

register = template.Library()


@register.simple_tag
def office():
    """Return the unit that is the Office of the department, or None; one query."""
    return Unit.objects.filter(kind=Unit.Kind.OFFICE).first()
