from django.core.cache import cache

from cchc_wagtail import clock
from cchc_wagtail.search.visibility import public_pages

from .counting import public_summary
from .models import PlanPage

#: How long, in seconds, the summary on the home of the section is kept.
KEPT = 5 * 60


def plan_of_the_year(home):
    """Return the plan that runs, or the last one, with its summary; in a list for the home."""
    plans = public_pages(PlanPage.objects.descendant_of(home))
    plan = plans.filter(begins_on__lte=clock.today()).order_by("-begins_on", "-pk").first()
    if plan is None:
        return []
    key = f"cchc-plan-{plan.pk}-{plan.last_published_at}-{clock.today()}".replace(" ", "-")
    plan.summary = cache.get_or_set(key, lambda: _numbers(plan), KEPT)
    return [plan] if plan.summary["total"] else []


def _numbers(plan):
    summary = public_summary(plan)
    return {name: getattr(summary, name) for name in ("total", "finished", "late", "share")}
