from .bases import ProcedureLegalBasis, RelatedProcedure
from .channels import ServiceChannel
from .procedures import ProcedureIndexPage, ProcedurePage, ProcedureTag
from .situations import SituationIndexPage, SituationPage, SituationTag

__all__ = [
    "ProcedureIndexPage",
    "ProcedureLegalBasis",
    "ProcedurePage",
    "ProcedureTag",
    "RelatedProcedure",
    "ServiceChannel",
    "SituationIndexPage",
    "SituationPage",
    "SituationTag",
]
