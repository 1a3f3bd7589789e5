"""Template tags of the room of contacts."""

from django import template

from cchc_wagtail.contact.office import office

register = template.Library()
register.simple_tag(office)
