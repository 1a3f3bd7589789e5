"""One mail a person a day, urging at most once a day, and whoever it concerns."""

import datetime

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone
from wagtail import hooks

from cchc_wagtail.editorial.models import ReviewTaskState, Urging
from cchc_wagtail.editorial.pieces import edit_url
from cchc_wagtail.editorial.urging import UrgedToday, urge
from cchc_wagtail.mail.models import DailyMail, OutgoingMail
from cchc_wagtail.mail.reminders import HOOK, Reminder, RemindersMissing, remind
from cchc_wagtail.organisation.models import Unit
from tests.editorial.acting import act, edit, step_of, submit, write_article

pytestmark = pytest.mark.django_db

MONDAY = datetime.date(2024, 5, 6)
FRIDAY, SATURDAY = datetime.date(2024, 5, 10), datetime.date(2024, 5, 11)


@pytest.fixture
def mails(django_capture_on_commit_callbacks):
    """Call it with a day; it returns who was reminded of what on that day."""

    def mails(day):
        mail.outbox.clear()
        OutgoingMail.objects.all().delete()
        with django_capture_on_commit_callbacks(execute=True):
            count = remind(day)
        assert count == len(mail.outbox)
        recipients = [message.to[0].split("@")[0] for message in mail.outbox]
        assert len(set(recipients)) == count
        return dict(zip(recipients, mail.outbox, strict=True))

    return mails


def due(piece, day):
    ReviewTaskState.objects.filter(pk=step_of(piece).pk).update(due_on=day, return_due_on=day)


def test_reviewers_hear_of_all_that_waits_in_one_mail(column, people, own_unit, mails):
    for number, day in enumerate([MONDAY, FRIDAY]):
        article = write_article(column, people["unit"], own_unit, title=f"Bài {number}")
        submit(article, people["unit"])
        due(article, day)
    got = mails(datetime.date(2024, 5, 9))
    assert got.keys() == {"office", "second_officer"}
    body = got["office"].body
    assert body.index("Bài 0") < body.index("Bài 1")
    assert "quá hạn 3 ngày làm việc" in body
    assert "đến hạn vào ngày làm việc tới, 10/5/2024" in body
    # Each is waiting; the older one is also reported to the Office, as it has no head.
    assert got["office"].subject == "3 việc cần xử lý, ngày 09/5/2024"


def test_nobody_is_reminded_twice_a_day_or_on_a_day_off(article, people, mails):
    submit(article, people["unit"])
    assert mails(FRIDAY)
    assert mails(FRIDAY) == {}
    assert mails(SATURDAY) == {}
    assert mails(FRIDAY + datetime.timedelta(days=3))
    assert DailyMail.objects.filter(user=people["office"]).count() == 2


def test_whoever_wrote_it_is_not_asked_to_check_it(article, people, mails):
    article = edit(article, people["office"])
    submit(article, people["unit"])
    due(article, FRIDAY)
    assert mails(MONDAY).keys() == {"second_officer"}


def test_a_unit_is_reminded_on_the_working_day_before_it_is_due(piece, people, mails):
    submit(piece, people["unit"])
    act(piece, people["office"], "reject", comment="Thiếu căn cứ.")
    due(piece, MONDAY + datetime.timedelta(weeks=1))
    assert mails(datetime.date(2024, 5, 9)) == {}
    got = mails(FRIDAY)
    assert got.keys() == {"unit", "colleague"}
    assert "/edit/" in got["unit"].body


def test_what_is_long_overdue_is_told_to_the_head_of_the_office(article, people, tasks, mails):
    tasks["office"].escalate_days = 3
    tasks["office"].save()
    Unit.objects.filter(kind=Unit.Kind.OFFICE).update(head=people["leadership"])
    submit(article, people["unit"])
    due(article, MONDAY)
    assert "leadership" not in mails(datetime.date(2024, 5, 8))
    got = mails(datetime.date(2024, 5, 9))
    assert "BÁO CÁO CHÁNH VĂN PHÒNG" in got["leadership"].body


def test_without_a_head_the_whole_office_is_told(article, people, mails):
    submit(article, people["unit"])
    act(article, people["office"], "approve")
    due(article, MONDAY)
    got = mails(datetime.date(2024, 5, 8))
    assert "CHÁNH VĂN PHÒNG" in got["office"].body
    assert got.keys() == {"office", "second_officer", "leadership", "second_leader"}


def test_other_rooms_add_their_own(people, mails):
    def others(today):
        yield Reminder(people["unit"], "Kế hoạch năm", "Báo cáo quý", "/admin/", today)
        yield Reminder(people["unit"], "Kế hoạch năm", "Việc khác", "https://a.example.org/x")

    with hooks.register_temporarily(HOOK, others):
        got = mails(FRIDAY)
    assert got.keys() == {"unit"}
    assert "KẾ HOẠCH NĂM" in got["unit"].body and "đến hạn hôm nay" in got["unit"].body
    assert "https://a.example.org/x" in got["unit"].body


def test_a_long_list_is_cut_and_says_so(column, people, own_unit, mails):
    for _number in range(33):
        submit(write_article(column, people["unit"], own_unit), people["unit"])
    body = mails(FRIDAY)["office"].body
    assert "và 3 việc khác" in body


def test_one_room_that_fails_does_not_take_the_reminders_of_others(article, people, mails):
    submit(article, people["unit"])

    def broken(today):
        raise ValueError("không đọc được")

    with hooks.register_temporarily(HOOK, broken), pytest.raises(RemindersMissing, match="broken"):
        mails(FRIDAY)
    assert {message.to[0] for message in mail.outbox} >= {"office@example.org"}


def test_the_office_urges_once_a_day_and_the_note_stays(
    client, piece, people, django_capture_on_commit_callbacks
):
    submit(piece, people["unit"])
    act(piece, people["office"], "reject", comment="Thiếu căn cứ.")
    review = step_of(piece).workflow_state_id
    client.force_login(people["office"])
    address = reverse("cchc_editorial_urge", args=[review])
    mail.outbox.clear()
    OutgoingMail.objects.all().delete()
    with django_capture_on_commit_callbacks(execute=True):
        client.post(address, {"comment": "Cần trong tuần."})
        client.post(address, {"comment": "Lần nữa."})
    assert sorted(message.to[0] for message in mail.outbox) == [
        "colleague@example.org",
        "unit@example.org",
    ]
    assert "Cần trong tuần." in mail.outbox[0].body
    assert Urging.objects.get().urged_by == people["office"]
    assert (
        "Cần trong tuần."
        in client.get(reverse("cchc_editorial_history", args=[review])).content.decode()
    )
    client.force_login(people["unit"])
    assert "Cần trong tuần." in client.get(reverse("wagtailadmin_home")).content.decode()
    assert "Cần trong tuần." in client.get(edit_url(piece)).content.decode()


def test_the_next_day_it_may_be_urged_again(article, people):
    submit(article, people["unit"])
    urging = urge(step_of(article), people["office"])
    with pytest.raises(UrgedToday):
        urge(step_of(article), people["second_officer"])
    Urging.objects.filter(pk=urging.pk).update(
        day=timezone.localdate() - datetime.timedelta(days=1)
    )
    urge(step_of(article), people["second_officer"])
    assert Urging.objects.count() == 2


def test_what_waits_for_nobody_is_not_urged(article, people):
    submit(article, people["unit"])
    old = step_of(article)
    act(article, people["office"], "approve")
    with pytest.raises(ValueError, match="not at this step"):
        urge(old, people["office"])
    assert not Urging.objects.exists()
