from .models import LegalDocument
from .models.validity import attach_legal_force

SHOWN = 5


def newest_documents(home):
    """Return the newest that everybody may read: they stand below no page."""
    documents = LegalDocument.objects.public().select_related("document_type", "issuer")
    return attach_legal_force(documents.order_by("-issued_on")[:SHOWN])
