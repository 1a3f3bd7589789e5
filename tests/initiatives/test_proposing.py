"""What a citizen may propose, what comes of it, and how the Office handles it."""

import uuid

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, PageLogEntry, PageViewRestriction, Revision

from cchc_wagtail.editorial.findings import findings_of, needs_reason
from cchc_wagtail.initiatives import proposing
from cchc_wagtail.initiatives.models import InitiativePage, Proposal
from cchc_wagtail.open_forms import rate_limit
from cchc_wagtail.open_forms.models import Sending
from tests.factories import ProposalFactory
from tests.full import full_database

pytestmark = pytest.mark.django_db

SECRET = "Trần Thị Mẫu"


def sent(**changes):
    return {
        "form_key": str(uuid.uuid4()),
        "title": "Nhắc trước khi hộ chiếu hết hạn",
        "problem": "Nhiều người quên ngày hết hạn của hộ chiếu.",
        "solution": "Gửi tin nhắn trước một tháng cho ai đã đăng ký.",
        "name": SECRET,
        "email": "mau@example.org",
        "phone": "",
        "consent": "on",
        **changes,
    }


@pytest.fixture
def propose(client, index):
    def propose(**changes):
        return client.post(index.propose_url, sent(**changes))

    return propose


class TestForm:
    def test_the_short_address_leads_to_the_form(self, client, index):
        assert client.get(reverse("cchc_wagtail:propose")).url == index.propose_url
        assert client.get(index.propose_url).status_code == 200

    def test_without_a_list_there_is_nowhere_to_propose(self, client, db):
        assert client.get(reverse("cchc_wagtail:propose")).status_code == 404

    def test_a_private_list_takes_no_proposals(self, propose, client, index):
        PageViewRestriction.objects.create(page=index, restriction_type="login")
        assert client.get(reverse("cchc_wagtail:propose")).status_code == 404
        propose()
        assert not Proposal.objects.exists()

    def test_the_receipt(self, propose, client, django_capture_on_commit_callbacks):
        with django_capture_on_commit_callbacks(execute=True):
            response = propose()
        proposal = Proposal.objects.get()
        assert proposal.title == "Nhắc trước khi hộ chiếu hết hạn"
        html = client.get(response.url).content.decode()
        assert proposal.reference in html and "Đã nhận được đề xuất" in html
        letter = mail.outbox[-1]
        assert letter.to == ["mau@example.org"]
        assert proposal.reference in letter.subject + letter.body
        assert SECRET not in letter.body and proposal.title not in letter.body

    def test_the_office_is_told_without_personal_data(
        self, propose, people, django_capture_on_commit_callbacks
    ):
        with django_capture_on_commit_callbacks(execute=True):
            propose()
        letter = next(one for one in mail.outbox if one.to == [people["office"].email])
        assert f"/admin/cchc/de-xuat/{Proposal.objects.get().pk}/" in letter.body
        assert SECRET not in letter.body and "example.org" not in letter.body
        assert len(mail.outbox) == 2

    @pytest.mark.parametrize(
        "changes, field",
        [
            ({"title": ""}, "title"),
            ({"title": "a" * 201}, "title"),
            ({"problem": "ngắn"}, "problem"),
            ({"solution": "a" * 3001}, "solution"),
            ({"name": ""}, "name"),
            ({"email": "", "phone": ""}, "email"),
            ({"email": "không phải"}, "email"),
            ({"phone": "12"}, "phone"),
            ({"consent": ""}, "consent"),
            ({"website": "https://spam.example"}, "website"),
        ],
    )
    def test_what_is_wrong_is_named_and_nothing_is_lost(self, propose, changes, field):
        response = propose(**changes)
        assert response.status_code == 422
        assert field in response.context["form"].errors
        assert response.context["form"]["solution"].value()
        assert not Proposal.objects.exists() and not Sending.objects.exists()

    def test_hostile_text_is_text(self, propose, client, index, people):
        evil = "<script>alert(1)</script>\x00\u202e {{ x }} '; DROP TABLE"
        response = propose(title=evil, problem=evil, solution=evil)
        assert response.status_code == 302
        proposal = Proposal.objects.get()
        assert "\x00" not in proposal.title and "\u202e" not in proposal.problem
        client.force_login(people["office"])
        html = client.get(reverse("cchc_proposals:proposal", args=[proposal.pk])).content.decode()
        assert "<script>alert(1)" not in html and "&lt;script&gt;" in html
        draft = proposing.take_up(proposal, people["office"])
        assert "<script>" not in draft.problem
        assert "<script>" not in str(draft.solution[0].value)
        client.get(reverse("wagtailadmin_pages:edit", args=[draft.pk]))

    def test_a_form_sent_twice_makes_one_proposal(self, propose):
        key = str(uuid.uuid4())
        assert propose(form_key=key).url == propose(form_key=key).url
        assert Proposal.objects.count() == 1

    def test_a_broken_key_is_no_matter(self, propose):
        assert propose(form_key="'; --").status_code == 302

    def test_one_network_sends_only_so_much(self, propose, monkeypatch):
        monkeypatch.setitem(rate_limit.LIMITS, "proposal", (2, 100))
        assert [propose().status_code for _n in range(3)] == [302, 302, 429]
        response = propose()
        assert "Nội dung bạn viết vẫn còn" in response.content.decode()
        assert Proposal.objects.count() == 2

    def test_it_asks_for_its_token(self, index):
        client = Client(enforce_csrf_checks=True)
        assert client.post(index.propose_url, sent()).status_code == 403

    @pytest.mark.parametrize("table", ["cchc_open_forms_sending", "cchc_initiatives_proposal"])
    def test_a_full_database_costs_nothing_that_was_written(self, propose, table):
        with full_database(table):
            response = propose()
        assert response.status_code == 503
        assert "Gửi tin nhắn trước một tháng" in response.content.decode()

    def test_few_queries(self, client, index):
        client.get(index.propose_url)
        with CaptureQueriesContext(connection) as queries:
            client.get(index.propose_url)
        assert len(queries) <= 10


