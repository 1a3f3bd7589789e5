"""Which pages everybody may read, as a condition of one query."""

from django.db.models import Exists, F, OuterRef
from django.db.models.functions import StrIndex
from wagtail.models import PageViewRestriction


def is_unrestricted():
    """Return the condition on pages that no view restriction lies on them or above them.

    Wagtail's ``public()`` loads all view restrictions first; this is part of the one query.
    """
    restrictions = PageViewRestriction.objects.annotate(
        found_at=StrIndex(OuterRef("path"), F("page__path"))
    )
    return ~Exists(restrictions.filter(found_at=1))
