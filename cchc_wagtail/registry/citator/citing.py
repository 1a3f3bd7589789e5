"""Which public content cites a document."""

from dataclasses import dataclass, field

from django.contrib.contenttypes.models import ContentType
from django.db.models import BigIntegerField, Count, Window
from django.db.models.functions import Cast, RowNumber
from django.utils.functional import cached_property
from wagtail.models import Page, get_page_models

from cchc_wagtail.search.visibility import public_pages

from ..models import ContentCitation, LegalDocument

_NEWEST = ["-first_published_at", "-pk"]


@dataclass
class CitingKind:
    """The content of one model that cites a document: how many there are, and the newest."""

    content_type: ContentType
    count: int
    newest: list = field(default_factory=list)

    @property
    def name(self):
        return self.content_type.model

    @cached_property
    def heading(self):
        return self.content_type.model_class()._meta.verbose_name_plural


def citing_kinds(document, *, shown):
    """Return the ``CitingKind`` list of ``document``, each with its ``shown`` newest.

    Only what everybody may read is counted. The number of queries depends neither on the kinds of
    content nor on how much there is.
    """
    pages = _citing_pages(document).order_by().values_list("content_type")
    counts = dict(pages.annotate(count=Count("pk")))
    documents = _citing_documents(document).count()
    if documents:
        counts[ContentType.objects.get_for_model(LegalDocument).pk] = documents
    kinds = {
        pk: CitingKind(ContentType.objects.get_for_id(pk), count) for pk, count in counts.items()
    }
    if shown and len(kinds) > bool(documents):
        place = Window(RowNumber(), partition_by="content_type", order_by=_NEWEST)
        for page in _citing_pages(document).annotate(place=place).filter(place__lte=shown):
            kinds[page.content_type_id].newest.append(page)
    if shown and documents:
        registered = ContentType.objects.get_for_model(LegalDocument).pk
        kinds[registered].newest += citing_objects(document, kinds[registered])[:shown]
    return sorted(kinds.values(), key=lambda kind: -kind.count)


def citing_objects(document, kind):
    """Return the pages or documents of one ``CitingKind`` that cite ``document``, newest first."""
    if kind.content_type.model_class() is LegalDocument:
        return _citing_documents(document).order_by("-issued_on", "-pk")
    pages = _citing_pages(document).filter(content_type=kind.content_type)
    return pages.order_by(*_NEWEST)


def _citing_pages(document):
    types = ContentType.objects.get_for_models(*get_page_models()).values()
    return public_pages(Page.objects.filter(pk__in=_keys(document, types)))


def _citing_documents(document):
    registered = ContentType.objects.get_for_model(LegalDocument)
    documents = LegalDocument.objects.public().select_related("document_type")
    return documents.filter(pk__in=_keys(document, [registered]))


def _keys(document, types):
    citations = ContentCitation.objects.filter(document=document.pk, content_type__in=types)
    return citations.order_by().values(key_of_content=Cast("object_id", BigIntegerField()))
