from .feedback import Feedback
from .questions import Question, QuestionFile
from .situations import SituationIndexPage, SituationPage, SituationTag

__all__ = [
    "Feedback",
    "Question",
    "QuestionFile",
    "SituationIndexPage",
    "SituationPage",
    "SituationTag",
]
