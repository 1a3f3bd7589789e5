import datetime

import pytest
from django.core import mail
from django.db import transaction
from django.utils import timezone

from cchc_wagtail.mail.checks import SMTP, check_timeout
from cchc_wagtail.mail.models import OutgoingMail
from cchc_wagtail.mail.outbox import CLAIM, MOST_ATTEMPTS, queue_mail, send_new, send_waiting
from tests.factories import UnitFactory

BROKEN = "tests.mail.backends.BrokenBackend"

pytestmark = pytest.mark.django_db


def test_sent_once_after_the_commit(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        queue_mail("a@example.org", "Bài\nviết", "Nội dung", html="<p>Nội dung</p>")
        assert mail.outbox == []
    (message,) = mail.outbox
    assert (message.subject, message.to) == ("Bài viết", ["a@example.org"])
    assert message.alternatives[0][1] == "text/html"
    send_new.call()
    assert send_waiting() == (0, 0)
    assert len(mail.outbox) == 1


def test_nothing_is_sent_of_what_is_undone(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True), transaction.atomic():
        queue_mail("a@example.org", "Bài viết", "Nội dung", about=UnitFactory())
        transaction.set_rollback(True)
    assert mail.outbox == []
    assert not OutgoingMail.objects.exists()


def test_a_failure_is_recorded_and_tried_again(django_capture_on_commit_callbacks, settings):
    settings.EMAIL_BACKEND, working = BROKEN, settings.EMAIL_BACKEND
    with django_capture_on_commit_callbacks(execute=True):
        row = queue_mail("a@example.org", "Bài viết", "Nội dung")
    row.refresh_from_db()
    assert (row.sent_at, row.attempts) == (None, 1)
    assert "no route to host" in row.error
    assert send_waiting() == (0, 1)
    settings.EMAIL_BACKEND = working
    assert send_waiting() == (1, 0)
    row.refresh_from_db()
    assert row.sent_at and row.attempts == 3 and row.error == ""
    assert len(mail.outbox) == 1


def test_a_failure_of_one_does_not_hold_the_next(django_capture_on_commit_callbacks, settings):
    settings.EMAIL_BACKEND = BROKEN
    with django_capture_on_commit_callbacks(execute=True):
        queue_mail("a@example.org", "Bài viết", "Nội dung")
        queue_mail("b@example.org", "Bài viết", "Nội dung")
    assert list(OutgoingMail.objects.values_list("attempts", flat=True)) == [1, 1]


def test_what_failed_too_often_is_left():
    OutgoingMail.objects.create(
        recipient="a@example.org", subject="x", text="x", attempts=MOST_ATTEMPTS
    )
    assert send_waiting() == (0, 0)
    assert mail.outbox == []


def test_what_another_is_sending_is_left_until_they_count_as_dead():
    """A process killed while it sends leaves a claim; the mail is sent later, not at once."""
    now = timezone.now()
    row = OutgoingMail.objects.create(
        recipient="a@example.org", subject="x", text="x", attempts=1, claimed_until=now + CLAIM
    )
    assert send_waiting() == (0, 0)
    OutgoingMail.objects.update(claimed_until=now - datetime.timedelta(seconds=1))
    assert send_waiting() == (1, 0)
    row.refresh_from_db()
    assert (row.attempts, row.claimed_until) == (2, None)


def test_a_mail_server_without_a_time_limit_is_named(settings):
    settings.EMAIL_BACKEND, settings.EMAIL_TIMEOUT = SMTP, None
    assert [one.id for one in check_timeout(None)] == ["cchc_mail.W001"]
    settings.EMAIL_TIMEOUT = 30
    assert check_timeout(None) == []
    settings.EMAIL_BACKEND, settings.EMAIL_TIMEOUT = BROKEN, None
    assert check_timeout(None) == []
