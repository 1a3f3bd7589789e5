"""Who is told what by mail: the right people, once each, with the comment."""

import datetime

import pytest
from django.core import mail
from django.core.management import call_command
from django.utils import timezone
from wagtail.models import Comment, Workflow
from wagtail.users.models import UserProfile

from cchc_wagtail.editorial import notifications
from cchc_wagtail.mail.models import OutgoingMail
from tests.editorial.acting import act, step_of, submit
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def sent(django_capture_on_commit_callbacks):
    """Call it with something to do; it returns who got which mail."""

    def sent(do, *args, **kwargs):
        mail.outbox.clear()
        OutgoingMail.objects.all().delete()
        with django_capture_on_commit_callbacks(execute=True):
            do(*args, **kwargs)
        return {message.to[0].split("@")[0]: message for message in once_each(mail.outbox)}

    return sent


def once_each(messages):
    recipients = [message.to[0] for message in messages]
    assert len(recipients) == len(set(recipients)), recipients
    return messages


def test_the_whole_way_of_a_piece(piece, people, sent):
    got = sent(submit, piece, people["unit"])
    assert got.keys() == {"office", "second_officer", "colleague"}
    assert f"/duyet/{step_of(piece).pk}/" in got["office"].body

    got = sent(act, piece, people["office"], "reject", comment="Thiếu <căn cứ>.")
    assert got.keys() == {"unit", "colleague"}
    assert "Thiếu <căn cứ>." in got["unit"].body
    html, kind = got["unit"].alternatives[0]
    assert kind == "text/html" and "Thiếu &lt;căn cứ&gt;." in html
    assert "/edit/" in got["unit"].body

    got = sent(piece.current_workflow_state.resume, user=people["unit"])
    assert got.keys() == {"office", "second_officer", "colleague"}

    got = sent(act, piece, people["office"], "approve", comment="Đã rà soát.")
    assert got.keys() == {"leadership", "second_leader", "unit", "colleague"}
    assert all("Đã rà soát." in message.body for message in got.values())

    got = sent(act, piece, people["leadership"], "approve", comment="Đồng ý.")
    assert got.keys() == {"unit", "colleague", "office"}
    assert all("Đồng ý." in message.body for message in got.values())
    assert all(message.subject.startswith("Đã đăng") for message in got.values())


def test_links_are_whole(article, people, sent, settings):
    settings.WAGTAILADMIN_BASE_URL = "https://so.example.org/"
    got = sent(submit, article, people["unit"])
    assert "https://so.example.org/admin/cchc/quy-trinh/duyet/" in got["office"].body


def test_whoever_wants_no_mail_gets_none_and_the_others_do(article, people, sent):
    for name, preference in [("office", "submitted"), ("colleague", "submitted")]:
        profile = UserProfile.get_for_user(people[name])
        setattr(profile, f"{preference}_notifications", False)
        profile.save()
    people["leadership"].is_active = False
    people["leadership"].save()
    assert sent(submit, article, people["unit"]).keys() == {"second_officer"}
    got = sent(act, article, people["office"], "approve")
    assert got.keys() == {"second_leader", "unit", "colleague"}


def test_each_reads_it_in_their_language(article, people, sent):
    profile = UserProfile.get_for_user(people["office"])
    profile.preferred_language = "en"
    profile.save()
    got = sent(submit, article, people["unit"])
    assert got["office"].subject.startswith("To do")
    assert got["second_officer"].subject.startswith("Cần xử lý")


def test_a_mail_server_that_is_down_stops_nobody(piece, people, sent, settings):
    settings.EMAIL_BACKEND = "tests.mail.backends.BrokenBackend"
    for do in [
        (submit, piece, people["unit"]),
        (act, piece, people["office"], "approve"),
        (act, piece, people["leadership"], "approve"),
    ]:
        sent(*do)
        assert OutgoingMail.objects.exists()
        assert not OutgoingMail.objects.exclude(sent_at=None, attempts=1).exists()
        assert not OutgoingMail.objects.filter(error="").exists()
    piece.refresh_from_db()
    assert piece.live


def test_a_fault_in_a_mail_stops_nobody(article, people, monkeypatch, caplog):
    monkeypatch.setattr(notifications, "absolute", lambda path: 1 / 0)
    submit(article, people["unit"])
    assert step_of(article).status == "in_progress"
    assert not OutgoingMail.objects.exists()
    assert "step_began" in caplog.text


def test_a_schedule_is_told_of_when_approved_and_when_published(article, people, sent):
    article.go_live_at = timezone.now() + datetime.timedelta(days=1)
    article.save_revision(user=people["unit"])
    submit(article, people["unit"])
    act(article, people["office"], "approve")
    got = sent(act, article, people["leadership"], "approve")
    assert got["unit"].subject.startswith("Đã phê duyệt")
    later = timezone.now() + datetime.timedelta(days=2)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(timezone, "now", lambda: later)
        got = sent(call_command, "publish_scheduled", verbosity=0)
    article.refresh_from_db()
    assert article.live
    assert got.keys() == {"unit", "colleague", "office", "leadership"}
    assert got["unit"].subject.startswith("Đã đăng")


def test_workflows_of_the_host_keep_wagtails_mail(article, people):
    moderators = Workflow.objects.order_by("pk").first()
    UserFactory(username="moderator", groups=[group_of(moderators)])
    moderators.start(article, people["unit"])
    assert "moderator@example.org" in [message.to[0] for message in mail.outbox]
    assert not OutgoingMail.objects.exists()


def group_of(workflow):
    return workflow.tasks.first().specific.groups.first()


def test_comments_reach_those_concerned_whom_wagtail_does_not_mail(article, people, sent):
    submit(article, people["unit"])
    before = timezone.now()
    Comment.objects.create(
        page=article, user=people["office"], text="Sửa tiêu đề.", contentpath="title"
    )
    comments = list(Comment.objects.filter(created_at__gte=before).values_list("text", flat=True))
    got = sent(
        notifications.commented,
        step_of(article),
        people["office"],
        comments,
        others={people["colleague"].pk},
    )
    assert got.keys() == {"unit"}
    assert "Sửa tiêu đề." in got["unit"].body
