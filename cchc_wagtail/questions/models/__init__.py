from .feedback import Feedback
from .questions import Question, QuestionFile, Sending
from .situations import SituationIndexPage, SituationPage, SituationTag

__all__ = [
    "Feedback",
    "Question",
    "QuestionFile",
    "Sending",
    "SituationIndexPage",
    "SituationPage",
    "SituationTag",
]
