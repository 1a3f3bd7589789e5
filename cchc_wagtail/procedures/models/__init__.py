from .procedures import (
    ProcedureIndexPage,
    ProcedureLegalBasis,
    ProcedurePage,
    ProcedureTag,
    ServiceChannel,
)
from .situations import SituationIndexPage, SituationPage, SituationTag

__all__ = [
    "ProcedureIndexPage",
    "ProcedureLegalBasis",
    "ProcedurePage",
    "ProcedureTag",
    "ServiceChannel",
    "SituationIndexPage",
    "SituationPage",
    "SituationTag",
]
