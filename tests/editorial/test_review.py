"""Nobody approves what they wrote, and nothing is published but by the end of the workflow."""

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Workflow, WorkflowContentType, WorkflowPage, WorkflowTask

from cchc_wagtail.editorial.models import LeadershipApprovalTask, OfficeCheckTask
from cchc_wagtail.organisation.models import Unit
from cchc_wagtail.portal.setup.groups import create_groups
from cchc_wagtail.registry.models import LegalDocument
from tests.factories import (
    ArticlePageFactory,
    LegalDocumentFactory,
    NewsColumnPageFactory,
    UnitFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def column():
    return NewsColumnPageFactory()


@pytest.fixture
def people(column):
    """One user of each kind, with a workflow over the column and over legal documents."""
    units = {
        "unit": UnitFactory(),
        "office": UnitFactory(office=True),
        "leadership": UnitFactory(leadership=True),
    }
    create_groups(column)
    workflow = Workflow.objects.create(name="Đăng bài")
    for order, (model, kind) in enumerate(
        [(OfficeCheckTask, Unit.Kind.OFFICE), (LeadershipApprovalTask, Unit.Kind.LEADERSHIP)]
    ):
        task = model.objects.create(name=kind.label)
        task.groups.set([Unit.objects.get(kind=kind).group])
        WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=order)
    WorkflowPage.objects.create(workflow=workflow, page=column)
    WorkflowContentType.objects.create(
        workflow=workflow, content_type=ContentType.objects.get_for_model(LegalDocument)
    )
    users = {}
    for name, unit in units.items():
        unit.refresh_from_db()
        users[name] = UserFactory(groups=[unit.group])
    users["second_leader"] = UserFactory(groups=users["leadership"].groups.all())
    users["admin"] = UserFactory(admin=True)
    return users


@pytest.fixture(params=["page", "document"])
def piece(request, column, people):
    """A draft written by the unit: an article, or a legal document."""
    if request.param == "page":
        piece = ArticlePageFactory(parent=column, draft=True, owner=people["unit"])
    else:
        piece = LegalDocumentFactory(draft=True)
    piece.save_revision(user=people["unit"])
    piece.refresh_from_db()
    return piece


def act(piece, user, action, **kwargs):
    """Let ``user`` do ``action`` on the current task, as the views of the admin do."""
    piece = type(piece).objects.get(pk=piece.pk)
    state = piece.current_workflow_task_state
    state.task.specific.on_action(state, user, action, **kwargs)
    piece.refresh_from_db()
    return piece


def submit(piece, user):
    piece.get_workflow().start(piece, user)


def test_unit_submits_office_checks_leadership_approves(piece, people):
    submit(piece, people["unit"])
    piece = act(piece, people["office"], "approve")
    assert not piece.live
    piece = act(piece, people["leadership"], "approve")
    assert piece.live


def test_sent_back_with_a_comment_and_submitted_again(piece, people):
    submit(piece, people["unit"])
    piece = act(piece, people["office"], "reject", comment="Thiếu căn cứ pháp lý.")
    state = piece.current_workflow_state
    assert state.status == "needs_changes"
    assert state.current_task_state.comment == "Thiếu căn cứ pháp lý."
    state.resume(user=people["unit"])
    piece = act(piece, people["office"], "approve")
    assert act(piece, people["leadership"], "approve").live


@pytest.mark.parametrize("author", ["office", "admin"])
def test_nobody_checks_what_they_wrote(piece, people, author):
    piece.save_revision(user=people[author])
    submit(piece, people[author])
    task = piece.current_workflow_task
    assert "approve" not in [name for name, *_ in task.get_actions(piece, people[author])]
    with pytest.raises(PermissionDenied):
        act(piece, people[author], "approve")


def test_an_edit_during_the_check_makes_a_contributor(piece, people):
    submit(piece, people["unit"])
    piece.save_revision(user=people["office"])
    with pytest.raises(PermissionDenied):
        act(piece, people["office"], "approve")


def test_leader_who_edited_does_not_approve_but_another_does(piece, people):
    submit(piece, people["unit"])
    piece = act(piece, people["office"], "approve")
    piece.save_revision(user=people["leadership"])
    with pytest.raises(PermissionDenied):
        act(piece, people["leadership"], "approve")
    assert act(piece, people["second_leader"], "approve").live


def test_once_published_earlier_authors_may_check_others_changes(piece, people):
    submit(piece, people["unit"])
    piece = act(piece, people["office"], "approve")
    piece = act(piece, people["leadership"], "approve")
    piece.save_revision(user=people["unit"])
    submit(piece, people["unit"])
    piece = act(piece, people["office"], "approve")
    assert act(piece, people["leadership"], "approve").live