class TestState:
    def test_a_code_leads_to_its_state_however_it_is_typed(self, client, index):
        proposal = ProposalFactory(page=index)
        typed = proposal.reference.lower().replace("-", " ")
        address = client.get(index.lookup_url, {"ma": typed}).url
        response = client.get(address)
        html = response.content.decode()
        assert "Văn phòng sẽ đọc" in html
        assert proposal.title not in html and proposal.name not in html
        assert response["X-Robots-Tag"] == "noindex"
        assert response["Referrer-Policy"] == "no-referrer"
        assert "no-store" in response["Cache-Control"]

    def test_an_unknown_code_is_told(self, client, index):
        html = client.get(index.lookup_url, {"ma": "<b>ABCD"}).content.decode()
        assert "Không có đề xuất nào" in html and "<b>ABCD" not in html
        assert client.get(index.lookup_url + "ABCD/").status_code == 404

    def test_each_state_is_said_in_words(self, client, index, people):
        proposal = ProposalFactory(page=index)
        address = index.lookup_url + f"{proposal.reference}/"
        draft = proposing.take_up(proposal, people["office"])
        assert "đang hoàn thiện" in client.get(address).content.decode()
        draft.save_revision().publish()
        assert draft.url in client.get(address).content.decode()
        InitiativePage.objects.get(pk=draft.pk).unpublish()
        html = client.get(address).content.decode()
        assert "không còn được đăng" in html and draft.title not in html

    def test_a_declined_proposal_says_why(self, client, index, people):
        proposal = ProposalFactory(page=index)
        proposing.decline(proposal, Proposal.Reason.KNOWN, "Đã có rồi, cảm ơn.", people["office"])
        html = client.get(index.lookup_url + f"{proposal.reference}/").content.decode()
        assert "Đã được thực hiện" in html and "Đã có rồi, cảm ơn." not in html


