"""A list of initiatives, three units with their groups, and one user of each role."""

import pytest
from wagtail.models import Site, Workflow, WorkflowPage, WorkflowTask

from cchc_wagtail.editorial.models import LeadershipApprovalTask, OfficeCheckTask
from cchc_wagtail.organisation.models import Unit
from cchc_wagtail.portal.setup.groups import create_groups
from tests.factories import (
    InitiativeIndexPageFactory,
    InitiativePageFactory,
    UnitFactory,
    UserFactory,
)


@pytest.fixture
def index(db):
    home = Site.objects.get(is_default_site=True).root_page
    return InitiativeIndexPageFactory(parent=home, slug="sang-kien-thu")


@pytest.fixture
def units(index):
    units = {
        "unit": UnitFactory(name="Phòng Lãnh sự"),
        "other_unit": UnitFactory(name="Phòng Hợp tác quốc tế"),
        "office": UnitFactory(office=True),
        "leadership": UnitFactory(leadership=True),
    }
    create_groups(index)
    for unit in units.values():
        unit.refresh_from_db()
    return units


@pytest.fixture
def people(units):
    people = {name: UserFactory(groups=[unit.group]) for name, unit in units.items()}
    return {**people, "admin": UserFactory(admin=True)}


@pytest.fixture
def workflow(index, units):
    """The two steps of approval over the list of initiatives."""
    workflow = Workflow.objects.create(name="Đăng bài")
    steps = [(OfficeCheckTask, Unit.Kind.OFFICE), (LeadershipApprovalTask, Unit.Kind.LEADERSHIP)]
    for order, (model, kind) in enumerate(steps):
        task = model.objects.create(name=kind.label)
        task.groups.set([Unit.objects.get(kind=kind).group])
        WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=order)
    WorkflowPage.objects.create(workflow=workflow, page=index)
    return workflow


@pytest.fixture
def initiative(index, units):
    """One of the unit, on trial."""
    return InitiativePageFactory(
        parent=index, title="Nộp hồ sơ qua bưu chính", unit=units["unit"], status="trial"
    )
