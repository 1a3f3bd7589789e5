from cchc_wagtail.channels.api import PublicObjectsAPIViewSet, computed, named

from .models import LegalDocument
from .models.validity import attach_legal_force


class DocumentsAPIViewSet(PublicObjectsAPIViewSet):
    """Published legal documents of the registry."""

    model = LegalDocument
    name = endpoint = "documents"
    body_fields = [
        *PublicObjectsAPIViewSet.body_fields,
        "number",
        named("document_type"),
        named("issuer"),
        "level",
        "title",
        "summary",
        "issued_on",
        "effective_from",
        "effective_to",
        "signatory",
        "body",
        computed(
            "validity",
            lambda document, request: document.legal_force and document.legal_force.status,
        ),
        "source_url",
    ]
    meta_fields = [
        *PublicObjectsAPIViewSet.meta_fields,
        computed(
            "html_url",
            lambda document, request: request.build_absolute_uri(document.get_absolute_url()),
        ),
    ]
    listing_default_fields = [
        *PublicObjectsAPIViewSet.listing_default_fields,
        "number",
        "title",
        "issued_on",
        "html_url",
    ]

    def get_queryset(self):
        documents = LegalDocument.objects.public()
        return documents.select_related("document_type", "issuer").order_by("id")

    def paginate_queryset(self, queryset):
        return attach_legal_force(super().paginate_queryset(queryset))
