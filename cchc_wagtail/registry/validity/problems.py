"""Contradictions in the registry's data on one document."""

import datetime

from django.utils.translation import gettext as _

from cchc_wagtail.citations import DocumentNumber
from cchc_wagtail.language import format_date

from ..models import DocumentRelation, RelationKind, ValidityStatus
from ..models.relations import CHANGING, ENDING

ONE_DAY = datetime.timedelta(days=1)


def state_of(document):
    """Return what the editor of a stored ``document`` is shown beside its dates and relations."""
    return {
        "document": document,
        "problems": problems_of(document),
        "proposals": document.relation_proposals.filter(decided_on=None).count(),
    }


def problems_of(document):
    """Return, in words for the editor, what contradicts itself about a stored ``document``."""
    incoming = list(
        DocumentRelation.objects.filter(target=document.pk, source__live=True)
        .select_related("source__document_type")
        .order_by("pk")
    )
    ends = [relation for relation in incoming if relation.kind in ENDING and not relation.articles]
    return [
        *_dates(document),
        *_several_ends(ends),
        *_other_end(document, ends),
        *_acts_too_early(document, incoming),
        *_basis_gone(document),
    ]


def _dates(document):
    year = DocumentNumber.parse(document.number).year
    if year and year != document.issued_on.year:
        yield _(
            "Its number says that it is of %(year)d, its day of issue is %(day)s. Which is right?"
        ) % {"year": year, "day": format_date(document.issued_on)}
    begins_on = document.begins_on
    if begins_on and document.effective_to and document.effective_to < begins_on:
        yield _("It ends on %(end)s, before it begins on %(begin)s.") % {
            "end": format_date(document.effective_to),
            "begin": format_date(begins_on),
        }
    if document.is_normative and not document.effective_from:
        yield _("The day on which it enters into force is missing.")


def _several_ends(ends):
    replacing = [relation for relation in ends if relation.kind == RelationKind.REPLACES]
    if len({relation.source_id for relation in replacing}) > 1:
        yield _("More than one document replaces it: %(documents)s.") % {
            "documents": ", ".join(relation.source.type_and_number for relation in replacing)
        }


def _other_end(document, ends):
    if not document.effective_to:
        return
    for relation in ends:
        if relation.begins_on != document.effective_to + ONE_DAY:
            yield _(
                "It is in force until %(end)s as recorded here, but %(document)s ends it from "
                "%(day)s on."
            ) % {
                "end": format_date(document.effective_to),
                "document": relation.source.type_and_number,
                "day": format_date(relation.begins_on),
            }


def _acts_too_early(document, incoming):
    for relation in incoming:
        if relation.kind in CHANGING and relation.begins_on < document.issued_on:
            yield _("%(document)s changes it on %(day)s, before it was issued.") % {
                "document": relation.source.type_and_number,
                "day": format_date(relation.begins_on),
            }


def _basis_gone(document):
    """A document that details another ends with it (Luật 80/2015/QH13, Điều 154 khoản 4)."""
    relations = DocumentRelation.objects.filter(source=document.pk, kind=RelationKind.DETAILS)
    for relation in relations.select_related("target__document_type"):
        force = relation.target.legal_force
        if force.status == ValidityStatus.ENDED != document.legal_force.status:
            yield _(
                "%(document)s, which it details, is no longer in force since %(day)s. Check "
                "whether it still is."
            ) % {
                "document": relation.target.type_and_number,
                "day": format_date(force.since),
            }
