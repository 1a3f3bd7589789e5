"""What a report says of legal documents."""

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cchc_wagtail.organisation.report_figures import Figure, Part, within

from .models import LegalDocument, Level


def figures_of_documents(first, last):
    """Yield how many documents were published in the registry in a period, by level."""
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
