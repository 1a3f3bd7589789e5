"""What a citizen may send, and what comes of it."""

import io
import uuid
import zipfile
from pathlib import Path

import pytest
from django.conf import settings
from django.core import mail
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.html import escape
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from wagtail.models import PageViewRestriction

from cchc_wagtail.open_forms import forms as open_forms
from cchc_wagtail.open_forms import rate_limit
from cchc_wagtail.open_forms.models import Sending
from cchc_wagtail.questions import ask_form
from cchc_wagtail.questions.models import Question
from tests.factories import QuestionFactory, SituationPageFactory
from tests.full import full_database

pytestmark = pytest.mark.django_db

TEXT = "Tôi bị mất hộ chiếu ở nước ngoài thì làm sao về nước?"


def sent(**changes):
    return {
        "step": "send",
        "form_key": str(uuid.uuid4()),
        "text": TEXT,
        "name": "Người Hỏi Mẫu",
        "email": "nguoihoimau@example.org",
        "phone": "",
        "consent": "on",
        **changes,
    }


def picture(kind="PNG", size=(20, 20)):
    out = io.BytesIO()
    Image.new("RGB", size).save(out, kind)
    return out.getvalue()


@pytest.fixture
def ask(client, index):
    def ask(**changes):
        return client.post(index.ask_url, sent(**changes))

    return ask


class TestTheWay:
    def test_the_short_address_keeps_what_was_searched_for(self, client, index):
        response = client.get(reverse("cchc_wagtail:ask"), {"q": "mat ho chieu"})
        assert response.url.startswith(index.ask_url)
        assert "mat ho chieu" in client.get(response.url).content.decode()

    def test_without_a_list_there_is_nowhere_to_ask(self, client, db):
        assert client.get(reverse("cchc_wagtail:ask")).status_code == 404

    def test_a_private_list_takes_no_questions(self, client, index):
        PageViewRestriction.objects.create(page=index, restriction_type="login")
        assert client.get(reverse("cchc_wagtail:ask")).status_code == 404
        client.post(index.ask_url, sent())
        assert not Question.objects.exists()

    def test_the_first_step_shows_what_is_answered_and_keeps_the_words(self, client, index):
        answer = SituationPageFactory(parent=index, title="Mất hộ chiếu ở nước ngoài")
        response = client.post(index.ask_url, {"text": TEXT})
        html = response.content.decode()
        assert answer.title in html and TEXT in html
        assert "Vẫn gửi câu hỏi" in html
        assert not Question.objects.exists()

    def test_without_an_answer_it_goes_on_at_once(self, client, index):
        html = client.post(index.ask_url, {"text": "xyzzy plugh qwerty"}).content.decode()
        assert "Có thể câu trả lời đã có sẵn" not in html and "Vẫn gửi" not in html

    def test_suggestions_while_typing_are_public_pages_only(self, client, index):
        SituationPageFactory(parent=index, title="Mất hộ chiếu ở nước ngoài")
        SituationPageFactory(parent=index, title="Mất hộ chiếu, bản nháp", draft=True)
        address = index.ask_url + "goi-y/"
        html = client.post(address, {"text": "mat ho chieu"}).content.decode()
        assert "Mất hộ chiếu ở nước ngoài" in html and "bản nháp" not in html
        assert client.get(address).status_code == 405
        assert client.post(address, {}).content.decode().strip() == ""

    def test_the_receipt(self, ask, client, django_capture_on_commit_callbacks):
        with django_capture_on_commit_callbacks(execute=True):
            response = ask()
        question = Question.objects.get()
        assert response.status_code == 302
        html = client.get(response.url).content.decode()
        assert question.reference in html and "Đã nhận được câu hỏi" in html
        letter = mail.outbox[-1]
        assert letter.to == ["nguoihoimau@example.org"]
        assert question.reference in letter.body
        assert "Người Hỏi Mẫu" not in letter.body and TEXT not in letter.body

    def test_the_office_is_told_without_personal_data(
        self, ask, people, django_capture_on_commit_callbacks
    ):
        with django_capture_on_commit_callbacks(execute=True):
            ask()
        letter = next(one for one in mail.outbox if one.to == [people["office"].email])
        assert f"/admin/cchc/cau-hoi/{Question.objects.get().pk}/" in letter.body
        assert "Người Hỏi Mẫu" not in letter.body and "example.org" not in letter.body
        assert len(mail.outbox) == 2

    @pytest.mark.parametrize("contact", [{"phone": "0912 345 678", "email": ""}, {"phone": ""}])
    def test_mail_or_telephone_is_enough(self, ask, contact):
        assert ask(**contact).status_code == 302


