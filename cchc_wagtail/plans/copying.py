"""The plan of the next year, begun from this one."""

import datetime

from cchc_wagtail.organisation.working_days import add_working_days

from .counting import lines_of
from .models import Contribution, PlanContent, PlanPage, PlanRelation


def next_plan(plan, user):
    """Return a new draft beside ``plan`` for the year after it; nothing of it is published.

    Days move on by whole years, to a working day. What was not done comes first; each content
    knows which one it follows. A part of a plan of several years stays one while that plan runs.
    """
    begins_on, ends_on = plan.ends_on + datetime.timedelta(1), _year_later(plan.ends_on)
    draft = PlanPage(
        title=plan.title.replace(str(plan.begins_on.year), str(begins_on.year)),
        slug=f"{begins_on.year}",
        begins_on=begins_on,
        ends_on=ends_on,
        due_on=min(ends_on, _due_later(plan.due_on)),
        legal_bases=plan.legal_bases,
        purposes=plan.purposes,
        requirements=plan.requirements,
        organisation=plan.organisation,
        unit=plan.unit,
        locale=plan.locale,
        live=False,
        owner=user,
    )
    for order, one in enumerate(_relations_that_last(plan, begins_on)):
        draft.relations.add(PlanRelation(plan=one.plan, document=one.document, sort_order=order))
    rows = plan.contents_with_units().prefetch_related("co_units")
    lines = sorted(lines_of(plan, rows), key=lambda line: line.progress.is_finished)
    for order, line in enumerate(lines):
        row = line.content
        copied = PlanContent(
            number=row.number,
            text=row.text,
            reform_field=row.reform_field,
            product=row.product,
            target=row.target,
            recurrence=row.recurrence,
            channels=row.channels,
            unit=line.unit,
            outside=row.outside,
            begins_on=row.begins_on and _year_later(row.begins_on),
            due_on=row.due_on and _due_later(row.due_on),
            is_public=row.is_public,
            follows=row.key,
            sort_order=order,
        )
        copied.co_units = list(row.co_units.all())
        draft.contents.add(copied)
    parent = plan.get_parent()
    taken = set(parent.get_children().values_list("slug", flat=True))
    number = 2
    while draft.slug in taken:
        draft.slug = f"{begins_on.year}-{number}"
        number += 1
    parent.add_child(instance=draft)
    draft.save_revision(user=user)
    _contribute_as_before(plan, draft)
    return draft


def _relations_that_last(plan, day):
    """Return what ``plan`` is a part of and that still runs on ``day``, or is a document."""
    above = plan.relations.filter(kind=PlanRelation.Kind.PART_OF).select_related("plan")
    return [one for one in above if one.plan is None or one.plan.ends_on >= day]


def _contribute_as_before(plan, draft):
    above = PlanRelation.objects.filter(page=draft).values("plan")
    given = Contribution.objects.filter(plan=plan, higher__in=above)
    followers = dict(PlanContent.objects.filter(page=draft).values_list("follows", "key"))
    Contribution.objects.bulk_create(
        Contribution(
            plan=draft, key=followers[one.key], higher=one.higher, higher_key=one.higher_key
        )
        for one in given
        if one.key in followers
    )


def _year_later(day):
    try:
        return day.replace(year=day.year + 1)
    except ValueError:  # 29 February
        return day.replace(year=day.year + 1, day=28)


def _due_later(day):
    """Return ``day`` a year later: the last of its month still, or else on a working day."""
    is_last = (day + datetime.timedelta(1)).day == 1
    later = _year_later(day)
    if is_last:
        return (later.replace(day=1) + datetime.timedelta(32)).replace(day=1) - datetime.timedelta(
            1
        )
    return add_working_days(later, 0)
