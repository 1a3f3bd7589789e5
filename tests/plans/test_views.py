import datetime

import pytest
from django.urls import reverse
from wagtail.models import Page

from cchc_wagtail.mail.models import OutgoingMail
from cchc_wagtail.plans.models import Activity, Adjustment, Evidence, PlanPage
from tests.editorial.acting import build_office
from tests.factories import (
    ArticlePageFactory,
    PlanContentFactory,
    PlanIndexPageFactory,
    PlanPageFactory,
)
from tests.plans.test_counting import line_of, published

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    return build_office()


@pytest.fixture
def plan(office):
    plan = PlanPageFactory(parent=PlanIndexPageFactory(parent=office.column))
    PlanContentFactory(page=plan, unit=office.units["unit"], text="Tuyên truyền hộ chiếu")
    PlanContentFactory(page=plan, unit=office.units["other"], text="Việc của Thanh tra")
    return plan


@pytest.fixture
def article(office):
    return published(office.column, 2024, 5, 6, title="Tuyên truyền hộ chiếu gắn chíp")


def send(client, plan, user, action, place=0, **data):
    client.force_login(user)
    content = list(plan.contents.order_by("pk"))[place]
    address = reverse("cchc_plans_content", args=[plan.pk, content.key])
    return client.post(address, {"action": action, **data})


def test_a_unit_sees_what_concerns_it_alone(client, office, plan):
    client.force_login(office.people["unit"])
    board = client.get(reverse("cchc_plans_board")).content.decode()
    assert "Tuyên truyền hộ chiếu" in board and "Việc của Thanh tra" not in board
    client.force_login(office.people["office"])
    board = client.get(reverse("cchc_plans_board")).content.decode()
    assert "Việc của Thanh tra" in board


def test_a_co_operating_unit_sees_it_too(client, office, plan):
    content = plan.contents.order_by("pk")[0]
    content.co_units = [office.units["other"]]
    content.save()
    client.force_login(office.people["other"])
    assert "Tuyên truyền hộ chiếu" in client.get(reverse("cchc_plans_board")).content.decode()


def test_what_fits_is_proposed_and_counts_in_one_click(client, office, plan, article):
    client.force_login(office.people["unit"])
    content = plan.contents.order_by("pk")[0]
    address = reverse("cchc_plans_content", args=[plan.pk, content.key])
    proposals = client.get(address).context["proposals"]
    assert [one.entry.title for one in proposals] == [article.title]
    send(client, plan, office.people["unit"], "decide", thing=proposals[0].name, counts="1")
    assert line_of(plan).progress.done == 1
    assert client.get(address).context["proposals"] == []
    evidence = Evidence.objects.get()
    send(client, plan, office.people["unit"], "undo", evidence=evidence.pk)
    assert line_of(plan).progress.done == 0
    # What was refused is not proposed again.
    assert client.get(address).context["proposals"] == []


@pytest.mark.parametrize(
    "who, may", [("unit", True), ("other", False), ("office", True), ("leadership", False)]
)
def test_who_decides_what_counts(client, office, plan, who, may):
    day = {"title": "Họp giao ban", "done_on": "2024-06-03", "channel": "meeting"}
    send(client, plan, office.people[who], "record", **day)
    assert Activity.objects.exists() is may


@pytest.mark.parametrize(
    "who, may", [("unit", False), ("other", False), ("office", True), ("leadership", False)]
)
@pytest.mark.parametrize("action", ["urge", "adjust"])
def test_only_the_office_urges_and_puts_off(client, office, plan, who, may, action):
    send(client, plan, office.people[who], action, due_on="2024-12-02", reason="Chờ văn bản")
    done = Adjustment.objects.exists() or plan.planurging_set.exists()
    assert done is may


def test_urging_mails_the_unit_once_a_day(client, office, plan, on):
    on(2024, 9, 2)
    for _time in range(2):
        send(client, plan, office.people["office"], "urge", comment="Còn hai tuần")
    mails = OutgoingMail.objects.all()
    assert {mail.recipient for mail in mails} == {
        office.people["unit"].email,
        office.people["colleague"].email,
    }
    assert len(mails) == 2 and "Còn hai tuần" in mails[0].text


