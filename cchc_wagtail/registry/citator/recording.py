"""Citations in content: found, resolved, stored, and resolved again when the registry changes."""

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from wagtail.models import DraftStateMixin

from cchc_wagtail.citations import find_citations, find_unsigned
from cchc_wagtail.content.citing import references_of, texts_of

from ..keys import citation_key
from ..models import CitationChoice, CitationKind, CitationStatus, ContentCitation, LegalDocument
from .lapsed import close_tasks
from .resolution import Verdict, resolve

#: The fields of a ``CitationSignature``.
SIGNATURE = ("key", "issuer", "date", "year")
_LENGTHS = {
    name: ContentCitation._meta.get_field(name).max_length
    for name in ["key", "issuer", "text", "type_name", "number"]
}


def read_citations(instance):
    """Return the citations in ``instance`` as it is at hand, as unsaved ``ContentCitation`` rows.

    They are resolved against the registry, and by the choices made for this content.
    """
    place = _place(instance)
    rows = [
        *(_row(place, text, found) for text in texts_of(instance) for found in _cited(text.text)),
    ]
    own_keys = _own_keys(instance)
    rows = [row for row in rows if row.key not in own_keys]
    verdicts = resolve({row.signature for row in rows})
    verdicts.update(_chosen(CitationChoice.objects.filter(**place)).get(tuple(place.values()), {}))
    for row in rows:
        row.status, row.document_id = verdicts[row.signature]
    return rows + _references(instance, place)


@transaction.atomic
def store_citations(instance):
    """Store the citations in ``instance``, in place of those stored before."""
    stored = ContentCitation.objects.filter(**_place(instance))
    rows = read_citations(instance)
    if list(map(_values, stored)) != list(map(_values, rows)):
        no_longer = {row.document_id for row in stored} - {row.document_id for row in rows}
        stored.delete()
        ContentCitation.objects.bulk_create(rows)
        if no_longer - {None}:
            close_tasks(no_longer)


def bring_citations_into_line(instance):
    """Store the citations in ``instance`` where readers see it, else drop those stored."""
    if isinstance(instance, DraftStateMixin) and not instance.live:
        forget_citations(instance)
    else:
        store_citations(instance)


def forget_citations(instance):
    """Drop the citations in ``instance``, which nobody can read any more."""
    ContentCitation.objects.filter(**_place(instance)).delete()


@transaction.atomic
def resolve_again(keys):
    """Resolve the stored citations with these keys anew, after the registry has changed.

    The number of queries grows with the ways in which texts cite these keys (date, issuer, year),
    not with the number of citations.
    """
    keys = [key for key in keys if key]
    waiting = ContentCitation.objects.filter(key__in=keys).exclude(kind=CitationKind.REFERENCE)
    waiting = waiting.order_by()
    signatures = list(waiting.values_list(*SIGNATURE).distinct())
    for signature, verdict in resolve(signatures).items():
        _pronounce(waiting.filter(**_as_filter(signature)), verdict)
    for place, verdicts in _chosen(CitationChoice.objects.filter(key__in=keys)).items():
        content_type, object_id = place
        rows = waiting.filter(content_type=content_type, object_id=object_id)
        for signature, verdict in verdicts.items():
            _pronounce(rows.filter(**_as_filter(signature)), verdict)


def choose(instance, signature, document, user):
    """Record which ``document`` (or None) the citations with ``signature`` in ``instance`` mean."""
    CitationChoice.objects.update_or_create(
        **_place(instance),
        **_as_filter(signature),
        defaults={"document": document, "chosen_by": user},
    )
    resolve_again([signature[0]])


def _pronounce(rows, verdict):
    rows.update(status=verdict.status, document=verdict.document_id)


def signature_of(citation, text):
    """Return the signature under which a ``Citation`` found in ``text`` is stored."""
    return (
        _cut("key", citation_key(citation, text)),
        _cut("issuer", citation.issuer or ""),
        citation.date,
        citation.year,
    )


def _place(instance):
    return {
        "content_type": ContentType.objects.get_for_model(instance),
        "object_id": str(instance.pk),
    }


def cited_in(text):
    """Return the ``Citation`` list of ``text``, in order, those included that lack their sign."""
    found = find_citations(text)
    found += find_unsigned(text, found)
    return sorted(found, key=lambda citation: citation.start)


def _cited(text):
    for citation in cited_in(text):
        if citation.kind != "self":
            yield text, citation


def _row(place, text, found):
    said, citation = found
    key, issuer, date, year = signature_of(citation, said)
    return ContentCitation(
        **place,
        field=text.field,
        block=text.block,
        start=citation.start,
        end=citation.end,
        kind=citation.kind,
        text=_cut("text", " ".join(said[citation.start : citation.end].split())),
        key=key,
        type_name=_cut("type_name", citation.type or ""),
        number=_cut("number", citation.number or ""),
        issuer=issuer,
        date=date,
        year=year,
        articles=[[one.article, one.clause, one.point] for one in citation.articles],
    )


def _cut(name, value):
    return value[: _LENGTHS[name]]


def _own_keys(instance):
    if isinstance(instance, LegalDocument):
        return instance.citation_keys
    return set()


def _references(instance, place):
    """Return rows for the documents that the editor chose from the registry."""
    chosen = list(references_of(instance, LegalDocument))
    if not chosen:
        return []
    documents = LegalDocument.objects.select_related("document_type").in_bulk(
        {key for _, key in chosen}
    )
    return [
        ContentCitation(
            **place,
            field=field,
            start=0,
            end=0,
            kind=CitationKind.REFERENCE,
            text=_cut("text", documents[key].type_and_number),
            key=documents[key].number_key,
            number=documents[key].number,
            status=CitationStatus.RESOLVED,
            document_id=key,
        )
        for field, key in chosen
        if key in documents
    ]


def _chosen(choices):
    """Return place → signature → ``Verdict`` of the editors' choices."""
    verdicts = {}
    for choice in choices.select_related("content_type"):
        status = CitationStatus.RESOLVED if choice.document_id else CitationStatus.UNRESOLVED
        of_place = verdicts.setdefault((choice.content_type, choice.object_id), {})
        of_place[choice.signature] = Verdict(status, choice.document_id)
    return verdicts


def _as_filter(signature):
    return dict(zip(SIGNATURE, signature, strict=True))


def _values(row):
    return [
        getattr(row, field.attname)
        for field in ContentCitation._meta.concrete_fields
        if not field.primary_key
    ]
