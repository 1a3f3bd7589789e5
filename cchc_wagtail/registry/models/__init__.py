from .citations import CitationChoice, CitationKind, CitationStatus, ContentCheck, ContentCitation
from .documents import FormerAddress, LegalDocument, LegalDocumentFile, LegalDocumentTag
from .from_files import SourceFile
from .pages import RegistryPage
from .registers import DocumentType, Issuer, Level
from .relations import DocumentRelation, RelationKind, RelationProposal
from .tasks import LapsedLawTask
from .validity import ValidityPeriod, ValidityStatus

__all__ = [
    "CitationChoice",
    "CitationKind",
    "CitationStatus",
    "ContentCheck",
    "ContentCitation",
    "DocumentRelation",
    "DocumentType",
    "FormerAddress",
    "Issuer",
    "LapsedLawTask",
    "LegalDocument",
    "LegalDocumentFile",
    "LegalDocumentTag",
    "Level",
    "RegistryPage",
    "RelationKind",
    "RelationProposal",
    "SourceFile",
    "ValidityPeriod",
    "ValidityStatus",
]
