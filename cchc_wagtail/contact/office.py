"""The unit that is the Office of the department, which a site shows on every page."""

from django.core.cache import cache

from cchc_wagtail.organisation.models import Unit

KEY = "cchc_contact_office"
#: For how many seconds it is kept: as long as other processes may show what was changed in one.
KEPT = 300
FIELDS = ["slug", "name", "telephone", "email", "address"]


def office():
    """Return the ``Unit`` that is the Office with how it is reached, or None; kept for a while."""
    values = cache.get(KEY)
    if values is None:
        values = Unit.objects.filter(kind=Unit.Kind.OFFICE).values(*FIELDS).first() or {}
        cache.set(KEY, values, KEPT)
    return Unit(**values) if values else None


def forget_office(**kwargs):
    cache.delete(KEY)
