"""Whose contents of a plan a user sees and decides on in the admin.

A unit sees what it leads and what it helps with; the Office, the leadership and administrators see
all. What counts is decided by the units concerned and by the Office; only the Office puts off,
gives to another unit and urges.
"""

from django.db.models import Exists, OuterRef

from cchc_wagtail.editorial.urging import may_urge
from cchc_wagtail.organisation.models import Unit, is_confined, is_in, units_of
from cchc_wagtail.search.visibility import public_pages

from .counting import lines_of
from .models import PlanContent, PlanPage


def plans_for(user):
    """Return the query set of the issued plans, the newest first."""
    plans = PlanPage.objects.live() if not is_confined(user) else public_pages(PlanPage.objects)
    return plans.order_by("-begins_on", "-pk")


def lines_for(user, plan, rows=None, today=None):
    """Return the ``Line`` of each content that ``user`` sees, of all or of the query set ``rows``.

    As many queries as ``lines_of`` takes.
    """
    rows = plan.contents_with_units() if rows is None else rows
    if not is_confined(user):
        return lines_of(plan, rows, today)
    mine = units_of(user)
    helping = PlanContent.co_units.through.objects.filter(plancontent=OuterRef("pk"), unit__in=mine)
    lines = lines_of(plan, rows.annotate(is_helped=Exists(helping)), today)
    return [line for line in lines if line.content.is_helped or line.unit in mine]


def units_concerned(line):
    """Return the keys of the unit that leads the content of ``line`` and of those that help."""
    leading = {line.unit.pk} if line.unit else set()
    return leading | {unit.pk for unit in line.content.co_units.all()}


def may_decide(user, line):
    """Tell whether ``user`` says what counts for the content of ``line``."""
    if may_direct(user):
        return True
    return bool({unit.pk for unit in units_of(user)} & units_concerned(line))


def may_direct(user):
    """Tell whether ``user`` urges, puts off and gives to another unit: the Office does."""
    return may_urge(user)


def may_sign(user):
    """Tell whether ``user`` signs reports: a member of the leadership, or an administrator."""
    return user.is_superuser or is_in(Unit.Kind.LEADERSHIP, user)
