from .bases import ProcedureLegalBasis, RelatedProcedure
from .channels import ServiceChannel
from .feedback import Feedback
from .procedures import ProcedureIndexPage, ProcedurePage, ProcedureTag
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
    "RelatedProcedure",
    "Sending",
    "ServiceChannel",
    "SituationIndexPage",
    "SituationPage",
    "SituationTag",
]
