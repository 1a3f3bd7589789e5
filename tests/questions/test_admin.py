"""Who may see and do what with questions in the admin, and what they are shown."""

import datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry

from cchc_wagtail.mail.models import OutgoingMail
from cchc_wagtail.questions import answering
from cchc_wagtail.questions.models import Question, QuestionFile
from tests.factories import QuestionFactory, SituationPageFactory
from tests.questions.conftest import ROLES

pytestmark = pytest.mark.django_db

INDEX = reverse("cchc_questions:index")
HANDLERS = ["unit", "office", "admin"]
OFFICE = ["office", "admin"]


@pytest.fixture
def question(index, units):
    question = QuestionFactory(
        assigned=True, unit=units["unit"], page=index, due_on=timezone.localdate()
    )
    QuestionFile.objects.create(
        question=question, name="hộ chiếu.png", content_type="image/png", size=3, content=b"abc"
    )
    return question


def address(name, question):
    return reverse(f"cchc_questions:{name}", args=[question.pk])


def allowed(log_in_as, url, method="get", data=None):
    """Return the roles that are not refused or sent to the login."""
    found = []
    for role in ROLES:
        response = getattr(log_in_as(role), method)(url, data or {})
        to_login = response.status_code == 302 and "/login/" in response.url
        to_home = response.status_code == 302 and response.url == "/admin/"
        if response.status_code not in {403, 404} and not to_login and not to_home:
            found.append(role)
    return found


def queries_of(client, url):
    client.get(url)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(url).status_code == 200
    return len(queries)


class TestWhoMay:
    @pytest.mark.parametrize(
        "name, roles",
        [
            ("question", HANDLERS),
            ("file", HANDLERS),
            ("give_back", HANDLERS),
            ("answer_with", HANDLERS),
            ("assign", OFFICE),
            ("decline", OFFICE),
        ],
    )
    def test_open(self, log_in_as, question, name, roles):
        assert allowed(log_in_as, address(name, question)) == roles

    @pytest.mark.parametrize("name, roles", [("draft", HANDLERS), ("called", OFFICE)])
    def test_post(self, log_in_as, question, name, roles):
        assert allowed(log_in_as, address(name, question), "post") == roles
        assert log_in_as("admin").get(address(name, question)).status_code == 405

    @pytest.mark.parametrize("name", ["assign", "decline", "give_back", "answer_with", "draft"])
    def test_nothing_happens_for_the_others(self, log_in_as, question, units, name):
        others = [role for role in ROLES if role not in HANDLERS]
        data = {"unit": units["other_unit"].pk, "due_on": "2099-01-05", "reason": "spam"}
        for role in others + (["unit"] if name in {"assign", "decline"} else []):
            log_in_as(role).post(address(name, question), {**data, "why": "x", "situation": 1})
        question.refresh_from_db()
        assert (question.state, question.unit) == ("assigned", units["unit"])
        assert question.situation is None

    def test_the_list(self, log_in_as, question):
        roles = ["unit", "other_unit", "office", "admin"]
        assert allowed(log_in_as, INDEX) == roles
        assert allowed(log_in_as, f"{INDEX}results/") == roles

    @pytest.mark.parametrize("role", ["unit", "other_unit", "office", "admin"])
    def test_each_sees_what_is_theirs(self, log_in_as, question, role):
        new = QuestionFactory(text="Câu hỏi mới chưa giao")
        html = log_in_as(role).get(INDEX).content.decode()
        assert (question.reference in html) == (role != "other_unit")
        assert (new.reference in html) == (role in OFFICE)
        assert question.name not in html and question.email not in html

    def test_the_list_cannot_be_taken_away_as_a_spreadsheet(self, log_in_as, question):
        response = log_in_as("office").get(INDEX, {"export": "xlsx"})
        assert response["Content-Type"].startswith("text/html")

    @pytest.mark.parametrize("role", ROLES)
    def test_the_menu(self, log_in_as, question, role):
        html = log_in_as(role).get("/admin/", follow=True).content.decode()
        assert (INDEX in html) == (role in {"unit", "other_unit", "office", "admin"})

    def test_a_unit_that_had_it_before_has_it_no_more(self, log_in_as, question, units, people):
        answering.assign(question, units["other_unit"], datetime.date(2099, 1, 5), people["office"])
        assert log_in_as("unit").get(address("question", question)).status_code == 404
        assert log_in_as("other_unit").get(address("question", question)).status_code == 200

    def test_without_the_token_nothing_happens(self, people, question):
        strict = Client(enforce_csrf_checks=True)
        strict.force_login(people["office"])
        assert strict.post(address("draft", question)).status_code == 403

    def test_anybody_else_in_the_editor_of_the_answer(self, log_in_as, question, people, workflow):
        """The draft is open to whoever may review it, the asker is not."""
        question.text = "Tôi là Người Hỏi Mẫu, hộ chiếu mất thì sao?"
        question.save()
        draft = answering.draft_answer(question, people["unit"])
        url = reverse("wagtailadmin_pages:edit", args=[draft.pk])
        assert log_in_as("other_unit").get(url).status_code == 302
        for role in ["unit", "office", "leadership", "admin"]:
            html = log_in_as(role).get(url).content.decode()
            assert ("Người Hỏi Mẫu" in html) == (role in HANDLERS), role
            assert ("người dân đang chờ" in html) == (role not in HANDLERS), role


