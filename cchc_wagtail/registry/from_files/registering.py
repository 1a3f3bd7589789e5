"""From a file that somebody has looked at to a draft: of a new document, or of a registered one."""

from pathlib import Path

from django.core.files.base import ContentFile
from django.db import transaction
from wagtail.documents import get_document_model
from wagtail.log_actions import log

from cchc_wagtail import clock
from cchc_wagtail.content.collections import collection_for
from cchc_wagtail.content.file_types import SIGNATURES
from cchc_wagtail.content.forms import store

from ..models import DocumentRelation, LegalDocumentFile, RelationProposal, SourceFile
from ..validators import FILE_TYPES
from ..validity.proposals import propose


class DealtWith(Exception):
    """Somebody has registered the file, or set it aside, in between."""


@transaction.atomic
def register(document, source, *, with_text, accepted, declined, user):
    """Store ``document``, which is new, as a draft with the file and text of ``source``.

    ``accepted`` are pairs of ``FoundRelation`` and the document it was found to mean, None where
    that is not registered: such a relation waits as a proposal. ``declined`` are the other found
    relations, which are not proposed again.

    Raises:
        DealtWith: somebody else was quicker.
        OSError: the storage does not take the file.
    """
    _claim(source)
    document.live = False
    if with_text:
        document.body = source.read_file.body
    if stored := _stored(source, document, user):
        document.files.add(LegalDocumentFile(file=stored))
    for found, target in accepted:
        if target is not None:
            document.relations.add(
                DocumentRelation(
                    kind=found.kind,
                    target=target,
                    articles=found.named.articles,
                    effective_on=found.effective_on,
                )
            )
    document.save()
    document.save_revision(user=user)
    log(instance=document, action="wagtail.create", user=user)
    _keep(document, [found for found, target in accepted if target is None], decided_on=None)
    _keep(document, declined, decided_on=clock.today())
    _note(source, document)


@transaction.atomic
def add_to(document, source, *, with_file, with_text, relations, user):
    """Put the file or the text of ``source`` into the draft of ``document``, a registered one.

    What it has no relation of the kind to among the found ``relations`` is proposed.

    Raises:
        DealtWith: somebody else was quicker.
        OSError: the storage does not take the file.
    """
    _claim(source)
    draft = document.get_latest_revision_as_object()
    if with_text:
        draft.body = source.read_file.body
    if with_file and (stored := _stored(source, document, user)):
        draft.files.add(LegalDocumentFile(file=stored))
    draft.save_revision(user=user, log_action=True)
    propose(document, [(found.kind, found.named) for found in new_relations(document, relations)])
    _note(source, document)


def new_relations(document, relations):
    """Return those of the found ``relations`` that ``document`` neither has nor had proposed."""
    had = set(document.relation_proposals.values_list("kind", "target_key"))
    for relation in document.get_latest_revision_as_object().relations.all():
        had |= {(relation.kind, key) for key in relation.target.citation_keys}
    return [found for found in relations if (found.kind, found.named.key) not in had]


def can_be_attached(source):
    """Tell whether files like ``source`` are offered to readers; HTML may hold scripts."""
    suffix = Path(source.file_name).suffix.lower()
    return suffix in FILE_TYPES and suffix in SIGNATURES


def _claim(source):
    """Take ``source`` for this transaction: the second of two who send it at once is told."""
    waiting = SourceFile.objects.filter(pk=source.pk, state=SourceFile.State.READ)
    if not waiting.update(state=SourceFile.State.REGISTERED):
        raise DealtWith


def _note(source, document):
    source.state, source.document = SourceFile.State.REGISTERED, document
    source.save(update_fields=["state", "document"])


def _keep(document, relations, decided_on):
    """Keep ``relations`` as proposals, each once."""
    RelationProposal.objects.bulk_create(
        [
            RelationProposal(
                document=document,
                kind=found.kind,
                target_key=found.named.key,
                articles=found.named.articles,
                written=found.named.written,
                decided_on=decided_on,
            )
            for found in relations
        ],
        ignore_conflicts=True,
    )


def _stored(source, document, user):
    if not can_be_attached(source):
        return None
    file = get_document_model()(
        title=Path(source.file_name).stem[:255],
        collection=collection_for(document, user),
        uploaded_by_user=user,
    )
    file.file = ContentFile(bytes(source.content), name=Path(source.file_name).name)
    store(file)
    file.save()
    file.get_file_size()
    file.get_file_hash()
    return file
