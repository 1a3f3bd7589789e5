"""When a law lapses, each unit whose pages cite it has a task and hears of it once."""

import datetime

import pytest
from django.core import mail
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cchc_wagtail.mail.models import OutgoingMail
from cchc_wagtail.mail.reminders import grouped
from cchc_wagtail.organisation.models import Unit
from cchc_wagtail.organisation.working_days import add_working_days
from cchc_wagtail.registry.citator.lapsed import confirm, lapsed_citations, open_tasks
from cchc_wagtail.registry.citator.letters import remind_of_tasks
from cchc_wagtail.registry.models import LapsedLawTask, LegalDocument
from tests.factories import ArticlePageFactory, DocumentRelationFactory, UserFactory

pytestmark = pytest.mark.django_db

TEXT = "Theo Nghị định số 61/2018/NĐ-CP."
BOTH = "Theo Nghị định số 61/2018/NĐ-CP và Nghị định số 45/2015/NĐ-CP."
MONDAY = datetime.date(2025, 7, 7)
HOME, REPORT = "/admin/", "/admin/cchc/dan-van-ban-het-hieu-luc/"


@pytest.fixture
def column(section):
    LegalDocument.objects.all().delete()
    return section.get_children().get(slug="tin-tuc").specific


@pytest.fixture
def units(column):
    """Two professional units with a member each, and the Office with one."""
    found = [*Unit.objects.filter(kind=Unit.Kind.PROFESSIONAL)[:2]]
    found.append(Unit.objects.get(kind=Unit.Kind.OFFICE))
    for number, unit in enumerate(found):
        UserFactory(username=f"member{number}", groups=[unit.group])
    return found


def replace(number, day=datetime.date(2025, 7, 1)):
    return DocumentRelationFactory(
        source__effective_from=day,
        source__issued_on=datetime.date(2025, 6, 9),
        target__number=number,
        target__effective_from=datetime.date(2018, 6, 21),
    )


@pytest.fixture
def lapsed(units, column):
    """A decree that lapsed on 1/7/2025, cited by pages of two units and by one without a unit."""
    replace("61/2018/NĐ-CP")
    one, two, _office = units
    return [
        ArticlePageFactory(parent=column, lead=TEXT, unit=one, title="Bài một"),
        ArticlePageFactory(parent=column, lead=TEXT, unit=one, title="Bài hai"),
        ArticlePageFactory(parent=column, lead=TEXT, unit=two, title="Bài ba"),
        ArticlePageFactory(parent=column, lead=TEXT, unit=None, title="Bài không đơn vị"),
    ]


def log_in_as(client, username):
    from django.contrib.auth import get_user_model

    client.force_login(get_user_model().objects.get(username=username))
    return client


def test_nothing_before_the_day(units, column):
    replace("61/2018/NĐ-CP", day=datetime.date(2025, 7, 8))
    ArticlePageFactory(parent=column, lead=TEXT, unit=units[0])
    assert open_tasks(MONDAY) == []
    assert len(open_tasks(datetime.date(2025, 7, 8))) == 1


def test_each_unit_has_one_task_with_a_day_and_one_mail(lapsed, units):
    tasks = open_tasks(MONDAY)
    assert {task.unit for task in tasks} == set(units)
    assert {task.since for task in tasks} == {datetime.date(2025, 7, 1)}
    assert {task.due_on for task in tasks} == {add_working_days(MONDAY, 10)}
    assert sorted(OutgoingMail.objects.values_list("recipient", flat=True)) == [
        "member0@example.org",
        "member1@example.org",
        "member2@example.org",
    ]
    assert "61/2018/NĐ-CP" in OutgoingMail.objects.first().text
    assert open_tasks(MONDAY) == []
    assert OutgoingMail.objects.count() == 3


def test_many_documents_are_one_mail(units, column):
    for number in ("61/2018/NĐ-CP", "45/2015/NĐ-CP"):
        replace(number)
    ArticlePageFactory(parent=column, lead=BOTH, unit=units[0])
    assert len(open_tasks(MONDAY)) == 2
    assert OutgoingMail.objects.count() == 1