class TestTheQuestion:
    def test_opening_is_noted_and_not_cached(self, log_in_as, question, people):
        response = log_in_as("unit").get(address("question", question))
        assert "no-store" in response["Cache-Control"]
        entry = ModelLogEntry.objects.get(action="cchc.question.open")
        assert (entry.user, entry.object_id) == (people["unit"], str(question.pk))
        assert question.name not in entry.label
        log_in_as("office")
        html = log_in_as("office").get(address("question", question)).content.decode()
        assert "Mở xem, có dữ liệu cá nhân" in html

    def test_the_file_is_a_download_that_runs_nothing(self, log_in_as, question):
        response = log_in_as("unit").get(address("file", question))
        assert response.content == b"abc"
        assert response["Content-Disposition"].startswith("attachment")
        assert response["X-Content-Type-Options"] == "nosniff"
        question.file.delete()
        assert log_in_as("unit").get(address("file", question)).status_code == 404

    def test_assigning(self, log_in_as, units):
        question = QuestionFactory()
        client = log_in_as("office")
        initial = client.get(address("assign", question)).context["form"].initial
        assert initial["due_on"] == answering.usual_due_date(timezone.localdate())
        saturday = "2099-01-03"
        client.post(address("assign", question), {"unit": units["unit"].pk, "due_on": saturday})
        question.refresh_from_db()
        assert (question.unit, question.due_on) == (units["unit"], datetime.date(2099, 1, 5))

    @pytest.mark.parametrize(
        "data", [{"unit": ""}, {"due_on": "2020-01-01"}, {"due_on": "mai"}, {"unit": "999"}]
    )
    def test_assigning_wrongly(self, log_in_as, units, data):
        question = QuestionFactory()
        sent = {"unit": units["unit"].pk, "due_on": "2099-01-05", **data}
        response = log_in_as("office").post(address("assign", question), sent)
        assert list(response.context["form"].errors) == list(data)
        question.refresh_from_db()
        assert question.state == "new"

    def test_to_the_leadership_nothing_is_assigned(self, log_in_as, units):
        sent = {"unit": units["leadership"].pk, "due_on": "2099-01-05"}
        response = log_in_as("office").post(address("assign", QuestionFactory()), sent)
        assert "unit" in response.context["form"].errors

    def test_declining_needs_a_word_unless_it_is_spam(self, log_in_as, question):
        client = log_in_as("office")
        response = client.post(address("decline", question), {"reason": "not_ours"})
        assert "word" in response.context["form"].errors
        client.post(address("decline", question), {"reason": "spam"})
        question.refresh_from_db()
        assert question.state == "declined"

    def test_answering_with_a_draft_is_an_error_at_the_field(self, log_in_as, question, index):
        draft = SituationPageFactory(parent=index, draft=True)
        response = log_in_as("unit").post(address("answer_with", question), {"situation": draft.pk})
        assert "situation" in response.context["form"].errors
        known = SituationPageFactory(parent=index)
        log_in_as("unit").post(address("answer_with", question), {"situation": known.pk})
        question.refresh_from_db()
        assert question.situation == known

    def test_a_step_taken_twice_is_told_and_changes_nothing(self, log_in_as, question, index):
        known, other = SituationPageFactory(parent=index), SituationPageFactory(parent=index)
        client = log_in_as("unit")
        client.post(address("answer_with", question), {"situation": known.pk})
        response = client.post(
            address("answer_with", question), {"situation": other.pk}, follow=True
        )
        assert "vừa được xử lý xong" in response.content.decode()
        question.refresh_from_db()
        assert question.situation == known

    def test_ticking_off_a_call(self, log_in_as, people):
        question = QuestionFactory(by_phone=True, state="answered")
        client = log_in_as("office")
        html = client.get(address("question", question)).content.decode()
        assert address("called", question) in html
        client.post(address("called", question))
        question.refresh_from_db()
        assert question.told_by == people["office"]

    def test_a_mail_that_does_not_arrive_is_told(self, log_in_as, question):
        fields = {"subject": "Đã trả lời", "text": "x", "about": question}
        OutgoingMail.objects.create(recipient=question.email, attempts=1, **fields)
        OutgoingMail.objects.create(recipient="khac@example.org", attempts=1, **fields)
        html = log_in_as("office").get(address("question", question)).content.decode()
        assert html.count("chưa gửi được") == 1

    def test_forgotten(self, log_in_as, question):
        Question.objects.update(state="answered", closed_at="2020-01-01T00:00:00Z")
        answering.forget()
        html = log_in_as("office").get(address("question", question)).content.decode()
        assert "đã được xóa" in html and question.name not in html


