"""The home, the listings, the review and the numbers, however much waits."""

import csv
import datetime
import io
import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import TaskState, WorkflowState

from cchc_wagtail.editorial.figures import figures_of, totals_by_unit
from cchc_wagtail.editorial.history import history_of
from cchc_wagtail.editorial.models import ReviewTaskState, Urging
from cchc_wagtail.registry.models import LegalDocument
from tests.editorial.acting import act, step_of, submit, write_article, write_document

pytestmark = pytest.mark.django_db

MANY = 5000


def let_many_wait(document, count):
    """Let ``count`` more documents wait where ``document`` does, stored as rows like its own."""
    step = step_of(document)
    documents = copies(
        document,
        count,
        number=lambda n: f"{n}/2019/QĐ-UBND",
        number_key=lambda n: f"{n}/2019/qd-ubnd",
        slug=lambda n: f"{n}-2019-qd-ubnd",
    )
    keys = [str(one.pk) for one in documents]
    revisions = copies(document.latest_revision, count, object_id=keys.__getitem__)
    for one, revision in zip(documents, revisions, strict=True):
        one.latest_revision = revision
    LegalDocument.objects.bulk_update(documents, ["latest_revision"], batch_size=400)
    reviews = copies(
        step.workflow_state,
        count,
        object_id=keys.__getitem__,
        current_task_state_id=lambda n: None,
    )
    steps = copies(
        TaskState.objects.get(pk=step.pk),
        count,
        workflow_state_id=lambda n: reviews[n].pk,
        revision_id=lambda n: revisions[n].pk,
    )
    for review, one in zip(reviews, steps, strict=True):
        review.current_task_state_id = one.pk
    WorkflowState.objects.bulk_update(reviews, ["current_task_state"], batch_size=400)
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO cchc_editorial_reviewtaskstate (taskstate_ptr_id, due_on, unit_id, reply) "
            "SELECT id, %s, %s, '' FROM wagtailcore_taskstate WHERE id >= %s",
            [step.due_on, step.unit_id, steps[0].pk],
        )


def copies(row, count, **fields):
    """Store ``count`` rows like ``row``; each of ``fields`` is made from the number of the row."""
    model = type(row)
    values = {
        field.attname: getattr(row, field.attname)
        for field in model._meta.concrete_fields
        if not field.primary_key
    }
    return model.objects.bulk_create(
        (
            model(**{**values, **{name: make(number) for name, make in fields.items()}})
            for number in range(count)
        ),
        batch_size=400,
    )


def queries(client, address):
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        response = client.get(address)
    assert response.status_code == 200
    return len(captured), response.content.decode()


def test_with_five_thousand_waiting_the_screens_ask_as_little_as_with_ten(client, people, own_unit):
    document = write_document(people["unit"], own_unit)
    submit(document, people["unit"])
    let_many_wait(document, 9)
    addresses = [reverse(f"cchc_editorial_{name}") for name in ("work", "pieces", "figures")]
    addresses = [reverse("wagtailadmin_home"), *addresses]
    users = ["unit", "office", "admin"]

    def counts():
        found = {}
        for user in users:
            client.force_login(people[user])
            for address in addresses:
                if user == "unit" and address.endswith("so-lieu/"):
                    continue
                found[user, address] = queries(client, address)[0]
        return found

    few = counts()
    LegalDocument.objects.exclude(pk=document.pk).delete()
    let_many_wait(document, MANY - 1)
    assert ReviewTaskState.objects.waiting().count() == MANY
    if connection.vendor == "postgresql":
        # What the server does by itself soon after so many rows: without it, it plans for ten.
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
    assert counts() == few
    client.force_login(people["office"])
    assert "5000 nội dung chờ anh/chị xử lý" in queries(client, addresses[0])[1]
    assert "(5000)" in queries(client, addresses[0])[1]
    client.force_login(people["unit"])
    assert "5000 nội dung của đơn vị đang chờ duyệt" in queries(client, addresses[0])[1]


def test_the_home_of_each_says_what_is_theirs(client, column, people, own_unit):
    def home(name):
        client.force_login(people[name])
        return client.get(reverse("wagtailadmin_home")).content.decode()

    article = write_article(column, people["unit"], own_unit, title="Bài đang viết")
    assert "Bài đang viết" in home("unit")
    assert "Bài đang viết" not in home("other")
    assert "Bài đang viết" not in home("office")
    submit(article, people["unit"])
    assert "1 nội dung của đơn vị đang chờ duyệt" in home("colleague")
    assert "1 nội dung chờ anh/chị xử lý" in home("office")
    assert "Phòng Lãnh sự" in home("office")
    assert "Bài đang viết" not in home("leadership")
    act(article, people["office"], "reject", comment="Thiếu căn cứ.")
    assert "1 nội dung bị trả lại" in home("unit") and "Thiếu căn cứ." in home("unit")
    assert "1 nội dung đã trả lại, đơn vị chưa gửi lại" in home("office")
    article.current_workflow_state.resume(user=people["unit"])
    act(article, people["office"], "approve")
    assert "Bài đang viết" in home("leadership")
    act(article, people["leadership"], "approve")
    assert "Mới được phê duyệt" in home("unit") and "Bài đang viết" in home("unit")


