from decimal import Decimal

import pytest

from cchc_wagtail.indicators.models import (
    Component,
    ComponentFigure,
    Figure,
    MethodVersion,
    OneStopReport,
    OneStopRow,
)
from cchc_wagtail.indicators.one_stop.rules import NAMES
from cchc_wagtail.organisation.models import ThematicArea
from tests.factories import IndexFactory, IndexPageFactory, TerritoryFactory

AREAS = ["Quản lý xuất nhập cảnh", "Công tác lãnh sự"]


@pytest.fixture
def papi(db):
    """An index whose method changes in 2018: from two components of ten points to three."""
    index = IndexFactory(code="PAPI-T", name="Chỉ số thử", unit="điểm")
    for from_year, to_year, count in [(2011, 2017, 2), (2018, None, 3)]:
        version = MethodVersion.objects.create(
            index=index,
            from_year=from_year,
            to_year=to_year,
            basis=f"{count} trục",
            maximum=count * 10,
            tolerance=Decimal("0.01"),
        )
        for number in range(1, count + 1):
            Component.objects.create(
                version=version, name=f"Trục {number}", maximum=10, weight=1, sort_order=number
            )
    return index


@pytest.fixture
def ours(db):
    return TerritoryFactory(name="Tây Ninh thử", is_own=True)


def figure(index, territory, year, score=None, rank=None, of=61, scores=(), **fields):
    """Store a figure, checked as the form would; ``scores`` are those of its components."""
    made = Figure(
        index=index,
        territory=territory,
        year=year,
        score=None if score is None else Decimal(score),
        rank=rank,
        of=of,
        source="Báo cáo thử",
        **fields,
    )
    if scores:
        made.component_figures = [
            ComponentFigure(component=component, score=Decimal(value), sort_order=order)
            for order, (component, value) in enumerate(
                zip(made.version.components.all(), scores, strict=True)
            )
        ]
    made.full_clean()
    made.save()
    return made


@pytest.fixture
def page(section, papi, ours):
    """The page of the index, with figures on both sides of its change and a year missing."""
    figure(papi, ours, 2016, "12.5", 40)
    figure(papi, ours, 2017, "13.25", 30)
    figure(papi, ours, 2018, "19.5", 41)
    figure(papi, ours, 2019, state=Figure.State.MISSING)
    figure(papi, ours, 2020, "18", 50)
    figure(papi, ours, 2021, "20.1", 12, scores=["9", "6.1", "5"])
    parent = section.get_children().get(slug="chi-so").specific
    return IndexPageFactory(parent=parent, index=papi, title="Chỉ số thử", slug="chi-so-thu")


@pytest.fixture
def areas(db):
    return {name: ThematicArea.objects.get_or_create(name=name)[0] for name in AREAS}


def report(areas, kind, year, number, *rows, **fields):
    """Store a report; ``rows`` are numbers in the order of ``NAMES``, one row a field."""
    made = OneStopReport(kind=kind, year=year, number=number, source="Báo cáo thử", **fields)
    made.rows = [
        OneStopRow(area=area, sort_order=order, **dict(zip(NAMES, numbers, strict=True)))
        for order, (area, numbers) in enumerate(zip(areas.values(), rows, strict=False))
    ]
    made.full_clean()
    for row in made.rows.all():
        row.clean()
    made.save()
    return made
