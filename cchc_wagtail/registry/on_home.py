from .models import LegalDocument
from .models.validity import attach_legal_force

SHOWN = 5


def newest_documents(home):
    """Return the newest that everybody may read: they stand below no page."""
    documents = LegalDocument.objects.select_related("document_type", "issuer")
    newest = LegalDocument.objects.public().order_by("-issued_on", "-pk").values("pk")[:SHOWN]
    return attach_legal_force(documents.filter(pk__in=newest).order_by("-issued_on", "-pk"))
