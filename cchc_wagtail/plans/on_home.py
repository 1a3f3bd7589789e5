from cchc_wagtail import clock

from .counting import public_summary
from .models import PlanPage


def plan_of_the_year(home):
    """Return the plan that runs, or the last one, with its summary; in a list for the home."""
    plans = PlanPage.objects.live().public().descendant_of(home)
    plan = plans.filter(begins_on__lte=clock.today()).order_by("-begins_on", "-pk").first()
    if plan is None:
        return []
    plan.summary = public_summary(plan)
    return [plan] if plan.summary.total else []
