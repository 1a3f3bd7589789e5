"""Which documents stand on a list that everybody may read; the others are not public.

It is stored with each document, so that no public page pays for it.
"""

from django.db.models import Exists, OuterRef, Q
from wagtail.models import PageViewRestriction

from cchc_wagtail.search.index.indexing import index_or_note
from cchc_wagtail.search.visibility import public_pages

from ..models import LegalDocument, RegistryPage

PART = 500
#: The choice of a registry page → the field of a document that it narrows down.
CHOICES = {
    "document_types": "document_type",
    "issuers": "issuer",
    "thematic_areas": "thematic_areas",
    "reform_fields": "reform_field",
    "tags": "tags",
}


def refresh_listed(documents=None):
    """Store of ``documents``, or all, whether each is on a public list; the search follows."""
    if documents is None:
        documents = LegalDocument.objects.all()
    on_a_list = Exists(public_pages(_fitting_lists()))
    changed = documents.order_by().annotate(fits=on_a_list).values_list("pk", "fits")
    for fits in (True, False):
        keys = [pk for pk, _ in changed.filter(fits=fits, is_listed=not fits)]
        for first in range(0, len(keys), PART):
            part = LegalDocument.objects.filter(pk__in=keys[first : first + PART])
            part.update(is_listed=fits)
            for document in part.filter(live=True):
                index_or_note(document)


def refresh_below(page):
    """Do so for all documents, if ``page`` is a list of them or stands above one."""
    if RegistryPage.objects.descendant_of(page, inclusive=True).exists():
        refresh_listed()


def may_read(request, document):
    """Tell whether the visitor may read ``document``: on a public list, or one open to them."""
    if document.is_listed:
        return True
    return any(
        all(one.accept_request(request) for one in page.get_view_restrictions())
        for page in RegistryPage.objects.live()
        if page.get_listing_queryset().filter(pk=document.pk).exists()
    )


def _fitting_lists():
    """Return the registry pages that the row of an outer query of documents fits."""
    lists = RegistryPage.objects.filter(Q(level="") | Q(level=OuterRef("level")))
    for choice, name in CHOICES.items():
        field = RegistryPage._meta.get_field(choice)
        chosen = field.remote_field.through.objects.filter(
            **{field.m2m_field_name(): OuterRef("pk")}
        )
        fitting = chosen.filter(**{f"{field.m2m_reverse_field_name()}__in": _values_of(name)})
        lists = lists.filter(~Exists(chosen) | Exists(fitting))
    return lists


def _values_of(name):
    """Return what the document of the outermost query has in the field ``name``."""
    outer = OuterRef(OuterRef(OuterRef("pk")))
    return LegalDocument.objects.filter(pk=outer).order_by().values(name)


def follow_document(instance, **kwargs):
    stored = LegalDocument.objects.filter(pk=instance.pk)
    refresh_listed(stored)
    instance.is_listed = stored.values_list("is_listed", flat=True).get()


def follow_list(**kwargs):
    refresh_listed()


def follow_restriction(instance, raw=False, **kwargs):
    if not raw:
        refresh_below(instance.page)


def follow_release(instance, origin=None, **kwargs):
    # Where a page goes with it, that page's own handler sees to the rest.
    if getattr(origin, "model", type(origin)) is PageViewRestriction:
        refresh_below(instance.page)


def follow_move(instance, **kwargs):
    refresh_below(instance)
