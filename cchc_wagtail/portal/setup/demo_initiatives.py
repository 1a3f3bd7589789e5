"""Four example initiatives, one of each status, and where the one that spread is used."""

import datetime

from cchc_wagtail import clock
from cchc_wagtail.imports.texts import rich_text
from cchc_wagtail.initiatives.models import Adoption, InitiativeIndexPage, InitiativePage
from cchc_wagtail.organisation.models import ReformField, Unit

from . import read
from .sections import add_page

DAYS = ["applied_on", "decided_on"]
TEXTS = ["title", "slug", "summary", "year", "authors", "status", "reusable_at"]


def create_initiatives(section, note):
    """Publish the initiatives that are missing, each with ``note``; return how many."""
    units = {unit.slug: unit for unit in Unit.objects.all()}
    fields = {field.slug: field for field in ReformField.objects.all()}
    lists = InitiativeIndexPage.objects.child_of(section)
    parent = lists.first() or add_page(
        section, InitiativeIndexPage, **read("pages.json")["initiative"]
    )
    known = set(InitiativePage.objects.values_list("slug", flat=True))
    rows = [row for row in read("demo/initiatives.json") if row["slug"] not in known]
    for row in rows:
        page = InitiativePage(
            **{name: row[name] for name in TEXTS},
            **{name: _day(row[name]) for name in DAYS if name in row},
            level=row.get("level", ""),
            decision_number=row.get("decision_number", ""),
            problem=rich_text(row["problem"]),
            solution=[("paragraph", rich_text(text)) for text in row["solution"]]
            + [("paragraph", f"<p><i>{note}</i></p>")],
            effects=[("effect", one) for one in row["effects"]],
            unit=units[row["unit"]],
            reform_field=fields.get(row["reform_field"]),
            locale=parent.locale,
        )
        # As if it had been published on its day: then it counts for the plan of its year.
        page.first_published_at = clock.midnight(_day(row["published_on"]))
        page.tags.set(row["tags"])
        parent.add_child(instance=page)
        page.save_revision().publish()
        for one in row.get("adoptions", []):
            Adoption.objects.create(
                initiative=page,
                unit=units[one["unit"]],
                adopted_on=_day(one["adopted_on"]),
                sentence=one["sentence"],
                state=Adoption.State.CONFIRMED,
            )
    return len(rows)


def _day(text):
    return datetime.date.fromisoformat(text)
