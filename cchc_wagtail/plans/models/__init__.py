from .evidence import Activity, Adjustment, Evidence, PlanUrging
from .plans import Channel, PlanContent, PlanIndexPage, PlanPage
from .reports import Report
from .templates import ReportTemplate

__all__ = [
    "Activity",
    "Adjustment",
    "Channel",
    "Evidence",
    "PlanContent",
    "PlanIndexPage",
    "PlanPage",
    "PlanUrging",
    "Report",
    "ReportTemplate",
]
