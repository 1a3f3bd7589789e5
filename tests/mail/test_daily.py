"""What is due each day is done, told and recorded, whatever fails of it."""

import datetime
import io
from pathlib import Path

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone
from wagtail import hooks

from cchc_wagtail.imports.models import ImportRow, ImportRun
from cchc_wagtail.mail.daily import HOOK, DailyPart, daily_parts, daily_problems
from cchc_wagtail.mail.models import DailyMail, DailyRun, OutgoingMail
from cchc_wagtail.mail.outbox import MOST_ATTEMPTS
from cchc_wagtail.open_forms.models import Sending
from cchc_wagtail.search.models import LoggedQuery
from tests.factories import QuestionFactory, UserFactory

ROOT = Path(__file__).resolve().parent.parent.parent
PARTS = {
    "unread",
    "schedule",
    "lapsed-law",
    "search-server",
    "questions",
    "senders",
    "searches",
    "import-files",
    "proposals",
    "document-files",
    "reminders",
    "mails",
    "sent-mails",
}


def daily():
    out, errors = io.StringIO(), io.StringIO()
    call_command("cchc_daily", stdout=out, stderr=errors)
    return dict(line.split(": ", 1) for line in out.getvalue().splitlines())


@pytest.mark.django_db
def test_every_part_says_what_it_did(django_capture_on_commit_callbacks):
    OutgoingMail.objects.create(recipient="a@example.org", subject="Thư cũ", text="x")
    told = daily()
    assert told.keys() == PARTS == {part.name for part in daily_parts()}
    assert told["mails"] == "1 mails sent, 0 could not be"
    assert [message.subject for message in mail.outbox] == ["Thư cũ"]
    assert set(DailyRun.objects.values_list("part", "error")) == {(name, "") for name in PARTS}
    assert daily()["mails"] == "0 mails sent, 0 could not be"


@pytest.mark.django_db
def test_what_is_kept_for_a_time_goes(settings):
    """Rows made long ago and today: of each kind the old one goes, whoever it was about."""
    now = timezone.now()
    old = now - datetime.timedelta(days=500)
    user = UserFactory()
    for moment in [now, old]:
        keeping = {"recipient": "a@example.org", "subject": "x", "text": "x"}
        OutgoingMail.objects.create(sent_at=moment, **keeping)
        given_up = OutgoingMail.objects.create(attempts=MOST_ATTEMPTS, **keeping)
        DailyMail.objects.create(user=user, day=moment.date())
        LoggedQuery.objects.create(day=moment.date(), folded="ho chieu", text="hộ chiếu", total=1)
        Sending.objects.create(form="question", sender="x", sent_at=moment)
        run = ImportRun.objects.create(importer="procedures", file_name="a.csv", content=b"x")
        ImportRow.objects.create(run=run, number=1, state=ImportRow.State.NEW)
        question = QuestionFactory(closed_at=moment, state="declined", name="Tên người hỏi")
        OutgoingMail.objects.filter(pk=given_up.pk).update(created_at=moment)
        ImportRun.objects.filter(pk=run.pk).update(created_at=moment)
    told = daily()
    assert told["import-files"] == "1 files removed"
    assert ImportRun.objects.get().pk != run.pk and ImportRow.objects.count() == 1
    assert OutgoingMail.objects.count() == 2
    assert Sending.objects.count() == LoggedQuery.objects.count() == 1
    assert DailyMail.objects.count() == 1
    question.refresh_from_db()
    assert question.name == ""


@pytest.mark.django_db
def test_an_import_at_hand_keeps_its_file():
    run = ImportRun.objects.create(importer="procedures", file_name="a", content=b"x", turn=1)
    ImportRun.objects.update(created_at=timezone.now() - datetime.timedelta(days=500))
    assert daily()["import-files"] == "0 files removed"
    assert ImportRun.objects.get() == run


@pytest.mark.django_db
def test_a_part_that_fails_is_named_and_stops_no_other(client, set_up, log_in):
    def register():
        return DailyPart("broken", "Việc hỏng", fail)

    def fail(today):
        raise ValueError("không làm được")

    errors = io.StringIO()
    with hooks.register_temporarily(HOOK, register, order=-1):
        with pytest.raises(CommandError, match="broken") as failure:
            call_command("cchc_daily", stderr=errors, verbosity=0)
        assert failure.value.returncode == 1
        assert "broken: ValueError: không làm được" in errors.getvalue()
        (problem,) = daily_problems()
        home = log_in("office").get(reverse("wagtailadmin_home")).content.decode()
        assert "không làm được" in problem and problem in home
    run = DailyRun.objects.get(part="broken")
    assert run.done_at is None
    assert DailyRun.objects.filter(error="").count() == len(PARTS)
    # What is no longer installed is no problem any more.
    assert daily_problems() == []


@pytest.mark.django_db
def test_the_office_is_told_when_it_has_not_run_for_two_days(log_in):
    def home(kind):
        return log_in(kind).get(reverse("wagtailadmin_home")).content.decode()

    assert "cchc_daily" in home("office")
    assert "cchc_daily" not in home("professional")
    daily()
    assert "cchc_daily" not in home("office")
    DailyRun.objects.update(tried_at=timezone.now() - datetime.timedelta(days=2, minutes=1))
    assert "cchc_daily" in home("office")
