from .mail import OutgoingMail
from .tasks import LeadershipApprovalTask, OfficeCheckTask, ReviewTask

__all__ = ["LeadershipApprovalTask", "OfficeCheckTask", "OutgoingMail", "ReviewTask"]