class TestTheState:
    def state(self, client, index, question):
        address = index.url + index.reverse_subpage("question", args=[question.reference])
        response = client.get(address)
        html = response.content.decode()
        for secret in [question.name, question.email, question.phone, question.text]:
            assert not secret or secret not in html
        assert response["X-Robots-Tag"] == "noindex"
        return html

    def test_new_and_assigned(self, client, index):
        assert "Đã tiếp nhận" in self.state(client, index, QuestionFactory())
        html = self.state(client, index, QuestionFactory(assigned=True, unit__name="Phòng A"))
        assert "Phòng A" in html and "01/12/2026" in html

    def test_answered(self, client, index):
        answer = SituationPageFactory(parent=index)
        question = QuestionFactory(state=Question.State.ANSWERED, situation=answer)
        assert f'href="{answer.url}"' in self.state(client, index, question)
        answer.unpublish()
        html = self.state(client, index, question)
        assert answer.title not in html and "không còn được đăng" in html

    def test_a_draft_is_not_given_away(self, client, index):
        draft = SituationPageFactory(parent=index, title="Câu trả lời đang soạn", draft=True)
        question = QuestionFactory(assigned=True, situation=draft)
        assert draft.title not in self.state(client, index, question)

    def test_declined(self, client, index):
        question = QuestionFactory(
            state=Question.State.DECLINED, reason="not_ours", word="Ông A nên hỏi Công an tỉnh."
        )
        html = self.state(client, index, question)
        assert "Thuộc thẩm quyền của cơ quan khác" in html
        assert question.word not in html, "the word may speak to the asker by name"

    def test_the_code_as_people_type_it(self, client, index):
        question = QuestionFactory()
        typed = question.reference.lower().replace("-", " ")
        response = client.get(index.lookup_url, {"ma": typed})
        assert response.url.endswith(f"/{question.reference}/")

    @pytest.mark.parametrize("code", ["ABC", "'; --", "<script>", "\x00", "x" * 5000])
    def test_a_code_that_is_none(self, client, index, code):
        html = client.get(index.lookup_url, {"ma": code}).content.decode()
        assert "Không có câu hỏi nào mang mã" in html and "<script>alert" not in html
        assert client.get(f"{index.lookup_url}ABCD-EFGH-JKLM/").status_code == 404

    def test_codes_cannot_be_guessed(self):
        codes = {QuestionFactory.build().reference for _number in range(200)}
        assert len(codes) == 200
        assert all(len(code) == 14 and not set(code) & set("IO01L") for code in codes)