class TestHandling:
    def test_a_draft_is_made_with_one_click_and_without_personal_data(self, client, index, people):
        proposal = ProposalFactory(
            page=index,
            name=SECRET,
            email="mau@example.org",
            title="Nhắc hạn hộ chiếu",
            problem=f"Tôi là {SECRET}, số 0912 345 678.\nHay quên.",
            solution="Nhắn tới mau@example.org trước một tháng.",
        )
        client.force_login(people["office"])
        answer = client.post(reverse("cchc_proposals:take_up", args=[proposal.pk]))
        draft = InitiativePage.objects.get()
        assert answer.url == reverse("wagtailadmin_pages:edit", args=[draft.pk])
        assert not draft.live and draft.status == "idea" and draft.owner == people["office"]
        text = str(Revision.objects.for_instance(draft).get().content)
        assert "Hay quên" in text and "trước một tháng" in text
        for secret in (SECRET, "0912", "mau@example.org"):
            assert secret not in text + draft.slug
        proposal.refresh_from_db()
        assert proposal.state == "taken" and proposal.initiative == draft
        # Once more opens the same draft.
        assert client.post(reverse("cchc_proposals:take_up", args=[proposal.pk])).url == answer.url
        assert client.get(answer.url).status_code == 200

    def test_the_sender_is_told_once_it_is_approved(
        self, client, index, people, units, workflow, django_capture_on_commit_callbacks
    ):
        proposal = ProposalFactory(page=index)
        draft = proposing.take_up(proposal, people["office"])
        draft.unit = units["unit"]
        draft.save_revision()
        assert not mail.outbox
        with django_capture_on_commit_callbacks(execute=True):
            state = workflow.start(draft, people["unit"])
            for role in ("office", "leadership"):
                step = state.current_task_state
                step.task.specific.on_action(step, people[role], "approve")
                state.refresh_from_db()
        proposal.refresh_from_db()
        assert proposal.state == "published" and proposal.told_at
        letter = next(one for one in mail.outbox if one.to == [proposal.email])
        assert draft.full_url in letter.body and proposal.reference in letter.subject

    def test_a_declined_sender_reads_why_and_a_spammer_nothing(
        self, client, index, people, django_capture_on_commit_callbacks
    ):
        client.force_login(people["office"])
        good, spam = ProposalFactory(page=index), ProposalFactory(page=index)
        for proposal, form in [
            (good, {"reason": "unsuitable", "word": "Luật quy định khác."}),
            (spam, {"reason": "spam"}),
        ]:
            with django_capture_on_commit_callbacks(execute=True):
                client.post(reverse("cchc_proposals:decline", args=[proposal.pk]), form)
        assert [letter.to for letter in mail.outbox] == [[good.email]]
        assert "Luật quy định khác." in mail.outbox[0].body
        assert set(Proposal.objects.values_list("state", flat=True)) == {"declined"}

    def test_a_word_is_asked_for(self, client, index, people):
        client.force_login(people["office"])
        proposal = ProposalFactory(page=index)
        address = reverse("cchc_proposals:decline", args=[proposal.pk])
        response = client.post(address, {"reason": "known"})
        assert response.status_code == 200 and "word" in response.context["form"].errors

    def test_the_second_is_told_not_failed(self, client, index, people):
        proposal = ProposalFactory(page=index)
        proposing.decline(proposal, "known", "Đã có.", people["office"])
        with pytest.raises(proposing.WrongState):
            proposing.take_up(proposal, people["office"])
        client.force_login(people["office"])
        answer = client.post(reverse("cchc_proposals:take_up", args=[proposal.pk]), follow=True)
        assert "vừa được xử lý xong" in answer.content.decode()
        assert not InitiativePage.objects.exists()

    def test_whoever_gave_a_telephone_number_only_is_called(self, client, index, people):
        proposal = ProposalFactory(page=index, email="", phone="0912 345 678")
        proposing.decline(proposal, "known", "Đã có.", people["office"])
        client.force_login(people["office"])
        called = reverse("cchc_proposals:called", args=[proposal.pk])
        page = client.get(reverse("cchc_proposals:proposal", args=[proposal.pk]))
        assert called in page.content.decode()
        assert Proposal.objects.to_call().count() == 1
        client.post(called)
        proposal.refresh_from_db()
        assert proposal.told_by == people["office"] and not Proposal.objects.to_call().exists()

    @pytest.mark.parametrize("role", ["anonymous", "unit", "leadership"])
    @pytest.mark.parametrize("view", ["index", "proposal", "take_up", "decline", "called"])
    def test_others_see_nothing_of_it(self, client, index, people, role, view):
        proposal = ProposalFactory(page=index, name=SECRET)
        if role != "anonymous":
            client.force_login(people[role])
        address = reverse(f"cchc_proposals:{view}", args=[] if view == "index" else [proposal.pk])
        for response in (client.get(address), client.post(address, {"reason": "spam"})):
            assert response.status_code in (302, 405) and SECRET not in response.content.decode()
            if response.status_code == 302:
                assert response.url == "/admin/" or response.url.startswith("/admin/login/")
        proposal.refresh_from_db()
        assert proposal.state == "new"
        home = client.get("/admin/", follow=True).content.decode()
        assert "đề xuất mới" not in home

    def test_the_office_sees_on_its_home_what_waits(self, client, index, people):
        ProposalFactory(page=index)
        client.force_login(people["office"])
        assert "1 đề xuất mới" in " ".join(client.get("/admin/").content.decode().split())

    def test_the_list_names_no_sender_and_does_not_grow(self, client, index, people):
        client.force_login(people["office"])
        address = reverse("cchc_proposals:index")
        ProposalFactory(page=index, name=SECRET)

        def count():
            with CaptureQueriesContext(connection) as queries:
                html = client.get(address).content.decode()
            assert SECRET not in html
            return len(queries)

        count()
        few = count()
        for _number in range(5):
            ProposalFactory(page=index, name=SECRET)
        assert count() == few

    def test_a_list_whose_codes_are_looked_up_is_not_deleted(self, client, index, people):
        ProposalFactory(page=index)
        client.force_login(people["admin"])
        client.post(reverse("wagtailadmin_pages:delete", args=[index.pk]))
        assert Page.objects.filter(pk=index.pk).exists()

    def test_those_who_check_are_warned_of_what_tells_who_sent_it(self, index, people):
        draft = proposing.take_up(ProposalFactory(page=index, name=SECRET), people["office"])
        assert not needs_reason(draft)
        draft.reusable_at = f"Theo ý của {SECRET}."
        assert needs_reason(draft)
        assert SECRET in str(findings_of(draft))


class TestForgetting:
    def test_what_tells_who_sent_it_goes_and_the_initiative_stays(self, index, people, client):
        proposal = ProposalFactory(page=index, name=SECRET)
        draft = proposing.take_up(proposal, people["office"])
        draft.save_revision().publish()
        later = timezone.now() + timezone.timedelta(days=179)
        assert proposing.forget(later) == 0
        later += timezone.timedelta(days=2)
        assert proposing.forget(later) == 1
        proposal.refresh_from_db()
        left = [getattr(proposal, name) for name in ("name", "email", "phone", "title", "problem")]
        assert left == [""] * 5 and proposal.solution == proposal.word == ""
        assert InitiativePage.objects.get().live
        assert client.get(index.lookup_url + f"{proposal.reference}/").status_code == 200
        client.force_login(people["office"])
        html = client.get(reverse("cchc_proposals:proposal", args=[proposal.pk])).content.decode()
        assert "Dữ liệu cá nhân đã được xóa ngày" in html
        assert proposing.forget(later) == 0
        assert not PageLogEntry.objects.filter(label__contains=SECRET).exists()
