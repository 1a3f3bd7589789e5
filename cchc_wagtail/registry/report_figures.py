"""What a report says of legal documents."""

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cchc_wagtail.organisation.report_figures import Figure, Part, within

from .models import LapsedLawTask, LegalDocument, Level

SHOWN = 10
_NAMED = ("unit", "document__document_type")


def figures_of_documents(first, last):
    """Yield how many documents were published in the registry in a period, by level.

    Then how many checks of content that cites lapsed law were done in it, in how many calendar
    days, and how many are open on its last day.
    """
    new = LegalDocument.objects.published().filter(within("first_published_at", first, last))
    levels = dict(Level.choices)
    by_level = new.order_by().values_list("issuer__level").annotate(count=Count("pk"))
    yield Figure(
        "documents.new",
        Part.LAW,
        _("Legal documents registered"),
        new.count(),
        address=reverse("wagtailsnippets_cchc_registry_legaldocument:list"),
        rows=tuple((str(levels.get(level, level)), count) for level, count in by_level),
    )
    done = LapsedLawTask.objects.filter(done_on__range=(first, last))
    waiting = LapsedLawTask.objects.filter(begun_on__lte=last)
    waiting = waiting.filter(Q(done_on=None) | Q(done_on__gt=last))
    days = [(end - begin).days for begin, end in done.values_list("begun_on", "done_on")]
    address = reverse("cchc_registry_lapsed")
    yield Figure(
        "lapsed.done",
        Part.LAW,
        _("Content checked after law had lapsed, by unit and document"),
        len(days),
        address=address,
        rows=tuple((str(task), None) for task in done.select_related(*_NAMED)[:SHOWN]),
    )
    yield Figure(
        "lapsed.days",
        Part.LAW,
        _("Mean time until it was checked"),
        round(sum(days) / len(days), 1) if days else None,
        _("days"),
        address,
    )
    yield Figure(
        "lapsed.open",
        Part.LAW,
        _("Content that cites lapsed law and is not checked yet, by unit and document"),
        waiting.count(),
        address=address,
        rows=tuple((str(task), None) for task in waiting.select_related(*_NAMED)[:SHOWN]),
    )
