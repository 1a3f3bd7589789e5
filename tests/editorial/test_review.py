"""Nobody approves what they wrote, and nothing is published but by the end of the workflow."""

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry, PageLogEntry, Revision

from cchc_wagtail.editorial.authors import author_ids, contributor_ids
from cchc_wagtail.editorial.models import OfficeCheckTask
from cchc_wagtail.editorial.models.tasks import CHANGED
from tests.editorial.acting import act, edit, submit
from tests.factories import ArticlePageFactory, LegalDocumentFactory

pytestmark = pytest.mark.django_db


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
    piece = edit(piece, people[author])
    submit(piece, people[author])
    task = piece.current_workflow_task
    assert "approve" not in [name for name, *_ in task.get_actions(piece, people[author])]
    with pytest.raises(PermissionDenied):
        act(piece, people[author], "approve")


@pytest.mark.parametrize("reader", ["office", "leadership"])
def test_who_saves_without_a_change_is_no_author(piece, people, reader):
    submit(piece, people["unit"])
    if reader == "leadership":
        piece = act(piece, people["office"], "approve")
    piece.save_revision(user=people[reader])
    assert people[reader].pk not in contributor_ids(piece)
    piece = act(piece, people[reader], "approve")
    assert piece.live == (reader == "leadership")


def test_the_office_corrects_a_word_and_passes_it_on(piece, people):
    submit(piece, people["unit"])
    piece = edit(piece, people["office"])
    piece = act(piece, people["office"], "approve")
    assert people["office"].pk in contributor_ids(piece)
    assert people["office"].pk not in author_ids(piece)
    assert act(piece, people["leadership"], "approve").title == "Đã sửa một chữ"


def test_what_the_leadership_corrects_goes_back_to_the_office_and_returns(piece, people):
    """With one person at each step there is a way on, and what is published was checked."""
    for name in ("second_officer", "second_leader"):
        people[name].delete()
    submit(piece, people["unit"])
    piece = act(piece, people["office"], "approve")
    piece = edit(piece, people["leadership"])
    task = piece.current_workflow_task
    assert task.obstacle(piece, people["leadership"]) == CHANGED
    assert act(piece, people["leadership"], "approve").live is False
    piece = act(piece, people["leadership"], "pass_back")
    piece = act(piece, people["office"], "approve")
    piece = act(piece, people["leadership"], "approve")
    assert piece.live and piece.title == "Đã sửa một chữ"


def test_after_a_correction_another_leader_does_not_approve_what_the_office_never_saw(
    piece, people
):
    submit(piece, people["unit"])
    piece = act(piece, people["office"], "approve")
    piece = edit(piece, people["leadership"])
    assert not act(piece, people["second_leader"], "approve").live


def test_the_only_officer_passes_on_what_they_wrote_and_it_is_on_record(piece, people):
    people["second_officer"].delete()
    piece = edit(piece, people["office"])
    submit(piece, people["office"])
    piece = act(piece, people["office"], "approve")
    log = PageLogEntry if hasattr(piece, "path") else ModelLogEntry
    assert log.objects.for_instance(piece).filter(action="cchc_editorial.check_own").exists()
    assert act(piece, people["leadership"], "approve").live


def test_what_the_unit_changes_after_the_leadership_sent_it_back_is_checked_again(piece, people):
    submit(piece, people["unit"])
    piece = act(piece, people["office"], "approve")
    piece = act(piece, people["leadership"], "reject", comment="Chưa rõ.")
    piece = edit(piece, people["unit"])
    piece.current_workflow_state.resume(user=people["unit"])
    piece = type(piece).objects.get(pk=piece.pk)
    assert isinstance(piece.current_workflow_task, OfficeCheckTask)
    piece = act(piece, people["office"], "approve")
    assert act(piece, people["leadership"], "approve").live


def test_handed_in_again_without_a_change_it_returns_to_who_sent_it_back(piece, people):
    submit(piece, people["unit"])
    piece = act(piece, people["office"], "approve")
    piece = act(piece, people["leadership"], "reject", comment="Chưa rõ.")
    piece.current_workflow_state.resume(user=people["unit"])
    piece = type(piece).objects.get(pk=piece.pk)
    assert not isinstance(piece.current_workflow_task, OfficeCheckTask)
    assert act(piece, people["leadership"], "approve").live


def test_what_is_past_its_day_is_not_put_online_by_a_late_approval(piece, people):
    piece.expire_at = timezone.now() - timezone.timedelta(hours=1)
    piece.save_revision(user=people["unit"])
    submit(piece, people["unit"])
    piece = act(piece, people["office"], "approve")
    assert piece.current_workflow_task.obstacle(piece, people["leadership"]).code == "unpublishable"
    assert not act(piece, people["leadership"], "approve").live


def test_a_schedule_that_comes_too_late_does_not_show_it(piece, people):
    piece.expire_at = timezone.now() - timezone.timedelta(minutes=1)
    revision = piece.save_revision()
    Revision.objects.filter(pk=revision.pk).update(
        approved_go_live_at=timezone.now() - timezone.timedelta(hours=1)
    )
    call_command("publish_scheduled", verbosity=0)
    piece.refresh_from_db()
    revision.refresh_from_db()
    assert not piece.live and revision.approved_go_live_at is None


def test_once_published_earlier_authors_may_check_others_changes(piece, people):
    submit(piece, people["unit"])
    piece = act(piece, people["office"], "approve")
    piece = act(piece, people["leadership"], "approve")
    piece = edit(piece, people["unit"])
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
def test_editor_publish_button_posted_by_hand(client, column, people, own_unit, user):
    article = ArticlePageFactory(parent=column, draft=True, owner=people[user], unit=own_unit)
    article.save_revision(user=people[user])
    client.force_login(people[user])
    client.post(
        reverse("wagtailadmin_pages:edit", args=[article.pk]),
        {
            "title": "Tự đăng",
            "slug": article.slug,
            "lead": "x",
            "date": "2024-05-06",
            "unit": own_unit.pk,
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
def test_bulk_publishing_leaves_unapproved_pages_alone(client, column, people, own_unit, user):
    article = ArticlePageFactory(parent=column, draft=True, unit=own_unit)
    article.save_revision(user=people["unit"])
    client.force_login(people[user])
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    client.post(f"{url}?id={article.pk}&next=/admin/", {"include_descendants": "on"})
    article.refresh_from_db()
    assert not article.live


@pytest.mark.parametrize("user", ["unit", "office", "leadership", "admin"])
def test_creating_and_publishing_in_one_go_makes_a_draft(client, column, people, own_unit, user):
    client.force_login(people[user])
    client.post(
        reverse("wagtailadmin_pages:add", args=["cchc_news", "articlepage", column.pk]),
        {
            "title": "Bài mới",
            "slug": "bai-moi",
            "lead": "x",
            "date": "2024-05-06",
            "unit": own_unit.pk,
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
def test_publishing_a_document_from_its_editor(client, people, own_unit, user):
    document = LegalDocumentFactory(draft=True, unit=own_unit)
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
            "unit": own_unit.pk,
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


def test_the_editor_sees_why_a_piece_was_sent_back(client, column, people, own_unit):
    article = ArticlePageFactory(parent=column, draft=True, owner=people["unit"], unit=own_unit)
    article.save_revision(user=people["unit"])
    submit(article, people["unit"])
    act(article, people["office"], "reject", comment="Thiếu <căn cứ> pháp lý.")
    client.force_login(people["unit"])
    html = client.get(reverse("wagtailadmin_pages:edit", args=[article.pk])).content.decode()
    assert "Thiếu &lt;căn cứ&gt; pháp lý." in html
