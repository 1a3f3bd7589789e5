"""A mail server that takes its time, or hangs, is waited for by nobody."""

import threading
import time

import pytest
from django.urls import reverse

from cchc_wagtail.mail import outbox
from cchc_wagtail.mail.models import OutgoingMail
from tests.editorial.acting import build_office, step_of, submit, write_article
from tests.factories import UnitFactory
from tests.mail.backends import HangingBackend

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


@pytest.fixture
def mail_at_once():
    """Here the thread itself is tested."""


@pytest.fixture
def hanging(settings):
    settings.EMAIL_BACKEND = "tests.mail.backends.HangingBackend"
    HangingBackend.reset()
    yield HangingBackend
    HangingBackend.go_on.set()
    wait_for_the_sender()


def wait_for_the_sender():
    for thread in threading.enumerate():
        if thread.name == "cchc-mail":
            thread.join(30)
            assert not thread.is_alive()


def test_approving_does_not_wait_for_a_mail_server_that_hangs(hanging, client):
    office = build_office()
    article = write_article(office.column, office.people["unit"], office.units["unit"])
    submit(article, office.people["unit"])
    assert hanging.reached.wait(30)
    client.force_login(office.people["office"])
    step = step_of(article)
    answer = client.post(
        reverse("cchc_editorial_review", args=[step.pk]),
        {"action": "approve", "revision": step.revision_id},
    )
    # The backend still waits; and the database takes writes.
    assert answer.status_code == 302
    step.refresh_from_db()
    assert step.status == "approved"
    assert OutgoingMail.objects.filter(sent_at=None).count() == OutgoingMail.objects.count()
    UnitFactory()
    hanging.go_on.set()
    wait_for_the_sender()
    assert set(hanging.in_transaction) == {False}
    rows = OutgoingMail.objects.all()
    assert rows.count() == len(hanging.subjects)
    assert not rows.exclude(attempts=1, claimed_until=None).exists()
    assert not rows.filter(sent_at=None).exists()


def test_a_queued_mail_is_sent_by_the_thread_at_hand_or_the_next(hanging):
    outbox.queue_mail("a@example.org", "Một", "x")
    assert hanging.reached.wait(30)
    outbox.queue_mail("b@example.org", "Hai", "x")
    assert [one.name for one in threading.enumerate()].count("cchc-mail") == 1
    hanging.go_on.set()
    wait_for_the_sender()
    outbox.queue_mail("c@example.org", "Ba", "x")
    wait_for_the_sender()
    assert hanging.subjects == ["Một", "Hai", "Ba"]


def test_two_senders_at_once_send_each_mail_once(hanging):
    outbox.queue_mail("a@example.org", "Một", "x")
    assert hanging.reached.wait(30)
    assert outbox.send_waiting() == (0, 0)
    hanging.go_on.set()
    wait_for_the_sender()
    assert hanging.subjects == ["Một"]


def test_a_backend_of_the_host_is_given_the_work(settings, hanging):
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}
    outbox.queue_mail("a@example.org", "Một", "x")
    time.sleep(0.1)
    assert not hanging.reached.is_set()
    from django_tasks import task_backends

    assert [one.task.name for one in task_backends["default"].results] == ["send_new"]
