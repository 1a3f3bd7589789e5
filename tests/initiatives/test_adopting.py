"""“Đã áp dụng tại” grows when another unit says so and the Office confirms it."""

import datetime

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from cchc_wagtail import clock
from cchc_wagtail.initiatives import adopting
from cchc_wagtail.initiatives.models import Adoption
from cchc_wagtail.initiatives.reminders import remind_of_initiatives
from tests.factories import (
    AdoptionFactory,
    InitiativePageFactory,
    ProposalFactory,
    UnitFactory,
)

pytestmark = pytest.mark.django_db
SENTENCE = "Dùng cho hồ sơ đoàn ra, đoàn vào."
INDEX = "/admin/cchc/ap-dung-sang-kien/"


@pytest.fixture
def say(client, people, units, initiative):
    def say(role="other_unit", **changes):
        client.force_login(people[role])
        form = {"unit": units["other_unit"].pk, "adopted_on": "01/11/2026", "sentence": SENTENCE}
        address = reverse("cchc_initiatives:say", args=[initiative.pk])
        return client.post(address, {**form, **changes})

    return say


@pytest.fixture(autouse=True)
def today(monkeypatch):
    monkeypatch.setattr("cchc_wagtail.clock.today", lambda: datetime.date(2026, 11, 28))


def test_a_unit_says_it_the_office_confirms_it_readers_see_it(
    client, say, people, initiative, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        assert say().status_code == 302
    adoption = Adoption.objects.get()
    assert adoption.state == "waiting" and adoption.said_by == people["other_unit"]
    letter = next(one for one in mail.outbox if one.to == [people["office"].email])
    assert "Phòng Hợp tác quốc tế" in letter.subject and INDEX in letter.body
    assert SENTENCE not in client.get(initiative.url).content.decode()
    client.force_login(people["office"])
    assert SENTENCE in client.get(INDEX).content.decode()
    assert "1 nơi áp dụng chờ xác nhận" in " ".join(client.get("/admin/").content.decode().split())
    client.post(reverse("cchc_initiatives:confirm", args=[adoption.pk]))
    adoption.refresh_from_db()
    assert adoption.state == "confirmed" and adoption.decided_by == people["office"]
    html = client.get(initiative.url).content.decode()
    assert SENTENCE in html and "Phòng Hợp tác quốc tế" in html


@pytest.mark.parametrize(
    "changes, field",
    [
        ({"adopted_on": "29/11/2026"}, "adopted_on"),
        ({"adopted_on": "hôm qua"}, "adopted_on"),
        ({"sentence": ""}, "sentence"),
        ({"sentence": "a" * 301}, "sentence"),
        ({"unit": "0"}, "unit"),
    ],
)
def test_what_is_wrong_is_named(say, changes, field):
    response = say(**changes)
    assert response.status_code == 200 and list(response.context["form"].errors) == [field]
    assert not Adoption.objects.exists()


def test_nobody_speaks_for_the_unit_of_others(say, units):
    assert "unit" in say(unit=units["leadership"].pk).context["form"].errors
    assert not Adoption.objects.exists()


def test_the_unit_that_made_it_does_not_say_so(say):
    assert say("unit").url == "/admin/"
    assert not Adoption.objects.exists()


def test_once_is_enough_unless_it_was_not_confirmed(say, people):
    say()
    assert say().url == "/admin/"
    adopting.refuse(Adoption.objects.get(), "Chưa rõ việc gì.", people["office"])
    say(sentence="Dùng từ tháng 11 cho hồ sơ đoàn ra.")
    adoption = Adoption.objects.get()
    assert adoption.state == "waiting" and adoption.sentence.startswith("Dùng từ tháng 11")
    assert adoption.word == "" and adoption.decided_by is None


def test_whoever_said_it_reads_why_it_is_not_confirmed(
    client, say, people, initiative, django_capture_on_commit_callbacks
):
    say()
    client.force_login(people["office"])
    address = reverse("cchc_initiatives:refuse", args=[Adoption.objects.get().pk])
    assert client.get(address).status_code == 200
    with django_capture_on_commit_callbacks(execute=True):
        client.post(address, {"word": "Chưa rõ việc gì."})
    letter = mail.outbox[-1]
    assert letter.to == [people["other_unit"].email] and "Chưa rõ việc gì." in letter.body
    assert SENTENCE not in client.get(initiative.url).content.decode()


def test_nobody_confirms_what_they_said_but_an_administrator(client, say, people, units):
    say("office", unit=units["office"].pk)
    adoption = Adoption.objects.get()
    address = reverse("cchc_initiatives:confirm", args=[adoption.pk])
    answer = client.post(address, follow=True).content.decode()
    assert "do người khác thực hiện" in answer
    assert Adoption.objects.get().state == "waiting"
    client.force_login(people["leadership"])
    client.post(address)
    assert Adoption.objects.get().state == "confirmed"


def test_the_second_is_told(say, people):
    say()
    adoption = Adoption.objects.get()
    adopting.confirm(adoption, people["office"])
    with pytest.raises(adopting.WrongState):
        adopting.confirm(adoption, people["leadership"])
    adopting.refuse(adoption, "Không.", people["leadership"])
    with pytest.raises(adopting.WrongState):
        adopting.refuse(adoption, "Không.", people["office"])


def test_a_use_that_ended_is_taken_out(client, initiative, people):
    adoption = AdoptionFactory(initiative=initiative, state="confirmed", sentence=SENTENCE)
    address = reverse("cchc_initiatives:refuse", args=[adoption.pk])
    client.force_login(people["unit"])
    assert address not in client.get(INDEX).content.decode()
    client.force_login(people["office"])
    assert address in client.get(INDEX).content.decode()
    client.post(address, {"word": "Đơn vị không còn áp dụng."})
    assert SENTENCE not in client.get(initiative.url).content.decode()


def test_the_office_is_reminded_from_the_next_day_on(initiative, people):
    AdoptionFactory(initiative=initiative)
    proposal = ProposalFactory(page=initiative.get_parent().specific)
    today = clock.day_of(timezone.now())
    assert list(remind_of_initiatives(today)) == []
    reminders = list(remind_of_initiatives(today + datetime.timedelta(days=1)))
    assert {one.user for one in reminders} == {people["office"]}
    titles = [one.title for one in reminders]
    assert proposal.reference in titles[0] and initiative.title in titles[1]
    assert proposal.name not in " ".join(titles)


@pytest.mark.parametrize("role", ["anonymous", "unit", "other_unit"])
@pytest.mark.parametrize("view", ["confirm", "refuse"])
def test_units_do_not_confirm(client, people, initiative, role, view):
    adoption = AdoptionFactory(initiative=initiative)
    if role != "anonymous":
        client.force_login(people[role])
    answer = client.post(reverse(f"cchc_initiatives:{view}", args=[adoption.pk]), {"word": "x"})
    assert answer.url == "/admin/" or answer.url.startswith("/admin/login/")
    adoption.refresh_from_db()
    assert adoption.state == "waiting"


def test_nothing_of_a_draft_is_shown_nor_adopted(client, index, people, units):
    draft = InitiativePageFactory(parent=index, title="Chưa duyệt", draft=True, unit=units["unit"])
    client.force_login(people["other_unit"])
    assert "Chưa duyệt" not in client.get(INDEX).content.decode()
    assert client.get(reverse("cchc_initiatives:say", args=[draft.pk])).status_code == 404
    with pytest.raises(adopting.WrongState):
        day = datetime.date(2026, 11, 1)
        adopting.say(draft, units["other_unit"], day, "Có.", people["other_unit"])


def test_those_who_may_are_offered_it(client, people, initiative):
    address = reverse("cchc_initiatives:say", args=[initiative.pk])
    for role, is_offered in [("unit", False), ("other_unit", True), ("admin", True)]:
        client.force_login(people[role])
        assert (address in client.get(INDEX).content.decode()) == is_offered, role
    client.force_login(people["other_unit"])
    assert client.get(address).status_code == 200


def test_the_list_does_not_ask_more_as_it_grows(client, index, people, initiative):
    client.force_login(people["office"])

    def count():
        with CaptureQueriesContext(connection) as queries:
            client.get(INDEX)
        return len(queries)

    AdoptionFactory(initiative=initiative)
    count()
    few = count()
    for _number in range(5):
        page = InitiativePageFactory(parent=index, unit=UnitFactory())
        AdoptionFactory(initiative=page, said_by=people["other_unit"])
    assert count() == few
