"""Who handles what citizens send at the list ``index``: units, a user of each, and the workflow."""

import pytest
from wagtail.models import Workflow, WorkflowPage, WorkflowTask

from cchc_wagtail.editorial.models import LeadershipApprovalTask, OfficeCheckTask
from cchc_wagtail.organisation.models import Unit
from cchc_wagtail.portal.setup.groups import create_groups
from tests.factories import UnitFactory, UserFactory


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
    """The two steps of approval over the list."""
    workflow = Workflow.objects.create(name="Đăng bài")
    steps = [(OfficeCheckTask, Unit.Kind.OFFICE), (LeadershipApprovalTask, Unit.Kind.LEADERSHIP)]
    for order, (model, kind) in enumerate(steps):
        task = model.objects.create(name=kind.label)
        task.groups.set([Unit.objects.get(kind=kind).group])
        WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=order)
    WorkflowPage.objects.create(workflow=workflow, page=index)
    return workflow
