"""A process that dies in the middle of a question's way: each step is whole or undone."""

import datetime
from contextlib import suppress

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from cchc_wagtail.mail.models import OutgoingMail
from cchc_wagtail.questions import answering
from cchc_wagtail.questions.models import Question, QuestionFile, SituationPage
from tests.factories import QuestionFactory, SituationPageFactory
from tests.killing import killed_everywhere
from tests.questions.test_asking import picture, sent

pytestmark = pytest.mark.django_db
TODAY = datetime.date(2026, 11, 24)


def facts():
    # Not the key of the draft: a sequence does not go back when a transaction does.
    fields = ["state", "unit", "situation__title", "name", "text", "reason"]
    return {
        "questions": list(Question.objects.order_by("pk").values_list(*fields)),
        "files": list(QuestionFile.objects.values_list("name", "size")),
        "drafts": list(SituationPage.objects.order_by("pk").values_list("title", "live")),
        "mails": sorted(OutgoingMail.objects.values_list("recipient", "subject")),
    }


def done_or_told(step, *arguments):
    """Do a step again and again: whoever comes after it was done is told so."""

    def work():
        with suppress(answering.WrongState):
            step(*arguments)

    return work


def test_asking(client, index, people, django_capture_on_commit_callbacks):
    data = sent()

    def work():
        file = SimpleUploadedFile("giay-to.png", picture(), "image/png")
        assert client.post(index.ask_url, {**data, "file": file}).status_code == 302

    def seen():
        # Each question has a look-up code of its own, and the mails say it.
        return {
            "questions": list(Question.objects.values_list("name", "text")),
            "files": list(QuestionFile.objects.values_list("name", "size")),
            "mails": sorted(OutgoingMail.objects.values_list("recipient", flat=True)),
        }

    killed_everywhere(work, seen, django_capture_on_commit_callbacks)


@pytest.mark.parametrize("step", ["assign", "draft", "answer_with", "decline"])
def test_a_step(step, index, units, people, django_capture_on_commit_callbacks):
    given = {} if step == "assign" else {"assigned": True, "unit": units["unit"]}
    question = QuestionFactory(page=index, **given)
    answer = SituationPageFactory(parent=index)
    office = people["office"]
    work = {
        "assign": done_or_told(answering.assign, question, units["unit"], TODAY, office),
        "draft": done_or_told(answering.draft_answer, question, people["unit"]),
        "answer_with": done_or_told(answering.answer_with, question, answer, office),
        "decline": done_or_told(
            answering.decline, question, Question.Reason.choices[0][0], "Việc khác", office
        ),
    }[step]
    killed_everywhere(work, facts, django_capture_on_commit_callbacks)


def test_forgetting(index, units, people, django_capture_on_commit_callbacks):
    question = QuestionFactory(page=index, assigned=True, unit=units["unit"])
    answering.draft_answer(question, people["unit"])
    answering.decline(question, Question.Reason.choices[0][0], "Không", people["office"])
    Question.objects.update(closed_at=timezone.now() - datetime.timedelta(days=5000))
    assert facts()["mails"] and facts()["drafts"]
    killed_everywhere(answering.forget, facts, django_capture_on_commit_callbacks)
    answering.forget()
    assert not facts()["mails"] and not facts()["drafts"]
