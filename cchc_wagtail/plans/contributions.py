"""What a content of a plan is a part of, in the plans above its own."""

from django.db import transaction

from .models import Contribution, PlanContent, PlanPage, PlanRelation


def higher_plans(plan):
    """Return the query set of the issued plans of which ``plan`` is a part."""
    above = PlanRelation.objects.filter(page=plan, kind=PlanRelation.Kind.PART_OF)
    return PlanPage.objects.live().filter(pk__in=above.values("plan"))


def choices_of(plan):
    """Return the choices of a content of a higher plan, grouped by plan; empty without one.

    The value of a choice is the key of the content.
    """
    groups = {}
    for row in PlanContent.objects.filter(page__in=higher_plans(plan)).select_related("page"):
        groups.setdefault(row.page.title, []).append((str(row.key), str(row)))
    return list(groups.items())


def contents_above(plan, key):
    """Return the contents of higher plans to which the content ``key`` of ``plan`` contributes."""
    given = Contribution.objects.filter(plan=plan, key=key)
    rows = PlanContent.objects.filter(
        page__in=higher_plans(plan), key__in=given.values("higher_key")
    )
    return list(rows.select_related("page"))


def contents_below(plan, key):
    """Return the contents of issued plans that contribute to the content ``key`` of ``plan``."""
    given = Contribution.objects.filter(higher=plan, higher_key=key)
    rows = PlanContent.objects.filter(
        page__live=True, page__in=given.values("plan"), key__in=given.values("key")
    )
    return list(rows.select_related("page"))


def contribute(plan, key, higher_key):
    """Let the content ``key`` of ``plan`` be a part of the content ``higher_key``, or of none.

    It is a part of one content at a time.
    """
    rows = PlanContent.objects.select_related("page").filter(page__in=higher_plans(plan))
    row = rows.get(key=higher_key) if higher_key else None
    with transaction.atomic():
        Contribution.objects.filter(plan=plan, key=key).delete()
        if row:
            Contribution.objects.create(plan=plan, key=key, higher=row.page, higher_key=row.key)
