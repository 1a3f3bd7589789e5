"""How complete many procedures are: each for itself, and all of them together."""

from collections import Counter

from django.core.cache import cache
from django.db.models import Count, Max, Sum

from cchc_wagtail import clock
from cchc_wagtail.language import slugify
from cchc_wagtail.organisation.models import Unit

from .completeness import NAMES, findings_of, score_of
from .models.bases import attach_legal_bases

#: What the checks read of each page, fetched for all at once.
RELATED = ["audiences", "channels", "legal_bases__document"]
#: How long, in seconds, totals are kept: what they rest on beside the pages moves rarely.
KEPT = 15 * 60


def assess(pages):
    """Give each of ``pages`` its ``findings`` and ``score``; as many queries as for one."""
    pages = list(pages)
    attach_legal_bases(pages)
    for page in pages:
        page.findings = findings_of(page)
        page.score = score_of(page.findings)
        page.missing = "\n".join(finding.message for finding in page.findings)
    return pages


def totals_of(procedures):
    """Return ``(unit, procedures, score)`` of each unit, and ``(name, procedures)`` of each fault.

    ``unit`` is None for those without one; ``score`` is their mean in whole per cent. They are kept
    for a quarter of an hour, and counted anew as soon as one of the pages is published.
    """
    state = procedures.order_by().aggregate(
        count=Count("pk"), keys=Sum("pk"), last=Max("last_published_at")
    )
    key = "-".join(str(value) for value in [*state.values(), clock.today()])
    return cache.get_or_set(f"cchc-completeness-{slugify(key)}", lambda: _counted(procedures), KEPT)


def _counted(procedures):
    """Read the pages in parts, so that memory does not grow with their number."""
    units = {unit.pk: unit for unit in Unit.objects.all()}
    totals, faults = {}, Counter()
    pages = procedures.select_related("unit").prefetch_related(*RELATED).order_by("pk")
    part = []
    for page in pages.iterator(chunk_size=500):
        part.append(page)
        if len(part) == 500:
            _add(totals, faults, part)
            part = []
    _add(totals, faults, part)
    rows = [(units.get(pk), count, round(total / count)) for pk, (count, total) in totals.items()]
    named = [(name, faults[check]) for check, name in NAMES.items() if faults[check]]
    return sorted(rows, key=lambda row: (row[2], str(row[0]))), named


def _add(totals, faults, pages):
    for page in assess(pages):
        faults.update(finding.check for finding in page.findings)
        count, total = totals.get(page.unit_id, (0, 0))
        totals[page.unit_id] = (count + 1, total + page.score)