class TestBadInput:
    @pytest.mark.parametrize(
        "changes, field",
        [
            ({"text": ""}, "text"),
            ({"text": "ngắn"}, "text"),
            ({"text": "a" * 10_000}, "text"),
            ({"text": "\x00\x01\x02"}, "text"),
            ({"name": ""}, "name"),
            ({"name": "x" * 101}, "name"),
            ({"email": "khong-phai-mail"}, "email"),
            ({"email": ""}, "email"),
            ({"email": "a@b.vn\nBcc: x@y.vn"}, "email"),
            ({"phone": "gọi tôi nhé"}, "phone"),
            ({"phone": "123"}, "phone"),
            ({"consent": ""}, "consent"),
            ({"website": "http://spam.example"}, "website"),
        ],
    )
    def test_it_is_named_on_top_and_at_the_field_and_nothing_is_lost(self, ask, changes, field):
        response = ask(**changes)
        form = response.context["form"]
        assert response.status_code == 422 and list(form.errors) == [field]
        html = response.content.decode()
        assert html.count(escape(form.errors[field][0])) >= 2
        assert f'href="#id_{field}"' in html and f'id="id_{field}_error"' in html
        for name, value in sent(**changes).items():
            if name in {"text", "name"} and value.isprintable():
                assert value in html
        assert not Question.objects.exists()

    def test_scripts_stay_text(self, ask, client, log_in_as):
        evil = '<script>alert(1)</script> "><img src=x onerror=alert(1)> {{ 7*7 }}'
        html = ask(text=evil, name=evil[:100], consent="").content.decode()
        assert "<script>alert" not in html and "<img src=x" not in html
        assert ask(text=evil, name=evil[:100]).status_code == 302
        question = Question.objects.get()
        html = log_in_as("office").get(f"/admin/cchc/cau-hoi/{question.pk}/").content.decode()
        assert "<script>alert" not in html and "<img src=x" not in html
        assert "&lt;script&gt;alert(1)" in html and "{{ 7*7 }}" in html

    def test_control_characters_and_other_forms_of_vietnamese(self, ask):
        decomposed = "Ho\u0302\u0323 chie\u0302\u0301u\u202e cu\u0309a to\u0302i\x07 mâ\u0301t?"
        lines = "\r\n" * 4
        ask(text=f"{decomposed}{lines}Đúng vậy.", name="Ng\x00ười\tHỏi\nMẫu")
        question = Question.objects.get()
        assert question.text == "Hộ chiếu của tôi mất?\n\nĐúng vậy."
        assert question.name == "Người Hỏi Mẫu"

    @given(st.text(max_size=300))
    def test_any_text_is_cleaned(self, text):
        cleaned = open_forms.without_control_characters(text)
        assert "\x00" not in cleaned and "\r" not in cleaned
        assert open_forms.without_control_characters(cleaned) == cleaned

    def test_a_form_sent_twice_is_one_question(self, ask):
        key = str(uuid.uuid4())
        first, second = ask(form_key=key), ask(form_key=key)
        assert first.url == second.url
        assert Question.objects.count() == 1

    @pytest.mark.parametrize("key", ["", "abc", "'; --"])
    def test_a_form_without_its_key(self, ask, key):
        assert ask(form_key=key).status_code == 302

    def test_without_the_token_nothing_is_taken(self, index):
        strict = Client(enforce_csrf_checks=True)
        assert strict.post(index.ask_url, sent()).status_code == 403
        assert strict.post(index.ask_url + "goi-y/", {"text": TEXT}).status_code == 403
        assert not Question.objects.exists()

    def test_a_flood_is_stopped_and_nothing_typed_is_lost(self, ask, client, index):
        each = rate_limit.LIMITS["question"][0]
        assert [ask().status_code for _number in range(each)] == [302] * each
        response = ask(text="Câu hỏi thứ mười một của tôi là gì?")
        assert response.status_code == 429
        assert "Câu hỏi thứ mười một" in response.content.decode()
        assert Question.objects.count() == each
        other = Client(REMOTE_ADDR="203.0.113.7")
        assert other.post(index.ask_url, sent()).status_code == 302

    def test_a_flood_from_everywhere(self, index, monkeypatch):
        monkeypatch.setitem(rate_limit.LIMITS, "question", (10, 3))
        codes = [
            Client(REMOTE_ADDR=f"203.0.113.{number}").post(index.ask_url, sent()).status_code
            for number in range(5)
        ]
        assert codes == [302, 302, 302, 429, 429]

    def test_after_an_hour_it_opens_again(self, ask, monkeypatch):
        monkeypatch.setitem(rate_limit.LIMITS, "question", (1, 100))
        ask()
        assert ask().status_code == 429
        Sending.objects.update(sent_at="2020-01-01T00:00:00Z")
        assert ask().status_code == 302
        assert Sending.objects.count() == 1

    def test_the_address_is_not_stored(self, ask):
        ask()
        assert "127.0.0.1" not in Sending.objects.get().sender

    def test_behind_a_proxy(self, index, settings, monkeypatch):
        settings.CCHC_WAGTAIL = {"CLIENT_ADDRESS_HEADER": "X-Forwarded-For"}
        monkeypatch.setitem(rate_limit.LIMITS, "question", (1, 100))
        client = Client()
        made_up = ["1.2.3.4, 203.0.113.1", "5.6.7.8, 203.0.113.1", "203.0.113.2"]
        codes = [
            client.post(index.ask_url, sent(), headers={"X-Forwarded-For": value}).status_code
            for value in made_up
        ]
        assert codes == [302, 429, 302]

    @pytest.mark.parametrize(
        "table",
        ["cchc_open_forms_sending", "cchc_questions_question", "cchc_questions_questionfile"],
    )
    def test_a_full_database_costs_nothing_that_was_written(self, client, ask, table):
        with full_database(table):
            upload = SimpleUploadedFile("anh.png", picture())
            response = ask(file=upload)
        assert response.status_code == 503
        html = response.content.decode()
        assert TEXT in html and "nguoihoimau@example.org" in html and "chưa lưu được" in html
        assert not Question.objects.exists() and not Sending.objects.exists()
        assert mail.outbox == []
        assert ask().status_code == 302


