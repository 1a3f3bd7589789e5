import datetime

import pytest
from wagtail.models import Site

from tests.factories import PlanContentFactory, PlanIndexPageFactory, PlanPageFactory, UnitFactory


@pytest.fixture
def plan(db):
    """A plan of 2024 with one content of two products, led by a unit."""
    root = Site.objects.get(is_default_site=True).root_page
    plan = PlanPageFactory(parent=PlanIndexPageFactory(parent=root))
    PlanContentFactory(page=plan, unit=UnitFactory(name="Phòng Lãnh sự"), target=2)
    return plan


@pytest.fixture
def on(monkeypatch):
    """Set the day on which it is."""

    def set_day(*day):
        monkeypatch.setattr("cchc_wagtail.clock.today", lambda: datetime.date(*day))

    return set_day
