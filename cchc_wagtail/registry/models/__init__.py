from .citations import CitationChoice, CitationKind, CitationStatus, ContentCheck, ContentCitation
from .documents import LegalDocument, LegalDocumentFile, LegalDocumentTag
from .pages import RegistryPage
from .registers import DocumentType, Issuer, Level
from .relations import DocumentRelation, RelationKind
from .validity import ValidityPeriod, ValidityStatus

__all__ = [
    "CitationChoice",
    "CitationKind",
    "CitationStatus",
    "ContentCheck",
    "ContentCitation",
    "DocumentRelation",
    "DocumentType",
    "Issuer",
    "LegalDocument",
    "LegalDocumentFile",
    "LegalDocumentTag",
    "Level",
    "RegistryPage",
    "RelationKind",
    "ValidityPeriod",
    "ValidityStatus",
]
