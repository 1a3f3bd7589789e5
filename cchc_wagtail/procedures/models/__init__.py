from .feedback import Feedback
from .procedures import (
    ProcedureIndexPage,
    ProcedureLegalBasis,
    ProcedurePage,
    ProcedureTag,
    ServiceChannel,
)
from .questions import Question, QuestionFile, Sending
from .situations import SituationIndexPage, SituationPage, SituationTag

__all__ = [
    "Feedback",
    "ProcedureIndexPage",
    "ProcedureLegalBasis",
    "ProcedurePage",
    "ProcedureTag",
    "Question",
    "QuestionFile",
    "Sending",
    "ServiceChannel",
    "SituationIndexPage",
    "SituationPage",
    "SituationTag",
]
