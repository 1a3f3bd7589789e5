"""How to reach a unit, in words."""

from django.utils.translation import gettext as _


def contact_of(unit):
    """Return what is known of how to reach ``unit``, such as “telephone 0276…, email …”; or “”."""
    texts = [
        (unit.telephone, _("telephone %(value)s")),
        (unit.email, _("email %(value)s")),
        (unit.address, _("address: %(value)s")),
    ]
    return ", ".join(text % {"value": value} for value, text in texts if value)