class TestFiles:
    def test_it_is_kept_out_of_the_public_folder(self, ask):
        content = picture()
        ask(file=SimpleUploadedFile("../../ho chiếu.php", content))
        file = Question.objects.get().file
        assert (file.name, file.content_type) == ("ho chiếu.png", "image/png")
        assert bytes(file.content) == content
        stored = [one for one in Path(settings.MEDIA_ROOT).rglob("*") if one.is_file()]
        assert all(one.read_bytes() != content for one in stored)

    @pytest.mark.parametrize(
        "name, content",
        [
            ("a.jpg", picture("JPEG")),
            ("a.png", picture()),
            ("a.pdf", b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF"),
        ],
    )
    def test_taken(self, ask, name, content):
        assert ask(file=SimpleUploadedFile(name, content)).status_code == 302

    def archive(self):
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("bomb", b"0" * 1_000_000)
        return out.getvalue()

    @pytest.mark.parametrize(
        "name, content",
        [
            ("a.pdf", b"MZ\x90\x00 a program"),
            ("a.jpg", b"<script>alert(1)</script>"),
            ("a.svg", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"),
            ("a.png", picture()[:60]),
            ("a.gif", picture("GIF")),
            ("a.pdf", "zip"),
            ("a.pdf", b""),
            ("a.png", b"\x89PNG\r\n\x1a\n" + b"0" * 100),
        ],
    )
    def test_refused_by_its_content(self, ask, name, content):
        content = self.archive() if content == "zip" else content
        response = ask(file=SimpleUploadedFile(name, content))
        assert list(response.context["form"].errors) == ["file"]
        assert TEXT in response.content.decode()
        assert not Question.objects.exists()

    def test_too_large(self, ask, monkeypatch):
        monkeypatch.setattr(ask_form, "LARGEST_FILE", 1000)
        response = ask(file=SimpleUploadedFile("a.png", picture(size=(900, 900))))
        assert "5 MB" in response.content.decode()

    def test_a_picture_that_would_fill_the_memory(self, ask, monkeypatch):
        monkeypatch.setattr(ask_form, "MOST_PIXELS", 100)
        response = ask(file=SimpleUploadedFile("a.png", picture()))
        assert list(response.context["form"].errors) == ["file"]


def test_queries_of_the_forms(client, index):
    client.get(index.url)
    # One of them is for the other languages of the page.
    for address, most in [(index.ask_url, 9), (index.lookup_url, 9)]:
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        assert len(queries) <= most, (address, len(queries))


@pytest.mark.parametrize("slug", ["dat-cau-hoi", "tra-cuu"])
def test_a_situation_cannot_take_the_address_of_a_form(index, slug):
    with pytest.raises(ValidationError, match="biểu mẫu"):
        SituationPageFactory(parent=index, slug=slug)