@pytest.mark.parametrize(
    "fields, named",
    [
        ({"due_on": "", "unit": "", "reason": "x"}, "__all__"),
        ({"due_on": "2023-01-01", "reason": "x"}, "due_on"),
        ({"due_on": "2024-12-02", "reason": ""}, "reason"),
    ],
)
def test_a_change_without_sense_is_refused_with_its_field(client, office, plan, fields, named):
    answer = send(client, plan, office.people["office"], "adjust", **fields)
    assert named in answer.context["adjustment_form"].errors
    assert not Adjustment.objects.exists()


def test_an_activity_outside_the_plan_is_refused(client, office, plan):
    day = {"title": "Họp", "done_on": "2025-06-03", "channel": "meeting"}
    answer = send(client, plan, office.people["unit"], "record", **day)
    assert "done_on" in answer.context["activity_form"].errors


def test_of_another_content_nothing_can_be_undone(client, office, plan, article):
    keys = [row.key for row in plan.contents.order_by("pk")]
    other = Evidence.objects.create(plan=plan, key=keys[1], page=Page.objects.get(pk=article.pk))
    send(client, plan, office.people["unit"], "undo", evidence=other.pk)
    other.refresh_from_db()
    assert other.counts


@pytest.mark.parametrize("thing", ["", "x", "0-1", "1-2-3", "999-1", f"{10**25}-1"])
def test_what_is_not_published_cannot_count(client, office, plan, thing):
    send(client, plan, office.people["unit"], "decide", thing=thing, counts="1")
    assert not Evidence.objects.exists()


def test_whoever_writes_says_what_it_serves(client, office, plan):
    draft = ArticlePageFactory(parent=office.column, draft=True, unit=office.units["unit"])
    client.force_login(office.people["unit"])
    address = reverse("cchc_plans_serve", args=[draft.pk])
    keys = [str(row.key) for row in plan.contents.order_by("pk")]
    client.post(address, {"content": keys})
    assert Evidence.objects.filter(counts=True).count() == 2
    client.post(address, {"content": keys[:1]})
    assert Evidence.objects.filter(counts=True).count() == 1
    # A draft counts for nothing until it is published.
    assert line_of(plan).progress.done == 0
    editor = client.get(reverse("wagtailadmin_pages:edit", args=[draft.pk])).content.decode()
    assert address in editor


def test_the_plan_of_the_next_year_is_a_draft(client, office, plan, article):
    keys = [row.key for row in plan.contents.order_by("pk")]
    Evidence.objects.create(plan=plan, key=keys[0], page=Page.objects.get(pk=article.pk))
    plan.contents.filter(key=keys[0]).update(due_on=datetime.date(2024, 6, 14))
    client.force_login(office.people["office"])
    answer = client.post(reverse("cchc_plans_next", args=[plan.pk]))
    draft = PlanPage.objects.get(live=False)
    assert answer.url == reverse("wagtailadmin_pages:edit", args=[draft.pk])
    assert (draft.begins_on, draft.due_on) == (
        datetime.date(2025, 1, 1),
        datetime.date(2025, 10, 31),
    )
    rows = list(draft.contents.order_by("sort_order"))
    # What was not done comes first; 14/6/2025 is a Saturday.
    assert [row.follows for row in rows] == [keys[1], keys[0]]
    assert rows[1].due_on == datetime.date(2025, 6, 16)
    client.post(reverse("cchc_plans_next", args=[plan.pk]))
    assert PlanPage.objects.filter(live=False).count() == 2


def test_the_board_is_had_as_a_spreadsheet_and_as_of_a_day(client, office, plan):
    client.force_login(office.people["office"])
    address = reverse("cchc_plans_board", args=[plan.pk])
    assert client.get(address, {"export": "xlsx"}).status_code == 200
    early = client.get(address, {"ngay": "2024-05-01"}).context["summary"]
    late = client.get(address, {"ngay": "31/12/2024"}).context["summary"]
    assert (early.late, late.late) == (0, 2)
    html = client.get(address, {"ngay": "31/12/2024"}).content.decode()
    assert 'value="31/12/2024"' in html and 'type="date"' not in html
    for odd in ("x", "9999-99-99", "\x00"):
        assert client.get(address, {"ngay": odd, "state": odd, "unit": odd}).status_code == 200


def test_drafts_of_plans_are_on_no_board(client, office):
    PlanPageFactory(parent=PlanIndexPageFactory(parent=office.column), draft=True)
    client.force_login(office.people["unit"])
    assert client.get(reverse("cchc_plans_board")).context["plan"] is None