class TestTheWarning:
    @pytest.fixture
    def draft(self, question, people):
        question.phone = "0912345678"
        question.save()
        return answering.draft_answer(question, people["unit"])

    def test_in_the_editor(self, log_in_as, draft):
        url = reverse("wagtailadmin_pages:edit", args=[draft.pk])
        client = log_in_as("unit")
        assert "cchc-personal-data" not in client.get(url).content.decode()
        draft.short_answer = "Chào Người Hỏi Mẫu, gọi 0912.345.678 hoặc 0276 3822233 nhé."
        draft.save_revision(clean=False)
        html = client.get(url).content.decode().split('id="cchc-personal-data"')[1][:1500]
        assert "tên người hỏi" in html and "số điện thoại của người hỏi" in html
        assert "0276 3822233" in html

    def save(self, client, draft, **options):
        fields = {
            "title": draft.title,
            "slug": draft.slug,
            "details": "",
            "short_answer": "Gửi nguoihoimau@example.org",
            "full_answer-count": "0",
            "comments-TOTAL_FORMS": "0",
            "comments-INITIAL_FORMS": "0",
        }
        url = reverse("wagtailadmin_pages:edit", args=[draft.pk])
        return client.post(url, fields, follow=True, **options)

    def test_not_each_time_the_draft_saves_itself(self, log_in_as, draft):
        client = log_in_as("unit")
        response = self.save(client, draft, headers={"accept": "application/json"})
        assert response.json()["success"]
        assert "vẫn còn thông tin" not in client.get("/admin/").content.decode()

    def test_when_it_is_saved(self, log_in_as, draft):
        response = self.save(log_in_as("unit"), draft)
        html = response.content.decode()
        assert "vẫn còn thông tin có thể cho biết ai hỏi" in html
        assert "nguoihoimau@example.org" in html

    def test_other_situations_have_no_panel(self, log_in_as, index):
        page = SituationPageFactory(parent=index)
        url = reverse("wagtailadmin_pages:edit", args=[page.pk])
        assert "Câu hỏi của người dân</" not in log_in_as("other_unit").get(url).content.decode()


class TestTheHomePanel:
    def test_by_role(self, log_in_as, question):
        QuestionFactory(text="Câu hỏi chưa giao")
        shown = {
            role: log_in_as(role).get("/admin/").content.decode()
            for role in ["unit", "other_unit", "office", "leadership", "admin"]
        }
        assert "Câu hỏi được giao" in shown["unit"] and question.text in shown["unit"]
        assert "Câu hỏi chưa giao" not in shown["unit"]
        assert "1 câu hỏi mới" in shown["office"] and "0 quá hạn" in shown["office"]
        for role in ["other_unit", "leadership"]:
            assert 'id="cchc-questions' not in shown[role]
            assert question.text not in shown[role]

    def test_counts(self, log_in_as, question, units):
        late = {"assigned": True, "unit": units["unit"], "due_on": datetime.date(2020, 1, 6)}
        for _number in range(7):
            QuestionFactory(**late)
        QuestionFactory(by_phone=True, state="answered")
        html = log_in_as("office").get("/admin/").content.decode()
        assert "7 quá hạn" in html and "1 người cần gọi điện" in html
        response = log_in_as("office").get(INDEX, {"waiting": "overdue"})
        assert len(response.context["object_list"]) == 7
        response = log_in_as("office").get(INDEX, {"waiting": "to_call"})
        assert len(response.context["object_list"]) == 1

    @pytest.mark.parametrize("url", ["/admin/", INDEX])
    def test_queries_do_not_grow(self, log_in_as, question, units, url):
        client = log_in_as("office")
        few = queries_of(client, url)
        for _number in range(10):
            QuestionFactory(assigned=True, unit=units["other_unit"])
            QuestionFactory()
        assert queries_of(client, url) == few
