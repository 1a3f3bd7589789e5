from .evidence import Activity, Adjustment, Contribution, Evidence, PlanUrging
from .plans import Channel, PlanContent, PlanIndexPage, PlanPage, PlanRelation
from .reports import Report
from .templates import ReportTemplate

__all__ = [
    "Activity",
    "Adjustment",
    "Channel",
    "Contribution",
    "Evidence",
    "PlanContent",
    "PlanIndexPage",
    "PlanPage",
    "PlanRelation",
    "PlanUrging",
    "Report",
    "ReportTemplate",
]