@pytest.mark.parametrize("user", ["unit", "office", "leadership", "admin"])
def test_nobody_publishes_beside_the_workflow(piece, people, user):
    with pytest.raises(PermissionDenied):
        piece.latest_revision.publish(user=people[user])
    piece.refresh_from_db()
    assert not piece.live


def test_nobody_schedules_beside_the_workflow(piece, people):
    piece.go_live_at = timezone.now() + timezone.timedelta(days=1)
    revision = piece.save_revision(user=people["admin"])
    with pytest.raises(PermissionDenied):
        revision.publish(user=people["admin"])
    revision.refresh_from_db()
    assert revision.approved_go_live_at is None


def test_an_approved_schedule_publishes_on_its_day(piece, people):
    piece.go_live_at = timezone.now() + timezone.timedelta(days=1)
    piece.save_revision(user=people["unit"])
    submit(piece, people["unit"])
    piece = act(piece, people["office"], "approve")
    piece = act(piece, people["leadership"], "approve")
    assert not piece.live
    piece.revisions.update(approved_go_live_at=timezone.now() - timezone.timedelta(hours=1))
    revision = piece.get_latest_revision()
    revision.content["go_live_at"] = None
    revision.save()
    call_command("publish_scheduled", verbosity=0)
    piece.refresh_from_db()
    assert piece.live


@pytest.mark.parametrize("user", ["unit", "office", "leadership", "admin"])
def test_editor_publish_button_posted_by_hand(client, column, people, user):
    article = ArticlePageFactory(parent=column, draft=True, owner=people[user])
    article.save_revision(user=people[user])
    client.force_login(people[user])
    client.post(
        reverse("wagtailadmin_pages:edit", args=[article.pk]),
        {
            "title": "Tự đăng",
            "slug": article.slug,
            "lead": "x",
            "date": "2024-05-06",
            "body-count": "0",
            "comments-TOTAL_FORMS": "0",
            "comments-INITIAL_FORMS": "0",
            "action-publish": "1",
        },
    )
    article.refresh_from_db()
    assert article.get_latest_revision_as_object().title == "Tự đăng"
    assert not article.live


@pytest.mark.parametrize("user", ["unit", "office", "leadership", "admin"])
def test_bulk_publishing_leaves_unapproved_pages_alone(client, column, people, user):
    article = ArticlePageFactory(parent=column, draft=True)
    article.save_revision(user=people["unit"])
    client.force_login(people[user])
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    client.post(f"{url}?id={article.pk}&next=/admin/", {"include_descendants": "on"})
    article.refresh_from_db()
    assert not article.live


@pytest.mark.parametrize("user", ["unit", "office", "leadership", "admin"])
def test_creating_and_publishing_in_one_go_makes_a_draft(client, column, people, user):
    client.force_login(people[user])
    client.post(
        reverse("wagtailadmin_pages:add", args=["cchc_news", "articlepage", column.pk]),
        {
            "title": "Bài mới",
            "slug": "bai-moi",
            "lead": "x",
            "date": "2024-05-06",
            "body-count": "0",
            "comments-TOTAL_FORMS": "0",
            "comments-INITIAL_FORMS": "0",
            "action-publish": "1",
        },
    )
    column.refresh_from_db()
    assert column.get_children().exists() == (user != "leadership")
    assert not column.get_children().live().exists()


@pytest.mark.parametrize("user", ["unit", "office", "leadership", "admin"])
def test_publishing_a_document_from_its_editor(client, people, user):
    document = LegalDocumentFactory(draft=True)
    document.save_revision(user=people["unit"])
    client.force_login(people[user])
    client.post(
        reverse("wagtailsnippets_cchc_registry_legaldocument:edit", args=[document.pk]),
        {
            "number": document.number,
            "document_type": document.document_type_id,
            "issuer": document.issuer_id,
            "level": document.level,
            "title": "Tự đăng",
            "issued_on": "2018-04-23",
            "files-TOTAL_FORMS": "0",
            "files-INITIAL_FORMS": "0",
            "relations-TOTAL_FORMS": "0",
            "relations-INITIAL_FORMS": "0",
            "body": '{"blocks": [], "entityMap": {}}',
            "action-publish": "1",
        },
    )
    document.refresh_from_db()
    assert document.get_latest_revision_as_object().title == "Tự đăng"
    assert not document.live


def test_the_editor_sees_why_a_piece_was_sent_back(client, column, people):
    article = ArticlePageFactory(parent=column, draft=True, owner=people["unit"])
    article.save_revision(user=people["unit"])
    submit(article, people["unit"])
    act(article, people["office"], "reject", comment="Thiếu <căn cứ> pháp lý.")
    client.force_login(people["unit"])
    html = client.get(reverse("wagtailadmin_pages:edit", args=[article.pk])).content.decode()
    assert "Thiếu &lt;căn cứ&gt; pháp lý." in html