def test_it_is_done_when_all_was_checked(lapsed, units):
    open_tasks(MONDAY)
    document = LegalDocument.objects.get(number="61/2018/NĐ-CP")
    of_one = LapsedLawTask.objects.get(unit=units[0])
    for page, is_done in [(lapsed[0], False), (lapsed[1], True)]:
        confirm(page.content_type, str(page.pk), document, None)
        of_one.refresh_from_db()
        assert bool(of_one.done_on) == is_done
    assert LapsedLawTask.objects.open().count() == 2


def test_it_is_done_when_it_is_no_longer_cited(lapsed, units):
    open_tasks(MONDAY)
    page = lapsed[2]
    page.lead = "Theo Nghị định số 118/2025/NĐ-CP."
    page.save_revision().publish()
    assert LapsedLawTask.objects.get(unit=units[1]).done_on == timezone.localdate()


def test_it_is_done_when_the_page_is_taken_down(lapsed, units):
    open_tasks(MONDAY)
    lapsed[2].unpublish()
    open_tasks(MONDAY)
    assert LapsedLawTask.objects.get(unit=units[1]).done_on


def test_when_the_law_moves_again_there_is_another(lapsed, units):
    open_tasks(MONDAY)
    document = LegalDocument.objects.get(number="61/2018/NĐ-CP")
    for citation in lapsed_citations():
        confirm(citation.content_type, citation.object_id, document, None)
    relation = document.incoming_relations.get()
    relation.effective_on = timezone.localdate() + datetime.timedelta(days=1)
    relation.save()
    assert len(open_tasks(relation.effective_on)) == 3


def test_the_daily_command_begins_and_recalls(lapsed, units, monkeypatch):
    open_tasks(MONDAY)
    due_on = LapsedLawTask.objects.first().due_on
    reminders = list(remind_of_tasks(due_on))
    assert {one.user.username for one in reminders} == {"member0", "member1", "member2"}
    assert not list(remind_of_tasks(MONDAY))
    ((_heading, lines, _more),) = grouped(reminders[:1], due_on)
    assert "61/2018/NĐ-CP" in lines[0]["title"]
    LapsedLawTask.objects.all().delete()
    mail.outbox.clear()
    call_command("cchc_daily", verbosity=0)
    assert LapsedLawTask.objects.count() == 3


def test_a_unit_sees_its_own_at_home_and_in_the_report(lapsed, client):
    open_tasks(MONDAY)
    for address in (HOME, REPORT):
        html = log_in_as(client, "member0").get(address).content.decode()
        panel = html[html.index("cchc-lapsed-law") :] if address == HOME else html
        assert "Bài một" in panel and "Bài hai" in panel
        assert "Bài ba" not in panel and "Bài không đơn vị" not in panel
        html = log_in_as(client, "member2").get(address).content.decode()
        assert all(page.title in html for page in lapsed)
    due = LapsedLawTask.objects.first().due_on
    assert f"{due:%d}" in html


def test_a_page_stands_once_with_all_its_documents(units, column, client):
    for number in ("61/2018/NĐ-CP", "45/2015/NĐ-CP"):
        replace(number)
    page = ArticlePageFactory(parent=column, lead=BOTH, unit=units[0], title="Một bài")
    client = log_in_as(client, "member2")
    rows = client.get(REPORT).context["object_list"]
    assert len(rows) == 1
    html = client.get(REPORT).content.decode()
    assert "61/2018/NĐ-CP" in html and "45/2015/NĐ-CP" in html
    document = LegalDocument.objects.get(number="61/2018/NĐ-CP")
    confirm(page.content_type, str(page.pk), document, None)
    html = client.get(f"{REPORT}?is_checked=false").content.decode()
    assert "61/2018/NĐ-CP" in html and "45/2015/NĐ-CP" in html


def test_the_queries_do_not_grow(lapsed, units, column):
    def queries():
        LapsedLawTask.objects.all().delete()
        OutgoingMail.objects.all().delete()
        with CaptureQueriesContext(connection) as captured:
            open_tasks(MONDAY)
        return len(captured)

    queries()  # Users get their profiles.
    few = queries()
    for _ in range(10):
        ArticlePageFactory(parent=column, lead=TEXT, unit=units[0])
    assert queries() == few
