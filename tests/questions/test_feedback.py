"""“Was this useful?”: what readers may send, and what the units read of it."""

import datetime
import io
import uuid

import openpyxl
import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageViewRestriction, ReferenceIndex

from cchc_wagtail.open_forms import rate_limit
from cchc_wagtail.questions.models import Feedback
from tests.factories import (
    FeedbackFactory,
    ProcedureIndexPageFactory,
    ProcedurePageFactory,
    QuestionFactory,
    SituationPageFactory,
    UserFactory,
)
from tests.full import full_database
from tests.questions.conftest import ROLES

pytestmark = pytest.mark.django_db

REPORT = reverse("cchc_feedback")


@pytest.fixture
def page(index, units):
    return SituationPageFactory(parent=index, title="Mất hộ chiếu", unit=units["unit"])


def address(page):
    return reverse("cchc_wagtail:feedback", args=[page.pk])


def sent(**changes):
    return {"form_key": str(uuid.uuid4()), "useful": "no", "reason": "missing", **changes}


class TestGiving:
    def test_every_procedure_and_situation_asks(self, client, page):
        procedures = ProcedureIndexPageFactory(parent=page.get_parent().get_parent(), slug="tt")
        for one in [page, ProcedurePageFactory(parent=procedures)]:
            response = client.get(one.url)
            assert f"{address(one)}?huu-ich=co" in response.content.decode()
            assert not response.cookies, "the page itself stays the same for all"
            form = client.get(address(one), {"huu-ich": "khong"}).context["form"]
            assert form.initial["useful"] == "no"
            assert client.post(address(one), sent()).status_code == 302
        assert Feedback.objects.count() == 2

    def test_what_is_kept(self, client, page, units):
        comment = "Thiếu lệ phí.\nGọi tôi 0912345678, x@example.org"
        response = client.post(address(page), sent(comment=comment), follow=True)
        assert "Cảm ơn bạn" in response.content.decode()
        kept = Feedback.objects.get()
        assert (kept.page_id, kept.unit, kept.useful) == (page.pk, units["unit"], False)
        assert kept.comment == "Thiếu lệ phí.\nGọi tôi […], […]"
        assert kept.given_on == timezone.localdate()

    def test_it_is_no_use_of_the_page(self, page, django_capture_on_commit_callbacks):
        with django_capture_on_commit_callbacks(execute=True):
            FeedbackFactory(page=page)
            QuestionFactory(situation=page)
        assert ReferenceIndex.get_references_to(page).count() == 0

    def test_a_reason_belongs_to_a_no(self, client, page):
        client.post(address(page), sent(useful="yes"))
        assert Feedback.objects.get().reason == ""

    @pytest.mark.parametrize(
        "changes, field",
        [
            ({"useful": ""}, "useful"),
            ({"useful": "maybe"}, "useful"),
            ({"reason": "'; --"}, "reason"),
            ({"comment": "x" * 10_000}, "comment"),
            ({"website": "http://spam.example"}, "website"),
        ],
    )
    def test_bad_input(self, client, page, changes, field):
        response = client.post(address(page), sent(**changes))
        assert response.status_code == 422 and list(response.context["form"].errors) == [field]
        assert not Feedback.objects.exists()

    def test_scripts_stay_text(self, client, page, log_in_as):
        client.post(address(page), sent(comment="<script>alert(1)</script>"))
        html = log_in_as("office").get(REPORT).content.decode()
        assert "<script>alert(1)" not in html and "&lt;script&gt;alert(1)" in html

    def test_sent_twice_it_counts_once(self, client, page):
        data = sent()
        client.post(address(page), data)
        client.post(address(page), data)
        assert Feedback.objects.count() == 1

    def test_without_the_token(self, page):
        strict = Client(enforce_csrf_checks=True)
        assert strict.post(address(page), sent()).status_code == 403

    def test_a_flood(self, client, page, monkeypatch):
        monkeypatch.setitem(rate_limit.LIMITS, "feedback", (2, 100))
        codes = [client.post(address(page), sent()).status_code for _number in range(3)]
        assert codes == [302, 302, 429]

    def test_a_full_database_costs_nothing_that_was_written(self, client, page):
        with full_database("cchc_questions_feedback"):
            response = client.post(address(page), sent(comment="Thiếu mẫu đơn"))
        assert response.status_code == 503 and "Thiếu mẫu đơn" in response.content.decode()
        assert not Feedback.objects.exists()
        assert client.post(address(page), sent()).status_code == 302

    def test_only_of_what_everybody_may_read(self, client, page, index):
        draft = SituationPageFactory(parent=index, draft=True)
        private = SituationPageFactory(parent=index)
        PageViewRestriction.objects.create(page=private, restriction_type="login")
        for one in [draft, private, index]:
            assert client.get(address(one)).status_code == 404
            assert client.post(address(one), sent()).status_code == 404