@pytest.mark.parametrize("name", ["wagtailadmin_home", "cchc_editorial_pieces"])
def test_the_button_to_urge_works_where_forgery_is_looked_for(article, people, name):
    submit(article, people["unit"])
    act(article, people["office"], "reject", comment="Thiếu căn cứ.")
    client = Client(enforce_csrf_checks=True)
    client.force_login(people["office"])
    html = client.get(reverse(name)).content.decode()
    assert f"Đôn đốc: {article.title}" in html
    form = html.split("/don-doc/")[1]
    token = re.search('csrfmiddlewaretoken" value="([^"]*)"', form)
    address = reverse("cchc_editorial_urge", args=[step_of(article).workflow_state_id])
    answer = client.post(address, {"csrfmiddlewaretoken": token.group(1), "next": reverse(name)})
    assert answer.url == reverse(name)
    assert Urging.objects.count() == 1


def test_the_listing_filters_and_exports(client, column, people, office):
    own = write_article(column, people["unit"], office.units["unit"], title="Bài một")
    other = write_article(column, people["other"], office.units["other"], title="Bài hai")
    for piece, author in [(own, "unit"), (other, "other")]:
        submit(piece, people[author])
    yesterday = timezone.localdate() - datetime.timedelta(days=1)
    ReviewTaskState.objects.filter(pk=step_of(own).pk).update(due_on=yesterday)
    act(other, people["office"], "reject", comment="Sửa lại.")
    client.force_login(people["office"])
    address = reverse("cchc_editorial_pieces")

    def titles(**query):
        html = client.get(address, query).content.decode()
        return [title for title in ("Bài một", "Bài hai") if title in html]

    assert titles() == ["Bài một", "Bài hai"]
    assert titles(late="true") == ["Bài một"]
    assert titles(status="needs_changes") == ["Bài hai"]
    assert titles(unit=office.units["unit"].pk) == ["Bài một"]
    assert titles(task=office.tasks["leadership"].pk) == []
    assert titles(mine="true") == ["Bài một"]
    answer = client.get(address, {"export": "csv"})
    rows = list(csv.DictReader(io.StringIO(b"".join(answer.streaming_content).decode("utf-8-sig"))))
    assert {row["Tiêu đề"]: row["Ý kiến"] for row in rows} == {"Bài một": "", "Bài hai": "Sửa lại."}


def test_the_review_shows_the_difference_and_the_preview(client, article, people):
    submit(article, people["unit"])
    act(act(article, people["office"], "approve"), people["leadership"], "approve")
    article.title = "Bài đã sửa tiêu đề"
    article.save_revision(user=people["unit"])
    submit(article, people["unit"])
    step = step_of(article)
    client.force_login(people["office"])
    html = client.get(reverse("cchc_editorial_review", args=[step.pk])).content.decode()
    assert '<span class="addition">' in html and "sửa tiêu đề" in html
    preview = client.get(reverse("cchc_editorial_preview", args=[step.pk]))
    assert "Bài đã sửa tiêu đề" in preview.content.decode()
    assert preview["X-Frame-Options"] == "SAMEORIGIN"


def monday(week):
    """A Monday in May 2024, at nine in the morning."""
    day = datetime.datetime(2024, 5, 6, 9) + datetime.timedelta(weeks=week)
    return timezone.make_aware(day)


def move(step, began, ended, due_on):
    ReviewTaskState.objects.filter(pk=step.pk).update(
        started_at=began, finished_at=ended, due_on=due_on
    )


def test_history_and_figures(client, article, people, own_unit):
    """Submitted on 6/5, sent back on 7/5, again on 13/5, checked on 14/5, approved late on 20/5."""
    day = datetime.timedelta(days=1)
    submit(article, people["unit"])
    review = article.current_workflow_state
    steps = [step_of(article)]
    act(article, people["office"], "reject", comment="Thiếu căn cứ.")
    article.current_workflow_state.resume(user=people["unit"])
    steps.append(step_of(article))
    act(article, people["office"], "approve")
    steps.append(step_of(article))
    act(article, people["leadership"], "approve", comment="Đồng ý.")
    WorkflowState.objects.filter(pk=review.pk).update(created_at=monday(0))
    move(steps[0], monday(0), monday(0) + day, datetime.date(2024, 5, 8))
    ReviewTaskState.objects.filter(pk=steps[0].pk).update(return_due_on=datetime.date(2024, 5, 10))
    move(steps[1], monday(1), monday(1) + day, datetime.date(2024, 5, 15))
    move(steps[2], monday(1) + day, monday(2), datetime.date(2024, 5, 16))

    events = history_of(review)
    assert [(event.what, event.who, event.days, event.is_late) for event in events] == [
        ("Đã gửi duyệt", "unit", None, False),
        ("Đã trả lại", "office", 1, False),
        ("Gửi duyệt lại", "", 4, True),
        ("Đã phê duyệt", "office", 1, False),
        ("Đã phê duyệt", "leadership", 4, True),
    ]
    assert [event.comment for event in events] == ["", "Thiếu căn cứ.", "", "", "Đồng ý."]

    (figures,) = figures_of(2024)
    assert (figures.unit, figures.month) == (own_unit, datetime.date(2024, 5, 1))
    assert (figures.submitted, figures.sent_back, figures.approved) == (1, 1, 1)
    assert (figures.mean_days, figures.overdue) == (10.0, 1)
    assert [total.submitted for total in totals_by_unit([figures])] == [1, 1]
    assert figures_of(2023) == []

    client.force_login(people["office"])
    answer = client.get(reverse("cchc_editorial_history", args=[review.pk]), {"export": "csv"})
    assert "Thiếu căn cứ." in b"".join(answer.streaming_content).decode()
    answer = client.get(reverse("cchc_editorial_figures"), {"year": 2024, "export": "xlsx"})
    assert answer["Content-Disposition"].endswith('"so-lieu-quy-trinh-2024.xlsx"')
    assert "10,0" in client.get(reverse("cchc_editorial_figures"), {"year": 2024}).content.decode()
