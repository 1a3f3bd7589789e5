"""Signal handlers that keep citations and periods of validity in line."""

from django.db.models.signals import post_delete, post_save, pre_delete
from django.utils.translation import gettext_lazy as _
from wagtail.models import PageViewRestriction
from wagtail.signals import post_page_move

from cchc_wagtail.content.citing import citing_models
from cchc_wagtail.organisation.reading import read_or_note, register_reader

from .citator.recording import bring_citations_into_line, forget_citations, resolve_again
from .documents import listed
from .models import DocumentRelation, LegalDocument, RegistryPage
from .signals import saved_whole
from .validity.periods import refresh_periods

READER = "citations"


def read_saved(instance, raw=False, update_fields=None, **kwargs):
    # A draft of live content is saved with update_fields: it is not what readers see.
    if not raw and update_fields is None:
        read_or_note(READER, instance)


def forget_deleted(instance, **kwargs):
    forget_citations(instance)


def follow_document(instance, raw=False, update_fields=None, **kwargs):
    if raw or update_fields is not None:
        return
    refresh_periods([instance.pk, *_targets_of(instance)])
    resolve_again(instance.keys_before | instance.citation_keys)


def remember_targets(instance, **kwargs):
    instance.targets_before = _targets_of(instance)


def follow_deleted_document(instance, **kwargs):
    refresh_periods(instance.targets_before)
    resolve_again(instance.citation_keys)


def follow_relation(instance, raw=False, **kwargs):
    if not raw:
        refresh_periods([instance.target_id])


def follow_deleted_relation(instance, origin=None, **kwargs):
    # Where a document goes with it, that document's own handler sees to the rest.
    if getattr(origin, "model", type(origin)) is DocumentRelation:
        refresh_periods([instance.target_id])


def _targets_of(document):
    relations = DocumentRelation.objects.filter(source=document.pk)
    return list(relations.values_list("target_id", flat=True))


def follow(model):
    """Let the citations in the objects of ``model`` follow them."""
    post_save.connect(read_saved, sender=model)
    post_delete.connect(forget_deleted, sender=model)


def register_signal_handlers():
    register_reader(READER, _("Citations"), bring_citations_into_line)
    post_save.connect(follow_document, sender=LegalDocument)
    pre_delete.connect(remember_targets, sender=LegalDocument)
    post_delete.connect(follow_deleted_document, sender=LegalDocument)
    post_save.connect(follow_relation, sender=DocumentRelation)
    post_delete.connect(follow_deleted_relation, sender=DocumentRelation)
    saved_whole.connect(listed.follow_document, sender=LegalDocument)
    saved_whole.connect(listed.follow_list, sender=RegistryPage)
    post_delete.connect(listed.follow_list, sender=RegistryPage)
    post_save.connect(listed.follow_restriction, sender=PageViewRestriction)
    post_delete.connect(listed.follow_release, sender=PageViewRestriction)
    post_page_move.connect(listed.follow_move)
    for model in citing_models():
        follow(model)
