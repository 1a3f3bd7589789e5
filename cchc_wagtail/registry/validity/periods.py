"""Keeping the stored periods of validity in line with documents and relations."""

from django.db import transaction

from cchc_wagtail.search.index.indexing import index_or_note

from ..models import DocumentRelation, LegalDocument, ValidityPeriod
from ..models.relations import CHANGING
from .rules import life_of, periods_of

BATCH = 500


def refresh_periods(document_ids):
    """Compute anew on which days the documents of these keys are in force, and store it."""
    document_ids = sorted(set(document_ids))
    for first in range(0, len(document_ids), BATCH):
        _refresh(document_ids[first : first + BATCH])


@transaction.atomic
def _refresh(document_ids):
    documents = LegalDocument.objects.filter(pk__in=document_ids).select_related("document_type")
    relations = DocumentRelation.objects.filter(
        target__in=document_ids, source__live=True, kind__in=CHANGING
    ).select_related("source__document_type")
    to_document = {}
    for relation in relations:
        to_document.setdefault(relation.target_id, []).append(relation)
    stored = {}
    for period in ValidityPeriod.objects.filter(document__in=document_ids):
        stored.setdefault(period.document_id, []).append(period)
    changed, new = [], []
    for document in documents:
        periods = periods_of(life_of(document, to_document.get(document.pk, [])))
        before = [(p.status, p.begins_on, p.ends_on) for p in stored.get(document.pk, [])]
        if before != [(p.status, p.begins_on, p.ends_on) for p in periods]:
            changed.append(document.pk)
            new += [
                ValidityPeriod(
                    document=document,
                    status=period.status,
                    begins_on=period.begins_on,
                    ends_on=period.ends_on,
                )
                for period in periods
            ]
    if changed:
        ValidityPeriod.objects.filter(document__in=changed).delete()
        ValidityPeriod.objects.bulk_create(new)
        for document in documents:
            if document.pk in changed:
                index_or_note(document)
