from .mail import DailyMail, OutgoingMail
from .states import ReviewTaskState
from .tasks import LeadershipApprovalTask, OfficeCheckTask, ReviewTask
from .urging import Urging

__all__ = [
    "DailyMail",
    "LeadershipApprovalTask",
    "OfficeCheckTask",
    "OutgoingMail",
    "ReviewTask",
    "ReviewTaskState",
    "Urging",
]
