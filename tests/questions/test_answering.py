"""The way of a question to its answer, and that nobody outside it learns who asked."""

import datetime
from io import StringIO

import pytest
from django.core import mail
from django.core.management import call_command
from django.utils import timezone

from cchc_wagtail.mail.models import OutgoingMail
from cchc_wagtail.open_forms import steps
from cchc_wagtail.questions import answering
from cchc_wagtail.questions.models import Question, QuestionFile, SituationIndexPage, SituationPage
from cchc_wagtail.questions.reminders import remind_of_questions
from cchc_wagtail.search import search
from tests.factories import QuestionFactory, SituationPageFactory, UnitFactory

pytestmark = pytest.mark.django_db

TODAY = datetime.date(2026, 11, 24)
MARKED = "Quynhhoa"


@pytest.fixture(autouse=True)
def at_once(django_capture_on_commit_callbacks):
    """Send what is queued when the test's step is done."""

    def run(function, *args):
        with django_capture_on_commit_callbacks(execute=True):
            return function(*args)

    return run


def approve(page, people):
    """Send the draft of ``page`` through the workflow to its publication."""
    page = SituationPage.objects.get(pk=page.pk)
    page.get_workflow().start(page, people["unit"])
    for role in ["office", "leadership"]:
        state = SituationPage.objects.get(pk=page.pk).current_workflow_task_state
        state.task.specific.on_action(state, people[role], "approve")
    return SituationPage.objects.get(pk=page.pk)


def write_answer(draft, people, **fields):
    draft = draft.get_latest_revision_as_object()
    draft.short_answer = "Trình báo tại cơ quan đại diện Việt Nam gần nhất."
    for name, value in fields.items():
        setattr(draft, name, value)
    draft.save_revision(user=people["unit"])
    return draft


def letters_to(question):
    """The mails to the asker; those of the workflow go to others."""
    return [one for one in mail.outbox if one.to == [question.email]]


class TestAssigning:
    def test_the_unit_is_told_and_the_mail_says_nothing_of_the_asker(self, units, people, at_once):
        question = QuestionFactory()
        due_on = datetime.date(2026, 12, 8)
        at_once(answering.assign, question, units["unit"], due_on, people["office"])
        question.refresh_from_db()
        assert (question.state, question.unit) == ("assigned", units["unit"])
        assert [one.to for one in mail.outbox] == [[people["unit"].email]]
        body = mail.outbox[0].body
        assert "08/12/2026" in body and question.name not in body and question.text not in body

    def test_the_usual_due_date_counts_working_days(self, settings):
        assert answering.usual_due_date(TODAY) == datetime.date(2026, 12, 8)
        settings.CCHC_WAGTAIL = {"QUESTION_WORKING_DAYS": 1}
        friday = datetime.date(2026, 11, 27)
        assert answering.usual_due_date(friday) == datetime.date(2026, 11, 30)

    def test_given_back(self, units, people, at_once):
        question = QuestionFactory(assigned=True, unit=units["unit"])
        at_once(answering.give_back, question, "Thuộc phòng khác", people["unit"])
        question.refresh_from_db()
        assert (question.state, question.unit, question.due_on) == ("new", None, None)
        assert [one.to for one in mail.outbox] == [[people["office"].email]]


class TestTheDraft:
    def test_nothing_of_the_citizens_words_stands_in_it(self, index, units, people):
        question = QuestionFactory(
            assigned=True, unit=units["unit"], page=index, text="Hộ chiếu của tôi mất thì sao?"
        )
        draft = answering.draft_answer(question, people["unit"])
        assert draft.title == answering.working_title(question)
        assert str(question.pk) in draft.slug
        assert (draft.live, draft.unit, draft.owner) == (False, units["unit"], people["unit"])
        everything = str(draft.latest_revision.content) + draft.url_path
        assert "Hộ chiếu" not in everything and "ho-chieu" not in everything

    def test_a_second_time_it_is_the_same(self, index, units, people):
        question = QuestionFactory(assigned=True, unit=units["unit"], page=index)
        first = answering.draft_answer(question, people["unit"])
        assert answering.draft_answer(question, people["office"]).pk == first.pk
        first.delete()
        assert answering.draft_answer(question, people["unit"]).pk != first.pk

    def test_two_questions_alike_make_two_addresses(self, index, people):
        unit = people["unit"].groups.get().cchc_unit
        questions = [QuestionFactory(assigned=True, page=index, unit=unit) for _number in range(2)]
        drafts = {answering.draft_answer(one, people["unit"]).slug for one in questions}
        assert len(drafts) == 2

    def test_a_question_without_a_place(self, people):
        question = QuestionFactory(assigned=True)
        SituationPage.objects.all().delete()
        SituationIndexPage.objects.update(live=False)
        with pytest.raises(answering.WrongState):
            answering.draft_answer(question, people["unit"])


