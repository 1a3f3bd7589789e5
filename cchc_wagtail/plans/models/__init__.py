from .evidence import Activity, Adjustment, Evidence, PlanUrging
from .plans import Channel, PlanContent, PlanIndexPage, PlanPage
from .reports import Report

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
]
