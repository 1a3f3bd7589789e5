"""What a digest says of content that was taken down leaves the search with it."""

from wagtail.signals import page_unpublished, unpublished

from cchc_wagtail.registry.models import LegalDocument
from cchc_wagtail.search.index.indexing import index_or_note

from .models import DigestPage


def forget_a_page(sender, instance, **kwargs):
    _index_again(DigestPage.objects.live().filter(items__page=instance.pk))


def forget_a_document(sender, instance, **kwargs):
    _index_again(DigestPage.objects.live().filter(items__document=instance.pk))


def _index_again(digests):
    for digest in digests.distinct():
        index_or_note(digest)


def register():
    page_unpublished.connect(forget_a_page, dispatch_uid="cchc_digests.forget_a_page")
    unpublished.connect(
        forget_a_document, sender=LegalDocument, dispatch_uid="cchc_digests.forget_a_document"
    )
