"""An office with its workflow, pieces as the tests write them, and what people do with them."""

from types import SimpleNamespace

from django.contrib.contenttypes.models import ContentType
from wagtail.models import Site, Workflow, WorkflowContentType, WorkflowPage, WorkflowTask

from cchc_wagtail.editorial.models import LeadershipApprovalTask, OfficeCheckTask
from cchc_wagtail.portal.setup.groups import create_groups
from cchc_wagtail.portal.setup.workflow import reviewed_models
from tests.factories import (
    ArticlePageFactory,
    LegalDocumentFactory,
    NewsColumnPageFactory,
    UnitFactory,
    UserFactory,
)

STEPS = {"office": OfficeCheckTask, "leadership": LeadershipApprovalTask}
PEOPLE = {
    "unit": "unit",
    "colleague": "unit",
    "other": "other",
    "office": "office",
    "second_officer": "office",
    "leadership": "leadership",
    "second_leader": "leadership",
}


def build_office():
    """Return a column, the two steps of its workflow, four units, and people of each, by name."""
    units = {
        "unit": UnitFactory(name="Phòng Lãnh sự"),
        "other": UnitFactory(name="Thanh tra Sở"),
        "office": UnitFactory(office=True),
        "leadership": UnitFactory(leadership=True),
    }
    home = Site.objects.get(is_default_site=True).root_page
    column = NewsColumnPageFactory(parent=home)
    create_groups(column)
    for unit in units.values():
        unit.refresh_from_db()
    workflow = Workflow.objects.create(name="Đăng bài")
    tasks = {}
    for order, (name, model) in enumerate(STEPS.items()):
        tasks[name] = model.objects.create(name=units[name].name)
        tasks[name].groups.set([units[name].group])
        WorkflowTask.objects.create(workflow=workflow, task=tasks[name], sort_order=order)
    WorkflowPage.objects.create(workflow=workflow, page=column)
    for model in reviewed_models():
        WorkflowContentType.objects.create(
            workflow=workflow, content_type=ContentType.objects.get_for_model(model)
        )
    people = {
        name: UserFactory(username=name, groups=[units[unit].group])
        for name, unit in PEOPLE.items()
    }
    people["admin"] = UserFactory(username="admin", admin=True)
    return SimpleNamespace(column=column, tasks=tasks, units=units, people=people)


def write_article(column, author, unit, **fields):
    """Return a draft of an article that ``author`` wrote for ``unit``."""
    article = ArticlePageFactory(parent=column, draft=True, owner=author, unit=unit, **fields)
    return with_revision(article, author)


def write_document(author, unit, **fields):
    """Return a draft of a legal document that ``author`` wrote for ``unit``."""
    return with_revision(LegalDocumentFactory(draft=True, unit=unit, **fields), author)


def with_revision(piece, author):
    piece.save_revision(user=author)
    piece.refresh_from_db()
    return piece


def edit(piece, user, title="Đã sửa một chữ"):
    """Let ``user`` change a word of ``piece`` and save the draft."""
    piece = type(piece).objects.get(pk=piece.pk).get_latest_revision_as_object()
    piece.title = title
    piece.save_revision(user=user)
    return type(piece).objects.get(pk=piece.pk)


def act(piece, user, action, **kwargs):
    """Let ``user`` do ``action`` on the current task, as the views of the admin do."""
    piece = type(piece).objects.get(pk=piece.pk)
    state = piece.current_workflow_task_state
    state.task.specific.on_action(state, user, action, **kwargs)
    piece.refresh_from_db()
    return piece


def submit(piece, user):
    piece.get_workflow().start(piece, user)
    piece.refresh_from_db()


def step_of(piece):
    """Return the step that the review of ``piece`` has come to."""
    return piece.current_workflow_state.current_task_state.specific
