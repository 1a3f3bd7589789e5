from .bases import ProcedureLegalBasis, RelatedProcedure
from .channels import ServiceChannel
from .procedures import ProcedureIndexPage, ProcedurePage, ProcedureTag

__all__ = [
    "ProcedureIndexPage",
    "ProcedureLegalBasis",
    "ProcedurePage",
    "ProcedureTag",
    "RelatedProcedure",
    "ServiceChannel",
]
