from .documents import LegalDocument, LegalDocumentFile, LegalDocumentTag
from .pages import RegistryPage
from .registers import DocumentType, Issuer, Level

__all__ = [
    "DocumentType",
    "Issuer",
    "LegalDocument",
    "LegalDocumentFile",
    "LegalDocumentTag",
    "Level",
    "RegistryPage",
]