class TestPassingOn:
    @pytest.mark.parametrize("role", ["office", "leadership"])
    def test_what_tells_who_asked_needs_a_reason(self, index, units, people, workflow, role):
        """At every step, by whatever way: all of them end in the task."""
        question = QuestionFactory(assigned=True, unit=units["unit"], page=index)
        draft = answering.draft_answer(question, people["unit"])
        draft = write_answer(draft, people, title="Mất hộ chiếu", details=f"Của {question.name}.")
        draft.get_workflow().start(draft, people["unit"])
        if role == "leadership":
            self.act(draft, people["office"], comment="Đã hỏi ý kiến người dân")
        step = self.step(draft)
        told = self.act(draft, people[role])
        assert told == f"{step.history_url}?refused={step.pk}"
        assert self.step(draft).pk == step.pk
        labels = step.task.specific.get_actions(again(draft), people[role])
        assert [modal for name, _label, modal in labels if name == "approve"] == [True]
        self.act(draft, people[role], comment="Người dân đồng ý")
        assert again(draft).live == (role == "leadership")

    def step(self, draft):
        return again(draft).current_workflow_task_state.specific

    def act(self, draft, user, **kwargs):
        state = self.step(draft)
        return state.task.specific.on_action(state, user, "approve", **kwargs)


def again(page):
    return SituationPage.objects.get(pk=page.pk)


class TestPublication:
    def answer(self, index, units, people, title="Mất hộ chiếu", **fields):
        question = QuestionFactory(assigned=True, unit=units["unit"], page=index, **fields)
        draft = answering.draft_answer(question, people["unit"])
        return question, write_answer(draft, people, title=title)

    def test_by_mail_and_anonymised(self, index, units, people, workflow, at_once, client):
        question, draft = self.answer(index, units, people)
        page = at_once(approve, draft, people)
        question.refresh_from_db()
        assert page.live and question.state == "answered" and question.told_at
        (letter,) = letters_to(question)
        assert page.full_url in letter.body and page.short_answer in letter.body
        html = client.get(page.url).content.decode()
        assert question.name not in html and question.email not in html

    def test_it_is_found(self, index, units, people, workflow):
        _question, draft = self.answer(index, units, people, title="Mất hộ chiếu thì làm gì?")
        assert not search("mat ho chieu").hits
        page = approve(draft, people)
        assert [hit.title for hit in search("mat ho chieu").hits] == [page.title]

    def test_nothing_is_sent_before(self, index, units, people, workflow, at_once):
        question, draft = self.answer(index, units, people)
        at_once(lambda: draft.get_workflow().start(draft, people["unit"]))
        question.refresh_from_db()
        assert question.state == "assigned"
        assert not letters_to(question)

    def test_once_only(self, index, units, people, workflow, at_once):
        question, draft = self.answer(index, units, people)
        page = at_once(approve, draft, people)
        assert len(letters_to(question)) == 1
        at_once(lambda: page.get_latest_revision().publish())
        assert len(letters_to(question)) == 1

    def test_who_gave_a_telephone_number_is_called(self, index, units, people, workflow):
        question, draft = self.answer(index, units, people, by_phone=True)
        approve(draft, people)
        question.refresh_from_db()
        assert question.state == "answered" and question.is_to_be_called
        assert list(Question.objects.to_call()) == [question]
        steps.mark_called(question, people["office"])
        question.refresh_from_db()
        assert question.told_by == people["office"] and not Question.objects.to_call()
        with pytest.raises(answering.WrongState):
            steps.mark_called(question, people["office"])

    def test_merged_on_approval_the_other_answer_is_sent(
        self, index, units, people, workflow, at_once, client
    ):
        """The draft was made, then somebody finds that it is answered already."""
        known = SituationPageFactory(parent=index, title="Mất hộ chiếu ở nước ngoài")
        question, draft = self.answer(index, units, people)
        write_answer(draft, people, merged_into=known)
        page = at_once(approve, draft, people)
        question.refresh_from_db()
        assert (question.state, question.situation) == ("answered", known)
        (letter,) = letters_to(question)
        assert known.title in letter.body
        response = client.get(page.url)
        assert (response.status_code, response.url) == (301, known.url)


