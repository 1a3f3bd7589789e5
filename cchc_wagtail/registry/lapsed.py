"""Content that rests on law no longer in force."""

from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, Exists, Min, OuterRef
from django.db.models.functions import Cast
from django.utils import timezone

from .models import ContentCheck, ContentCitation, LegalDocument, ValidityPeriod
from .models.validity import LAPSED


def lapsed_citations(day=None):
    """Return the citations of documents that are not in force on ``day`` or today.

    Each is annotated with ``since`` (the day on which that began) and ``is_checked`` (somebody has
    said after that day that the content is still right). Documents that cite others are left out:
    they say what was the law on their day.
    """
    periods = ValidityPeriod.objects.on(day).filter(
        status__in=LAPSED, document=OuterRef("document")
    )
    checks = ContentCheck.objects.filter(
        content_type=OuterRef("content_type"),
        object_id=OuterRef("object_id"),
        document=OuterRef("document"),
        checked_at__date__gte=OuterRef("since"),
    )
    return (
        ContentCitation.objects.exclude(
            content_type=ContentType.objects.get_for_model(LegalDocument)
        )
        .annotate(since=periods.values("begins_on")[:1])
        .filter(since__isnull=False)
        .annotate(is_checked=Exists(checks))
    )


def first_of_each(citations):
    """Return of ``citations`` the first of each document in each piece of content."""
    firsts = (
        citations.order_by()
        .values("content_type", "object_id", "document")
        .annotate(first=Min("pk"))
        .values("first")
    )
    return citations.filter(pk__in=firsts)


def flag_pages(pages):
    """Annotate ``pages`` with ``rests_on_lapsed_law``, as part of the same query."""
    unchecked = lapsed_citations().filter(
        is_checked=False,
        content_type=OuterRef("content_type"),
        object_id=Cast(OuterRef("pk"), CharField()),
    )
    return pages.annotate(rests_on_lapsed_law=Exists(unchecked))


def confirm(content_type, object_id, document, user):
    """Record that ``user`` has found the content still right although ``document`` has lapsed."""
    ContentCheck.objects.update_or_create(
        content_type=content_type,
        object_id=object_id,
        document=document,
        defaults={"checked_by": user, "checked_at": timezone.now()},
    )
