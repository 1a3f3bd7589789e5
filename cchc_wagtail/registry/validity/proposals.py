"""Relations that imported files name: proposed, and accepted or set aside by an editor."""

from collections import defaultdict
from typing import NamedTuple

from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from cchc_wagtail import clock
from cchc_wagtail.citations import DocumentNumber, find_citations
from cchc_wagtail.citations.attributes import read_attributes

from ..citator.resolution import registered_under
from ..keys import citation_key
from ..models import (
    CitationKind,
    ContentCitation,
    DocumentRelation,
    LegalDocument,
    RelationProposal,
)


class Named(NamedTuple):
    """A document that a text names: its key, the part of it that is meant, the words themselves."""

    key: str
    articles: str
    written: str


def named_in(text):
    """Return the ``Named`` documents in ``text``, one member of a list.

    Raises:
        ValueError: it names none.
    """
    cited = [one for one in find_citations(text) if one.kind in ("document", "law_name")]
    if not cited:
        number = DocumentNumber.parse(text)
        return [Named(number.key, "", str(number))]
    return [_named(one, text, is_alone=len(cited) == 1) for one in cited]


def _named(citation, text, is_alone):
    articles = ""
    if citation.articles:
        ends = citation.articles[0].start, max(one.end for one in citation.articles)
        articles = text[slice(*ends)]
    whole = text[citation.start : read_attributes(text, citation.end).end].strip()
    written = text if is_alone else f"{articles} {whole}".strip()
    return Named(citation_key(citation, text), articles[:500], written[:500])


def propose(document, wanted):
    """Store those of ``wanted``, pairs of kind and ``Named``, that are new to ``document``.

    Returns them. What the document has as a relation, or had proposed before, is not new; of a
    ``document`` that is not stored yet all are, and none is stored.
    """
    if not wanted or document.pk is None:
        return wanted
    had = set(document.relation_proposals.values_list("kind", "target_key", "articles"))
    for relation in document.get_latest_revision_as_object().relations.all():
        had |= {(relation.kind, key, relation.articles) for key in relation.target.citation_keys}
    new = [(kind, one) for kind, one in wanted if (kind, one.key, one.articles) not in had]
    RelationProposal.objects.bulk_create(
        RelationProposal(
            document=document,
            kind=kind,
            target_key=one.key,
            articles=one.articles,
            written=one.written,
        )
        for kind, one in new
    )
    return new


def open_proposals(document):
    """Return the proposals that nobody has decided, each with its ``candidates``: two queries."""
    proposals = list(document.relation_proposals.filter(decided_on=None))
    registered = registered_under({one.target_key for one in proposals})
    for one in proposals:
        candidates = registered[one.target_key]
        one.candidates = [target for target in candidates if target.pk != document.pk]
    return proposals


class Waiting(NamedTuple):
    """A document that is not registered and to which registered ones are said to relate."""

    written: str
    documents: list
    citation: ContentCitation


def waiting_targets(most=100):
    """Return a ``Waiting`` for each document that open proposals name and nobody has registered.

    The most named come first; three queries.
    """
    registered = LegalDocument.objects.filter(
        Q(number_key=OuterRef("target_key")) | Q(name_key=OuterRef("target_key"))
    )
    named = RelationProposal.objects.filter(~Exists(registered), decided_on=None)
    by_key = defaultdict(list)
    for proposal in named.select_related("document__document_type"):
        by_key[proposal.target_key].append(proposal)
    most_named = sorted(by_key.values(), key=lambda proposals: -len(proposals))[:most]
    return [_waiting(proposals) for proposals in most_named]


def _waiting(proposals):
    written = max((one.written for one in proposals), key=len)
    found = next(iter(find_citations(written)), None)
    citation = ContentCitation(kind=CitationKind.DOCUMENT, text=written)
    if found is not None:
        citation.kind, citation.date = found.kind, found.date
        citation.number, citation.type_name = found.number or "", found.type or ""
        citation.issuer = found.issuer or ""
    documents = {proposal.document_id: proposal.document for proposal in proposals}
    return Waiting(written, list(documents.values()), citation)


def accept(proposal, target, user):
    """Add the relation to ``target`` to the draft of the document; publishing gives it effect.

    Raises:
        ValidationError: the relation cannot be, for example because it closes a circle.
    """
    draft = proposal.document.get_latest_revision_as_object()
    relation = DocumentRelation(
        source=draft, kind=proposal.kind, target=target, articles=proposal.articles
    )
    relation.clean()
    with transaction.atomic():
        draft.relations.add(relation)
        draft.save_revision(user=user, log_action=True)
        set_aside(proposal)


def set_aside(proposal):
    """Note that ``proposal`` was decided, so that no import makes it again."""
    proposal.decided_on = clock.today()
    proposal.save(update_fields=["decided_on"])