class TestAnsweringWithWhatIsThere:
    def test_the_asker_gets_it_at_once(self, index, people, at_once):
        known = SituationPageFactory(parent=index, title="Mất hộ chiếu ở nước ngoài")
        question = QuestionFactory()
        at_once(answering.answer_with, question, known, people["office"])
        question.refresh_from_db()
        assert (question.state, question.situation) == ("answered", known)
        assert known.full_url in mail.outbox[-1].body

    def test_not_with_a_draft_nor_a_merged_one(self, index, people):
        target = SituationPageFactory(parent=index)
        for page in [
            SituationPageFactory(parent=index, draft=True),
            SituationPageFactory(parent=index, merged_into=target),
        ]:
            question = QuestionFactory()
            with pytest.raises(answering.WrongState):
                answering.answer_with(question, page, people["office"])
            question.refresh_from_db()
            assert question.state == "new"


class TestDeclining:
    def test_the_word_reaches_the_asker(self, people, at_once):
        word = "Việc này do Công an tỉnh giải quyết, địa chỉ …"
        question = QuestionFactory()
        at_once(answering.decline, question, "not_ours", word, people["office"])
        assert word in mail.outbox[-1].body and mail.outbox[-1].to == [question.email]

    def test_advertising_is_not_answered(self, people, at_once):
        question = QuestionFactory()
        at_once(answering.decline, question, "spam", "", people["office"])
        question.refresh_from_db()
        assert mail.outbox == [] and not question.is_to_be_called

    @pytest.mark.parametrize("state", ["answered", "declined"])
    def test_what_is_closed_stays_closed(self, index, units, people, state):
        question = QuestionFactory(state=state)
        situation = SituationPageFactory(parent=index)
        office = people["office"]
        for step in [
            lambda: answering.assign(question, units["unit"], TODAY, office),
            lambda: answering.draft_answer(question, office),
            lambda: answering.answer_with(question, situation, office),
            lambda: answering.decline(question, "spam", "", office),
            lambda: answering.give_back(question, "x", office),
        ]:
            with pytest.raises(answering.WrongState):
                step()


class TestDue:
    def test_by_unit_the_most_urgent_first(self, units, django_assert_num_queries):
        yesterday, tomorrow = datetime.date(2026, 11, 23), datetime.date(2026, 11, 25)
        due = QuestionFactory(assigned=True, unit=units["unit"], due_on=TODAY)
        late = QuestionFactory(assigned=True, unit=units["unit"], due_on=yesterday)
        QuestionFactory(assigned=True, unit=units["other_unit"], due_on=tomorrow)
        QuestionFactory(state="answered", unit=units["unit"], due_on=yesterday)
        moment = timezone.make_aware(datetime.datetime(2026, 11, 23, 23, 59))
        new = QuestionFactory(asked_at=moment)
        QuestionFactory(asked_at=moment + datetime.timedelta(hours=1))
        with django_assert_num_queries(3):
            found = answering.questions_due(TODAY)
        assert found == {units["unit"]: [late, due], units["office"]: [new]}

    def test_the_daily_mail(self, units, people):
        """To the unit that answers and to the Office, without a word of who asked what."""
        late = QuestionFactory(
            state="assigned", unit=units["unit"], due_on=TODAY - datetime.timedelta(days=2)
        )
        new = QuestionFactory(asked_at="2026-11-01T00:00:00Z")
        found = [(one.user, one.title, one.due_on) for one in remind_of_questions(TODAY)]
        assert {(title, due_on) for _user, title, due_on in found} == {
            (f"Câu hỏi {late.reference}", late.due_on),
            (f"Câu hỏi {new.reference}", None),
        }
        told = {title: user for user, title, _due in found}
        assert told[f"Câu hỏi {late.reference}"] == people["unit"]
        assert told[f"Câu hỏi {new.reference}"] == people["office"]

    def test_nothing(self, db):
        assert answering.questions_due(TODAY) == {}

    def test_new_questions_without_an_office(self, db):
        QuestionFactory(asked_at="2026-01-01T00:00:00Z")
        UnitFactory()
        assert answering.questions_due(TODAY) == {}


