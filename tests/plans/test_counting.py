import datetime
import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Page

from cchc_wagtail.plans.counting import channel_mix, lines_of, public_summary
from cchc_wagtail.plans.models import Activity, Adjustment, Evidence, PlanPage
from cchc_wagtail.plans.progress import State
from tests.factories import (
    ArticlePageFactory,
    LegalDocumentFactory,
    NewsColumnPageFactory,
    PlanContentFactory,
    UnitFactory,
)

AUTUMN = datetime.date(2024, 11, 5)


def published(parent, *day, **fields):
    page = ArticlePageFactory(parent=parent, **fields)
    moment = timezone.make_aware(datetime.datetime(*day, 8))
    Page.objects.filter(pk=page.pk).update(first_published_at=moment)
    return page


@pytest.fixture
def column(plan):
    return NewsColumnPageFactory(parent=plan.get_parent().get_parent())


def count(plan, key=None, **thing):
    return Evidence.objects.create(plan=plan, key=key or plan.contents.get().key, **thing)


def line_of(plan, today=AUTUMN):
    return lines_of(PlanPage.objects.get(pk=plan.pk), today=today)[0]


def test_pages_documents_and_activities_count_on_their_days(plan, column):
    key = plan.contents.get().key
    count(plan, page=published(column, 2024, 5, 6))
    assert line_of(plan).progress.done == 1
    document = LegalDocumentFactory()
    moment = timezone.make_aware(datetime.datetime(2024, 6, 1, 8))
    type(document).objects.filter(pk=document.pk).update(first_published_at=moment)
    count(plan, document=document)
    found = line_of(plan)
    assert (found.progress.state, found.progress.done) == (State.DONE, 2)
    Activity.objects.create(
        plan=plan, key=key, title="Họp", done_on=datetime.date(2024, 7, 1), channel="meeting"
    )
    assert line_of(plan).progress.done == 3


def test_what_is_taken_down_or_refused_counts_no_more(plan, column):
    first, second = published(column, 2024, 5, 6), published(column, 2024, 5, 7)
    count(plan, page=first)
    refused = count(plan, page=second)
    assert line_of(plan).progress.state == State.DONE
    first.unpublish()
    assert line_of(plan).progress.state == State.OVERDUE
    refused.counts = False
    refused.save()
    assert line_of(plan).progress.done == 0


def test_the_day_is_that_of_the_place_not_of_the_server(plan, column):
    page = published(column, 2024, 5, 6)
    # 31 October, 23:30 in Hà Nội, is 16:30 in Greenwich; half an hour later it is November.
    for minute, state in [(30, State.DONE), (0, State.DONE_LATE)]:
        hour, day = (23, 31) if minute else (0, 1)
        month = 10 if minute else 11
        moment = timezone.make_aware(datetime.datetime(2024, month, day, hour, minute))
        Page.objects.filter(pk=page.pk).update(first_published_at=moment)
        plan.contents.update(target=1)
        Evidence.objects.all().delete()
        count(plan, page=page)
        assert line_of(plan).progress.state == state


def test_a_later_year_does_not_count_back(plan, column):
    count(plan, page=published(column, 2025, 1, 2))
    assert line_of(plan, datetime.date(2025, 2, 1)).progress.done == 0


def test_the_last_adjustment_holds_and_the_plan_stays(plan):
    key, other = plan.contents.get().key, UnitFactory(name="Thanh tra Sở")
    later = datetime.date(2024, 11, 29)
    Adjustment.objects.create(plan=plan, key=key, due_on=later, reason="Chờ văn bản")
    Adjustment.objects.create(plan=plan, key=key, unit=other, reason="Đúng việc hơn")
    found = line_of(plan)
    assert (found.due_on, found.unit, found.progress.state) == (later, other, State.NOT_BEGUN)
    assert plan.contents.get().due_on is None


def test_what_was_done_survives_a_new_version_of_the_plan(plan, column):
    count(plan, page=published(column, 2024, 5, 6))
    draft = PlanPage.objects.get(pk=plan.pk)
    content = draft.contents.get()
    content.text = "Nội dung viết lại"
    draft.contents = [content]
    draft.save_revision().publish()
    assert line_of(plan).progress.done == 1


def test_of_what_is_internal_the_public_sees_nothing(plan, client):
    PlanContentFactory(page=plan, text="Việc nội bộ của Sở", is_public=False)
    page = PlanPage.objects.get(pk=plan.pk)
    assert public_summary(page).total == 1
    assert "Việc nội bộ" not in client.get(page.url).content.decode()
    said = page.get_search_entry()
    assert not any("Việc nội bộ" in passage.text for passage in said.passages)
    calendar = client.get("/ke-hoach/2024.ics").content.decode()
    assert "nội bộ" not in calendar.replace("\r\n ", "")


def test_forms_are_counted_with_what_was_published(plan, column):
    key = plan.contents.get().key
    count(plan, page=published(column, 2024, 5, 6))
    day = datetime.date(2024, 6, 3)
    Activity.objects.create(plan=plan, key=key, title="Họp", done_on=day, channel="meeting")
    mix = channel_mix(lines_of(PlanPage.objects.get(pk=plan.pk), today=AUTUMN))
    assert [count for _name, count in mix] == [1, 1]


@pytest.mark.parametrize("address", ["public", "board"])
def test_the_queries_do_not_grow_with_contents_and_pieces(
    plan, column, client, admin_client, address
):
    where = plan.url if address == "public" else f"/admin/cchc/ke-hoach/{plan.pk}/"
    browser = client if address == "public" else admin_client

    def asked():
        browser.get(where)
        with CaptureQueriesContext(connection) as queries:
            assert browser.get(where).status_code == 200
        return len(queries)

    count(plan, page=published(column, 2024, 5, 6))
    few = asked()
    for number in range(20):
        content = PlanContentFactory(page=plan, unit=UnitFactory(name=f"Đơn vị {number}"))
        for day in (1, 2):
            page = published(column, 2024, 6, day)
            count(plan, key=content.key, page=page)
    many = asked()
    # Eleven of the screen are Wagtail's own: session, user, menu.
    assert many <= few and many <= (15 if address == "public" else 26)


def test_evidence_is_one_thing(plan, column):
    from django.db import IntegrityError, transaction

    with pytest.raises(IntegrityError), transaction.atomic():
        Evidence.objects.create(plan=plan, key=uuid.uuid4())