class TestTheReport:
    @pytest.fixture
    def given(self, page, index, units):
        other = SituationPageFactory(parent=index, title="Việc khác", unit=units["other_unit"])
        FeedbackFactory(page=page, unit=units["unit"])
        FeedbackFactory(page=page, unit=units["unit"], useful=False, reason="missing", comment="A")
        FeedbackFactory(page=page, unit=units["unit"], useful=False, reason="missing", comment="B")
        FeedbackFactory(
            page=other,
            unit=units["other_unit"],
            given_on=datetime.date(2024, 5, 6),
        )

    def rows(self, client, **filters):
        rows = client.get(REPORT, filters).context["object_list"]
        return [(row.title, row.unit, row.yes, row.no) for row in rows]

    def test_each_sees_what_is_theirs(self, log_in_as, given):
        mine = ("Mất hộ chiếu", "Phòng Lãnh sự", 1, 2)
        others = ("Việc khác", "Phòng Hợp tác quốc tế", 1, 0)
        assert self.rows(log_in_as("unit")) == [mine]
        assert self.rows(log_in_as("other_unit")) == [others]
        for role in ["office", "leadership", "admin"]:
            assert self.rows(log_in_as(role)) == [mine, others]

    def test_who_may(self, log_in_as, given):
        for url in [REPORT, f"{REPORT}results/", f"{REPORT}?export=csv"]:
            answers = {role: log_in_as(role).get(url).status_code for role in ROLES}
            assert answers.pop("anonymous") == 302
            assert set(answers.values()) == {200}
        stranger = UserFactory()
        stranger.user_permissions.add(Permission.objects.get(codename="access_admin"))
        client = Client()
        client.force_login(stranger)
        assert client.get(REPORT).status_code == 302
        assert REPORT not in client.get("/admin/").content.decode()

    def test_reasons_and_comments(self, log_in_as, given):
        html = log_in_as("unit").get(REPORT).content.decode()
        assert "Thiếu điều tôi cần: 2" in html and "B | A" in html

    def test_filters(self, log_in_as, given, units):
        client = log_in_as("office")
        by_unit = self.rows(client, unit=units["other_unit"].pk)
        assert [row[0] for row in by_unit] == ["Việc khác"]
        assert [row[0] for row in self.rows(client, month="2024-05")] == ["Việc khác"]
        assert len(self.rows(client, month="'; --")) == 2
        form = log_in_as("unit").get(REPORT).context["filters"].form
        assert list(form.fields["unit"].queryset) == [units["unit"]]

    def test_export(self, log_in_as, given):
        response = log_in_as("office").get(REPORT, {"export": "xlsx"})
        content = b"".join(response.streaming_content) if response.streaming else response.content
        rows = list(openpyxl.load_workbook(io.BytesIO(content)).active.values)
        assert rows[0][0] == "Trang" and rows[1][:4] == ("Mất hộ chiếu", "Phòng Lãnh sự", 1, 2)

    def test_queries_do_not_grow(self, log_in_as, given, index, units):
        client = log_in_as("office")

        def count():
            client.get(REPORT)
            with CaptureQueriesContext(connection) as queries:
                client.get(REPORT)
            return len(queries)

        few = count()
        for _number in range(10):
            FeedbackFactory(page__parent=index, unit=units["unit"], useful=False, comment="x")
        assert count() == few
