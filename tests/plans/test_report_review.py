"""A report goes the way of all content: the Office checks, the leadership approves, then signs."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from wagtail.models import WorkflowContentType

from cchc_wagtail.editorial.models import ReviewTaskState
from cchc_wagtail.editorial.urging import urge
from cchc_wagtail.mail.models import OutgoingMail
from cchc_wagtail.organisation.reporting_periods import Period, PeriodKind
from cchc_wagtail.plans.models import Report
from cchc_wagtail.portal.setup.workflow import create_workflow
from tests.editorial.acting import act, build_office, step_of

pytestmark = pytest.mark.django_db
YEAR = Period(PeriodKind.YEAR, 2024)
STATES = ["draft", "checked", "waiting", "approved", "signed"]


@pytest.fixture
def office():
    return build_office()


@pytest.fixture
def people(office):
    return office.people


@pytest.fixture
def report(people):
    return Report.begin("communication", YEAR, people["office"])


@pytest.fixture
def post(client, people, report):
    def post(who, action, follow=False, **data):
        client.force_login(people[who])
        address = reverse("cchc_plans_report", args=[report.pk])
        answer = client.post(address, {"action": action, **data}, follow=follow)
        report.refresh_from_db()
        return answer

    return post


@pytest.fixture
def decide(client, people, report):
    """Let somebody press a button on the screen of the review."""

    def decide(who, action, comment=""):
        client.force_login(people[who])
        report.refresh_from_db()
        address = reverse("cchc_editorial_review", args=[step_of(report).pk])
        form = {"action": action, "comment": comment, "revision": report.latest_revision_id}
        answer = client.post(address, form)
        report.refresh_from_db()
        return answer

    return decide


@pytest.fixture
def bring(report, post, decide):
    """Bring the report on to one of ``STATES``, by the screens."""
    steps = [
        lambda: post("office", "send"),
        lambda: decide("second_officer", "approve"),
        lambda: decide("leadership", "approve"),
        lambda: post("leadership", "sign", number="5", issued_on="2025-01-03"),
    ]

    def where():
        if report.state == "sent":
            return "waiting" if step_of(report).task.specific.step_before(report) else "checked"
        return report.state

    def bring(state):
        for step in steps[STATES.index(where()) : STATES.index(state)]:
            step()
        return report

    return bring


@pytest.mark.parametrize(
    "state, wanted, live",
    [
        ("draft", "draft", False),
        ("checked", "sent", False),
        ("waiting", "sent", False),
        ("approved", "approved", True),
        ("signed", "signed", True),
    ],
)
def test_where_it_is(bring, state, wanted, live):
    report = bring(state)
    assert (report.state, report.live) == (wanted, live)


ACTIONS = ["save", "count", "send", "withdraw", "give_back", "sign"]
MAY = {
    ("office", "draft"): {"save", "count", "send"},
    # At the step of the Office a second officer may correct; who handed it in may withdraw it.
    ("office", "checked"): {"save", "count", "withdraw"},
    ("second_officer", "draft"): {"save", "count", "send"},
    ("second_officer", "checked"): {"save", "count", "withdraw"},
    ("office", "waiting"): {"withdraw"},
    ("leadership", "waiting"): {"save", "count"},
    ("leadership", "approved"): {"give_back", "sign"},
    ("admin", "draft"): {"save", "count", "send"},
    ("admin", "checked"): {"save", "count", "withdraw"},
    ("admin", "waiting"): {"save", "count", "withdraw"},
    ("admin", "approved"): {"give_back", "sign"},
}


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("who", ["unit", "office", "second_officer", "leadership", "admin"])
def test_who_may_do_what_when(report, bring, post, state, who):
    bring(state)
    before = Report.objects.values().get()
    for action in ACTIONS:
        if action in MAY.get((who, state), set()):
            continue
        answer = post(who, action, comment="x", number="9", issued_on="2025-01-09")
        # Wagtail leads whoever is refused to the home of the admin.
        assert answer.url != reverse("cchc_plans_report", args=[report.pk]), action
        assert Report.objects.values().get() == before, action


@pytest.mark.parametrize(
    "who, state, action",
    [(who, state, action) for (who, state), found in MAY.items() for action in sorted(found)],
)
def test_what_is_offered_is_done(client, people, report, bring, post, who, state, action):
    bring(state)
    client.force_login(people[who])
    shown = client.get(reverse("cchc_plans_report", args=[report.pk])).content.decode()
    assert f'value="{action}"' in shown
    answer = post(who, action, comment="Thêm số liệu")
    assert answer.url == reverse("cchc_plans_report", args=[report.pk])


def test_a_unit_and_a_stranger_are_kept_out(people, report, bring):
    bring("waiting")
    step = step_of(report)
    names = ["edit", "history", "usage", "delete", "workflow_history"]
    addresses = [
        reverse("cchc_plans_report", args=[report.pk]),
        reverse("cchc_editorial_review", args=[step.pk]),
        reverse("cchc_editorial_preview", args=[step.pk]),
        *(reverse(f"wagtailsnippets_cchc_plans_report:{name}", args=[report.pk]) for name in names),
        reverse("wagtailsnippets_cchc_plans_report:list"),
    ]
    home = reverse("wagtailadmin_home")
    # One without the messages of those who brought it here.
    client = Client()
    for who in ["unit", "other"]:
        client.force_login(people[who])
        for address in addresses:
            answer = client.get(address, follow=True)
            assert str(report) not in answer.content.decode(), (who, address)
            assert answer.status_code in (403, 404) or answer.redirect_chain[-1][0] == home
    client.logout()
    for address in addresses:
        assert client.get(address).status_code == 302


class TestReviewed:
    def test_it_stands_where_all_work_stands(self, client, people, report, bring):
        bring("checked")
        client.force_login(people["second_officer"])
        review = reverse("cchc_editorial_review", args=[step_of(report).pk])
        for name in ["wagtailadmin_home", "cchc_editorial_work", "cchc_editorial_pieces"]:
            assert str(report) in client.get(reverse(name)).content.decode(), name
        assert client.get(reverse("cchc_editorial_next")).url == review
        shown = client.get(review).content.decode()
        assert reverse("cchc_editorial_preview", args=[step_of(report).pk]) in shown
        client.force_login(people["admin"])
        workflows = client.get(reverse("wagtailadmin_reports:workflow")).content.decode()
        assert str(report) in workflows

    def test_the_reviewer_reads_it(self, client, people, report, post, bring):
        post("office", "save", **{"text-direction": "Đã làm & ghi <lại>."})
        bring("checked")
        client.force_login(people["second_officer"])
        preview = reverse("cchc_editorial_preview", args=[step_of(report).pk])
        shown = client.get(preview).content.decode()
        assert "Đã làm &amp; ghi &lt;lại&gt;." in shown and "II. KẾT QUẢ THỰC HIỆN" in shown

    def test_it_is_due_and_urged_like_all_else(self, people, report, bring):
        bring("waiting")
        step = step_of(report)
        assert step.due_on and step.unit.kind == "office"
        urge(step, people["office"], "Gấp")
        assert report.current_workflow_state.cchc_urgings.get().comment == "Gấp"

    def test_letters_go_to_whom_it_waits_for_and_speak_of_no_publication(
        self, people, report, bring
    ):
        def told(who):
            return set(found.filter(recipient=people[who].email).values_list("subject", flat=True))

        found = OutgoingMail.objects.filter(subject__contains=str(report))
        bring("checked")
        assert told("second_officer") and not told("leadership")
        bring("waiting")
        assert told("leadership") and not told("unit")
        found.all().delete()
        bring("approved")
        assert told("office") == {f"Đã phê duyệt: {report}"}

    def test_whoever_wrote_it_neither_checks_nor_approves(self, people, report, post, bring):
        bring("checked")
        with pytest.raises(PermissionDenied):
            act(report, people["office"], "approve")
        act(report, people["second_officer"], "approve")
        post("leadership", "save", **{"text-direction": "Lãnh đạo viết"})
        refused = step_of(report)
        act(report, people["leadership"], "approve")
        assert step_of(report).pk == refused.pk and report.state == "sent"

    def test_an_office_of_one_may_pass_on_its_own(self, people, report, post, decide):
        people["second_officer"].delete()
        post("office", "send")
        decide("office", "approve")
        assert step_of(report).task.name and report.state == "sent"
        decide("leadership", "approve")
        assert report.state == "approved"

    def test_sent_back_with_a_comment_and_handed_in_again(
        self, client, people, report, post, decide, bring
    ):
        bring("waiting")
        decide("leadership", "reject")
        assert report.state == "sent", "a comment is needed"
        decide("leadership", "reject", "Thêm số liệu về một cửa")
        assert report.state == "draft" and not report.live
        client.force_login(people["office"])
        shown = client.get(reverse("cchc_plans_report", args=[report.pk])).content.decode()
        assert "Thêm số liệu về một cửa" in shown and 'name="cchc_reply"' in shown
        post("office", "send", cchc_reply="Đã thêm", **{"text-one_stop": "Đã thêm số liệu."})
        assert report.state == "sent"
        replied = ReviewTaskState.objects.get(status="rejected")
        assert replied.reply == "Đã thêm"
        # What was changed is looked at by the Office first.
        assert step_of(report).task.specific.step_before(report) is None
        decide("second_officer", "approve")
        decide("leadership", "approve")
        assert report.state == "approved"

    def test_a_change_at_the_last_step_goes_back_to_the_office(self, report, post, decide, bring):
        bring("waiting")
        post("leadership", "save", **{"text-direction": "Sửa một chữ"})
        decide("leadership", "pass_back")
        assert report.state == "sent"
        decide("second_officer", "approve")
        decide("leadership", "approve")
        assert report.state == "approved" and report.texts["direction"] == "Sửa một chữ"

    def test_what_is_counted_anew_is_a_change_that_is_shown(self, client, people, report, bring):
        report = bring("waiting")
        first = step_of(report)
        draft = Report.objects.get()
        draft.figures = [{**draft.figures[0], "value": 77}, *draft.figures[1:]]
        draft.keep(people["leadership"])
        act(report, people["leadership"], "pass_back")
        client.force_login(people["second_officer"])
        review = reverse("cchc_editorial_review", args=[step_of(report).pk])
        assert step_of(report).pk != first.pk
        assert "77" in client.get(review).content.decode()

    def test_withdrawn_and_handed_in_again(self, report, post, bring):
        bring("waiting")
        post("office", "withdraw")
        assert report.state == "draft" and report.current_workflow_state is None
        bring("approved")
        assert report.state == "approved"

    def test_many_at_once_from_the_list(self, client, people, report, bring):
        """Submitted and approved by the bulk actions of the list of all reviews."""
        bring("checked")
        client.force_login(people["second_officer"])
        address = reverse(
            "wagtail_bulk_action", args=["cchc_editorial", "reviewtaskstate", "cchc_approve"]
        )
        answer = client.post(f"{address}?id={step_of(report).pk}")
        assert answer.status_code == 302
        report.refresh_from_db()
        assert step_of(report).task.specific.step_after(report) is None


class TestApproved:
    def test_nothing_is_written_any_more(self, report, post, bring):
        bring("approved")
        texts = report.texts
        post("office", "save", **{"text-direction": "Muộn"})
        assert report.texts == texts

    def test_it_is_given_back_with_a_comment_and_goes_the_whole_way_again(
        self, client, people, report, post, bring
    ):
        bring("approved")
        post("leadership", "give_back", comment=" ")
        assert report.state == "approved"
        post("leadership", "give_back", comment="Sai tên đơn vị")
        assert (report.state, report.live, report.comment) == ("draft", False, "Sai tên đơn vị")
        client.force_login(people["office"])
        shown = client.get(reverse("cchc_plans_report", args=[report.pk])).content.decode()
        assert "Sai tên đơn vị" in shown
        with pytest.raises(PermissionDenied):
            report.sign(people["leadership"], "", None)
        bring("signed")
        assert report.is_signed and report.comment == ""

    def test_it_is_not_signed_before(self, people, report, bring):
        for state in ["draft", "checked", "waiting"]:
            bring(state)
            with pytest.raises(PermissionDenied):
                report.sign(people["leadership"], "", None)


class TestSigned:
    def test_nothing_moves_it(self, people, report, bring):
        report = bring("signed")
        before = Report.objects.values().get()
        revision = report.latest_revision
        for act_ in [
            lambda: report.keep(people["admin"]),
            lambda: report.save_revision(),
            lambda: revision.publish(),
        ]:
            with pytest.raises(PermissionDenied):
                act_()
        report.settle()
        assert Report.objects.values().get() == before

    def test_whoever_comes_second_undoes_nothing(self, people, report, bring):
        bring("approved")
        late = [Report.objects.get() for _one in range(3)]
        bring("signed")
        before = Report.objects.values().get()
        for act_ in [
            lambda: late[0].take_back("Muộn"),
            lambda: late[1].sign(people["leadership"], "9", None),
            lambda: late[2].keep(people["office"]),
        ]:
            with pytest.raises(PermissionDenied):
                act_()
        assert Report.objects.values().get() == before

    def test_wagtail_has_no_way_to_undo_it(self, client, people, report, bring):
        bring("signed")
        client.force_login(people["admin"])
        before = Report.objects.values().get()
        names = ["delete", "unpublish", "lock", "edit"]
        for name in names:
            address = reverse(f"wagtailsnippets_cchc_plans_report:{name}", args=[report.pk])
            client.get(address)
            client.post(address, {"action-publish": "1"})
        args = [report.pk, report.latest_revision_id]
        client.post(reverse("wagtailsnippets_cchc_plans_report:revisions_revert", args=args))
        client.post(reverse("wagtailsnippets_cchc_plans_report:add"), {})
        assert Report.objects.values().get() == before

    def test_number_and_file_are_of_the_row_alone(self, report, bring):
        bring("signed")
        assert report.latest_revision.as_object().number == "5"
        assert report.docx and report.signed_at and report.issued_on == date(2025, 1, 3)


class TestWithoutAWorkflow:
    def test_it_says_who_can_help(self, report, post):
        WorkflowContentType.objects.all().delete()
        answer = post("office", "send", follow=True, **{"text-direction": "Đã viết"})
        assert report.state == "draft" and report.texts["direction"] == "Đã viết"
        assert "quy trình" in answer.content.decode().lower()

    def test_set_up_brings_reports_in_once(self, office, report, bring):
        known = WorkflowContentType.objects.filter(content_type=report.get_content_type())
        known.delete()
        create_workflow(office.column)
        assert known.get().workflow.name == "Đăng bài"
        bring("checked")
        report.current_workflow_state.cancel()
        known.delete()
        create_workflow(office.column)
        assert not known.exists(), "an administrator has decided otherwise"


class TestFromBefore:
    """Reports of the time in which the leadership alone was asked."""

    @pytest.fixture
    def report(self, report):
        Report.objects.update(state="sent", latest_revision=None)
        report.refresh_from_db()
        return report

    def test_one_that_waits_is_handed_in(self, report, post, decide):
        post("office", "send")
        assert report.workflow_in_progress
        decide("second_officer", "approve")
        decide("leadership", "approve")
        assert report.state == "approved"

    def test_or_given_back(self, report, post):
        post("leadership", "give_back", comment="Làm lại")
        assert (report.state, report.comment) == ("draft", "Làm lại")

    def test_it_is_not_signed_unapproved(self, report, post):
        post("leadership", "sign")
        assert not report.is_signed
