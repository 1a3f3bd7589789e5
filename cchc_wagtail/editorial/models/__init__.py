from .states import ReviewTaskState
from .tasks import LeadershipApprovalTask, OfficeCheckTask, ReviewTask
from .urging import Urging

__all__ = [
    "LeadershipApprovalTask",
    "OfficeCheckTask",
    "ReviewTask",
    "ReviewTaskState",
    "Urging",
]
