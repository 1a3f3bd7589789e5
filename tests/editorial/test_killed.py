"""A process that dies in the middle: what it did is whole or undone, and done again is the same."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, Revision, TaskState, WorkflowState

from cchc_wagtail.editorial.pieces import edit_url
from cchc_wagtail.mail.models import OutgoingMail
from cchc_wagtail.search.models import SearchEntry
from tests.editorial.acting import act, step_of, submit
from tests.editorial.forms import unchanged
from tests.killing import killed_everywhere


def facts_of(piece):
    """What people see of ``piece``: where it is, what is public, who was told what."""

    def facts():
        row = type(piece).objects.get(pk=piece.pk)
        live = row.live_revision
        return {
            "live": (row.live, live and live.content["title"], row.has_unpublished_changes),
            "title": row.title,
            "latest": row.get_latest_revision_as_object().title,
            "reviews": list(WorkflowState.objects.values_list("status", flat=True)),
            "steps": sorted(TaskState.objects.values_list("task__name", "status", "comment")),
            "mails": sorted(OutgoingMail.objects.values_list("recipient", "subject")),
            "found": sorted(SearchEntry.objects.values_list("title", "kind")),
        }

    return facts


@pytest.fixture
def decide(client):
    """Call it with a piece, a user and what they do: gives the same request as often as wanted."""

    def decide(piece, user, action, comment=""):
        client.force_login(user)
        address = reverse("cchc_editorial_review", args=[step_of(piece).pk])
        sent = {"action": action, "comment": comment, "revision": piece.latest_revision_id}

        def work():
            assert client.post(address, sent).status_code == 302

        return work

    return decide


@pytest.mark.django_db
def test_an_approval(piece, people, decide, django_capture_on_commit_callbacks):
    submit(piece, people["unit"])
    piece = act(piece, people["office"], "approve")
    work = decide(piece, people["leadership"], "approve")
    writes = killed_everywhere(work, facts_of(piece), django_capture_on_commit_callbacks)
    assert writes > 10


@pytest.mark.django_db
def test_sending_back(piece, people, decide, django_capture_on_commit_callbacks):
    submit(piece, people["unit"])
    work = decide(piece, people["office"], "reject", "Thiếu căn cứ")
    # Whoever sends it twice finds their comment twice in the history.
    facts = facts_of(piece)
    killed_everywhere(work, facts, django_capture_on_commit_callbacks, whole=False)


def editing(client, piece, user, **more):
    """Return the request that saves ``piece`` in its editor as it is, with ``more`` fields."""
    client.force_login(user)
    address = edit_url(piece)
    form = client.get(address).context["form"]
    sent = {name: value for name, value in unchanged(form).items() if value is not None} | more

    def work():
        assert client.post(address, sent).status_code < 500

    return work


@pytest.mark.django_db
def test_submitting(piece, people, client, django_capture_on_commit_callbacks):
    work = editing(client, piece, people["unit"], **{"action-submit": "1"})
    # It is saved first: another draft, which says the same.
    facts = facts_of(piece)
    killed_everywhere(work, facts, django_capture_on_commit_callbacks, whole=False)


@pytest.mark.django_db
def test_submitting_again(piece, people, client, django_capture_on_commit_callbacks):
    submit(piece, people["unit"])
    piece = act(piece, people["office"], "reject", comment="Thiếu căn cứ")
    work = editing(client, piece, people["unit"], **{"action-submit": "1"})
    facts = facts_of(piece)
    killed_everywhere(work, facts, django_capture_on_commit_callbacks, whole=False)


@pytest.mark.django_db
def test_saving(piece, people, client, django_capture_on_commit_callbacks):
    work = editing(client, piece, people["unit"], title="Đã sửa một chữ")
    killed_everywhere(work, facts_of(piece), django_capture_on_commit_callbacks)


def published(piece, people):
    submit(piece, people["unit"])
    act(piece, people["office"], "approve")
    return act(piece, people["leadership"], "approve")


def taking_down(client, piece, user):
    client.force_login(user)
    if isinstance(piece, Page):
        address = reverse("wagtailadmin_pages:unpublish", args=[piece.pk])
    else:
        address = reverse(piece.snippet_viewset.get_url_name("unpublish"), args=[piece.pk])

    def work():
        assert client.post(address).status_code < 500

    return work


@pytest.mark.django_db
def test_taking_down(piece, people, client, django_capture_on_commit_callbacks):
    """What is no longer public is not found any more, at no moment."""
    piece = published(piece, people)
    facts = facts_of(piece)
    assert facts()["found"]
    work = taking_down(client, piece, people["leadership"])
    killed_everywhere(work, facts, django_capture_on_commit_callbacks, whole=False)


@pytest.mark.django_db
def test_publishing_on_schedule(piece, people, django_capture_on_commit_callbacks):
    piece.go_live_at = timezone.now() + timedelta(hours=1)
    piece.save_revision(user=people["unit"])
    piece = published(piece, people)
    assert not piece.live
    due = timezone.now() - timedelta(minutes=1)
    revision = Revision.objects.get(approved_go_live_at__isnull=False)
    revision.approved_go_live_at = due
    revision.content["go_live_at"] = due.isoformat()
    revision.save()
    type(piece).objects.filter(pk=piece.pk).update(go_live_at=due)

    def work():
        call_command("publish_scheduled", verbosity=0)

    facts = facts_of(piece)
    killed_everywhere(work, facts, django_capture_on_commit_callbacks)
