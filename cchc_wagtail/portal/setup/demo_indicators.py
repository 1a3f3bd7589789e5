"""Published figures of the indices with their sources, and example results of the one-stop desk."""

import datetime
from decimal import Decimal

from cchc_wagtail.imports.texts import rich_text
from cchc_wagtail.indicators.models import (
    Component,
    ComponentFigure,
    Figure,
    Index,
    IndexListPage,
    IndexPage,
    OneStopPage,
    OneStopReport,
    OneStopRow,
    Territory,
)
from cchc_wagtail.indicators.one_stop.rules import NAMES
from cchc_wagtail.organisation.models import ThematicArea, Unit
from cchc_wagtail.organisation.reporting_periods import PeriodKind

from . import read
from .indicators import add_indices
from .sections import add_page

NUMBERS = ["score", "points", "points_maximum"]


def create_indicators(section):
    """Load the figures, unless there are any, and publish a page of each index.

    Returns how many pages are new.
    """
    texts = read("demo/indices.json")
    add_indices(texts["indices"])
    add_figures(texts)
    add_results(read("demo/one_stop.json"))
    office = Unit.objects.filter(kind=Unit.Kind.OFFICE).first()
    parent = IndexListPage.objects.child_of(section).first() or add_page(
        section, IndexListPage, **read("pages.json")["index"]
    )
    if not OneStopPage.objects.child_of(section).exists():
        add_page(section, OneStopPage, **read("pages.json")["one-stop"])
    indices = {index.slug: index for index in Index.objects.all()}
    known = set(IndexPage.objects.values_list("index__slug", flat=True))
    rows = [row for row in texts["pages"] if row["index"] not in known]
    for row in rows:
        page = IndexPage(
            title=row["title"],
            slug=row["slug"],
            index=indices[row["index"]],
            about=rich_text(row["about"]),
            unit=office,
            locale=parent.locale,
        )
        parent.add_child(instance=page)
        page.save_revision().publish()
    return len(rows)


def add_figures(texts):
    if Figure.objects.exists():
        return
    for order, row in enumerate(texts["territories"], start=1):
        Territory.objects.create(sort_order=order, **row)
    indices = {index.code: index for index in Index.objects.all()}
    territories = {territory.name: territory for territory in Territory.objects.all()}
    merger = {**texts["break"], "date": datetime.date.fromisoformat(texts["break"]["date"])}
    for index in indices.values():
        index.breaks = [("break", merger)]
        index.save()
    components = {}
    for component in Component.objects.select_related("version__index"):
        components[component.version_id, component.name] = component
    for row in texts["figures"]:
        fields = dict(row)
        scores = fields.pop("components", {})
        for name in NUMBERS:
            if name in fields:
                fields[name] = Decimal(fields[name])
        if "published_on" in fields:
            fields["published_on"] = datetime.date.fromisoformat(fields["published_on"])
        fields["index"] = indices[fields["index"]]
        fields["territory"] = territories[fields["territory"]]
        figure = Figure(**fields)
        figure.component_figures = [
            ComponentFigure(
                component=components[figure.version.pk, name], score=Decimal(score), sort_order=n
            )
            for n, (name, score) in enumerate(scores.items())
        ]
        figure.full_clean()
        figure.save()


def add_results(texts):
    if OneStopReport.objects.exists():
        return
    names = dict.fromkeys(name for month in texts["months"] for name in month["rows"])
    areas = {name: ThematicArea.objects.get_or_create(name=name)[0] for name in names}
    for month in texts["months"]:
        report = OneStopReport(
            kind=PeriodKind.MONTH.value,
            year=month["year"],
            number=month["month"],
            source=texts["source"],
            note=texts["note"],
        )
        report.rows = [
            OneStopRow(area=areas[name], sort_order=order, **dict(zip(NAMES, numbers, strict=True)))
            for order, (name, numbers) in enumerate(month["rows"].items())
        ]
        report.full_clean()
        report.save()
