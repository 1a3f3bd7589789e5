import pytest
from django.core import mail
from django.db import transaction

from cchc_wagtail.editorial.models import OutgoingMail
from cchc_wagtail.editorial.outbox import MOST_ATTEMPTS, deliver, deliver_waiting, queue_mail
from tests.factories import UnitFactory

BROKEN = "tests.editorial.test_outbox.BrokenBackend"


class BrokenBackend:
    def __init__(self, *args, **kwargs):
        pass

    def send_messages(self, messages):
        raise OSError("no route to host")


pytestmark = pytest.mark.django_db


def test_sent_once_after_the_commit(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        row = queue_mail("a@example.org", "Bài\nviết", "Nội dung", html="<p>Nội dung</p>")
        assert mail.outbox == []
    (message,) = mail.outbox
    assert (message.subject, message.to) == ("Bài viết", ["a@example.org"])
    assert message.alternatives[0][1] == "text/html"
    deliver.call(row.pk)
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
    assert deliver_waiting() == 1
    settings.EMAIL_BACKEND = working
    assert deliver_waiting() == 0
    row.refresh_from_db()
    assert row.sent_at and row.attempts == 3 and row.error == ""
    assert len(mail.outbox) == 1


def test_what_failed_too_often_is_left(settings):
    OutgoingMail.objects.create(
        recipient="a@example.org", subject="x", text="x", attempts=MOST_ATTEMPTS
    )
    assert deliver_waiting() == 0
    assert mail.outbox == []