class TestForgetting:
    def closed(self, days, **fields):
        closed_at = timezone.now() - datetime.timedelta(days=days)
        fields = {"state": "answered", "closed_at": closed_at, **fields}
        return QuestionFactory(**fields)

    def test_after_the_set_days_nothing_tells_who_asked(self, index, client, people):
        answer = SituationPageFactory(parent=index)
        question = self.closed(181, situation=answer, phone="0912 345 678", word="Kính gửi anh A")
        QuestionFile.objects.create(
            question=question, name="a.png", content_type="image/png", size=1, content=b"x"
        )
        OutgoingMail.objects.create(
            recipient=question.email, subject="x", text=question.name, about=question
        )
        kept = self.closed(179)
        still_open = QuestionFactory(asked_at="2020-01-01T00:00:00Z")
        call_command("cchc_forget", verbosity=0)
        question.refresh_from_db()
        assert question.forgotten_at
        for name in ["name", "email", "phone", "text", "word"]:
            assert getattr(question, name) == "", name
        assert not QuestionFile.objects.exists() and not OutgoingMail.objects.exists()
        for other in [kept, still_open]:
            other.refresh_from_db()
            assert other.name and other.text
        address = index.url + index.reverse_subpage("question", args=[question.reference])
        assert answer.url in client.get(address).content.decode()

    def test_the_days_are_a_setting_and_twice_is_once(self, settings, capsys, db):
        settings.CCHC_WAGTAIL = {"QUESTION_DATA_DAYS": 30}
        self.closed(31)
        call_command("cchc_forget")
        call_command("cchc_forget")
        out = capsys.readouterr().out
        assert "from 1 questions" in out and "from 0 questions" in out

    def test_nothing_is_left_of_it_in_any_table(self, index, units, people):
        """A word of the question is looked for everywhere, whatever became of its answer."""
        text = f"Tôi là {MARKED}, mất hộ chiếu."
        fields = {"text": text, "name": f"Trần {MARKED}", "page": index, "unit": units["unit"]}
        abandoned, declined, answered = QuestionFactory.create_batch(3, assigned=True, **fields)
        for question in (abandoned, declined, answered):
            answering.give_back(question, f"Bà {MARKED} hỏi việc khác", people["unit"])
            answering.assign(question, units["unit"], TODAY, people["office"])
            draft = answering.draft_answer(question, people["unit"])
            draft.title, draft.short_answer = f"Trả lời bà {MARKED}", f"Chào bà {MARKED}."
            draft.save_revision(user=people["unit"], log_action=True)
        answering.answer_with(abandoned, SituationPageFactory(parent=index), people["office"])
        answering.decline(declined, Question.Reason.UNCLEAR, f"Chào {MARKED}", people["office"])
        published = SituationPage.objects.get(pk=draft.pk)
        published.title, published.short_answer = "Mất hộ chiếu", "Báo ngay."
        published.save_revision(clean=False).publish()
        assert any(MARKED in row for row in everything_stored())
        Question.objects.update(closed_at=timezone.now() - datetime.timedelta(days=400))
        assert answering.forget() == 3
        assert [row for row in everything_stored() if MARKED in row] == []
        assert SituationPage.objects.filter(pk=published.pk, live=True).exists()

    def test_a_draft_after_the_published_one_is_kept(self, index, units, people):
        """Also where it holds what looks like a telephone number, such as that of a body."""
        question = QuestionFactory(assigned=True, unit=units["unit"], page=index, text="Hỏi")
        page = answering.draft_answer(question, people["unit"])
        page.title, page.short_answer = "Mất hộ chiếu", "Gọi 0276 382 2233."
        page.save_revision(clean=False).publish()
        newer = SituationPage.objects.get(pk=page.pk)
        newer.short_answer = "Gọi 0276 382 2233 trong giờ làm việc."
        newer.save_revision(user=people["unit"])
        Question.objects.update(closed_at=timezone.now() - datetime.timedelta(days=400))
        assert answering.forget() == 1
        kept = SituationPage.objects.get(pk=page.pk).get_latest_revision_as_object()
        assert kept.short_answer == newer.short_answer


def everything_stored():
    """Return all rows of all tables of the database."""
    out = StringIO()
    call_command("dumpdata", format="jsonl", stdout=out)
    return out.getvalue().splitlines()
