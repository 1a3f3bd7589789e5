"""The department's plan of 2024, with what the example content did for it."""

import datetime

from wagtail.models import Page

from cchc_wagtail.imports.texts import rich_text
from cchc_wagtail.organisation.models import ReformField, Unit
from cchc_wagtail.plans.models import (
    Activity,
    Adjustment,
    Evidence,
    PlanContent,
    PlanIndexPage,
    PlanPage,
)
from cchc_wagtail.registry.models import LegalDocument

from . import read
from .sections import add_page


def create_plan(section):
    """Publish the plan of 2024 below ``section``, unless there is a plan; return how many."""
    if PlanPage.objects.exists():
        return 0
    lists = PlanIndexPage.objects.child_of(section)
    parent = lists.first() or add_page(section, PlanIndexPage, **read("pages.json")["plan"])
    row = read("demo/plan-2024.json")
    units = {unit.slug: unit for unit in Unit.objects.all()}
    fields = {field.slug: field for field in ReformField.objects.all()}
    plan = PlanPage(
        title=row["title"],
        slug=row["slug"],
        unit=units["van-phong-so"],
        document=_registered(row["title"]),
        locale=parent.locale,
        **{name: rich_text("\n\n".join(row[name])) for name in PROSE},
        **{name: _day(row[name]) for name in ("begins_on", "due_on", "ends_on", "issued_on")},
    )
    for order, content in enumerate(row["contents"]):
        plan.contents.add(
            PlanContent(
                number=content["number"],
                text=content["text"],
                reform_field=fields.get(content["reform_field"]),
                sort_order=order,
            )
        )
    parent.add_child(instance=plan)
    plan.save_revision().publish()
    for content, made in zip(row["contents"], plan.contents.order_by("sort_order"), strict=True):
        of_content = {"plan": plan, "key": made.key}
        _assign(units[content["assigned_to"]], row["assigned"], of_content)
        for page in Page.objects.filter(slug__in=content["pages"], locale=plan.locale):
            Evidence.objects.create(page=page, **of_content)
        for activity in content["activities"]:
            day = _day(activity.pop("done_on"))
            Activity.objects.create(done_on=day, **activity, **of_content)
    return 1


PROSE = ("legal_bases", "purposes", "requirements", "organisation")


def _day(text):
    return datetime.date.fromisoformat(text)


def _registered(title):
    return LegalDocument.objects.filter(
        document_type__slug="ke-hoach", title__icontains=title
    ).first()


def _assign(unit, reason, of_content):
    Adjustment.objects.create(unit=unit, reason=reason, **of_content)
