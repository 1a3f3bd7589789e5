"""Approving, correcting and handing in again through Wagtail's own editor."""

import pytest
from django.forms import Textarea
from django.urls import reverse
from wagtail.models import Page, Revision

from cchc_wagtail.editorial.authors import contributor_ids
from cchc_wagtail.editorial.models import OfficeCheckTask
from cchc_wagtail.editorial.panels import REPLY
from cchc_wagtail.editorial.pieces import edit_url
from cchc_wagtail.editorial.wording import same_wording
from cchc_wagtail.mail.models import OutgoingMail
from tests.editorial.acting import act, edit, step_of, submit, write_article
from tests.editorial.forms import unchanged
from tests.factories import ProcedurePageFactory, SituationPageFactory

pytestmark = pytest.mark.django_db

APPROVE = {"action-workflow-action": "true", "workflow-action-name": "approve"}


@pytest.fixture
def editor(client):
    return Editor(client)


class Editor:
    """The editor of a piece, as somebody has it open in a browser."""

    def __init__(self, client):
        self.client = client

    def open(self, piece, user):
        self.client.force_login(user)
        self.url = edit_url(piece)
        self.answer = self.client.get(self.url)
        self.fields = unchanged(self.answer.context["form"])
        return self.answer.content.decode()

    def press(self, follow=True, **fields):
        answer = self.client.post(self.url, {**self.fields, **fields}, follow=follow)
        return answer

    def autosave(self, **fields):
        """Send what the script sends a moment after the last key."""
        answer = self.client.post(
            self.url, {**self.fields, **fields}, headers={"accept": "application/json"}
        )
        assert answer.status_code == 200, answer.content
        self.fields |= fields
        self.fields["overwrite_revision_id"] = answer.json()["revision_id"]
        return answer.json()["html"]


def again(piece):
    return type(piece).objects.get(pk=piece.pk)


def test_the_office_and_the_leadership_approve_from_the_editor(editor, piece, people):
    submit(piece, people["unit"])
    editor.open(piece, people["office"])
    editor.press(**APPROVE)
    piece = again(piece)
    assert not isinstance(piece.current_workflow_task, OfficeCheckTask)
    editor.open(piece, people["leadership"])
    editor.press(**APPROVE)
    assert again(piece).live


def test_also_while_the_editor_saves_by_itself(editor, piece, people):
    submit(piece, people["unit"])
    editor.open(piece, people["office"])
    editor.autosave()
    editor.press(**APPROVE)
    piece = again(piece)
    editor.open(piece, people["leadership"])
    editor.autosave()
    editor.press(**APPROVE)
    assert again(piece).live
    assert people["leadership"].pk not in contributor_ids(piece)


@pytest.mark.parametrize("button", [{}, {"action-submit": "1"}], ids=["save", "submit"])
def test_saving_without_a_change_makes_nobody_an_author(editor, piece, people, button):
    editor.open(piece, people["office"])
    editor.press(**button)
    assert people["office"].pk not in contributor_ids(again(piece))


def test_what_the_leadership_changed_and_approves_at_once_is_saved_and_explained(
    editor, piece, people
):
    submit(piece, people["unit"])
    piece = act(piece, people["office"], "approve")
    shown = editor.open(piece, people["leadership"])
    assert "chuyển lại" in shown.lower()
    answer = editor.press(**{"title": "Tiêu đề đã sửa", **APPROVE})
    assert "Đã lưu nhưng chưa phê duyệt" in answer.content.decode()
    piece = again(piece)
    assert not piece.live
    assert piece.get_latest_revision_as_object().title == "Tiêu đề đã sửa"
    editor.open(piece, people["leadership"])
    editor.press(**{"action-workflow-action": "true", "workflow-action-name": "pass_back"})
    shown = editor.open(again(piece), people["office"])
    assert "Chuyển lãnh đạo" in shown and "Chuyển lãnh đạo và" not in shown
    editor.press(**APPROVE)
    editor.open(again(piece), people["leadership"])
    editor.press(**APPROVE)
    assert again(piece).live and again(piece).title == "Tiêu đề đã sửa"


def test_the_panel_says_while_one_types_what_a_change_means(editor, piece, people):
    submit(piece, people["unit"])
    piece = act(piece, people["office"], "approve")
    shown = editor.open(piece, people["leadership"])
    assert "data-cchc-obstacle" not in shown
    html = editor.autosave(title="Một chữ khác")
    assert 'data-w-teleport-target-value="#cchc-reviewpanel"' in html
    assert 'data-cchc-obstacle="changed"' in html
    answer = editor.press(**APPROVE)
    assert "Đã lưu nhưng chưa phê duyệt" in answer.content.decode()
    # Taking the change back takes the obstacle away.
    html = editor.autosave(title=piece.title)
    assert "data-cchc-obstacle" not in html
    editor.press(**APPROVE)
    assert again(piece).live


def test_the_panel_of_citations_is_drawn_anew(editor, article, people):
    assert "999/2023/NĐ-CP" not in editor.open(article, people["unit"])
    html = editor.autosave(lead="Theo Nghị định số 999/2023/NĐ-CP.")
    assert "999/2023/NĐ-CP" in html and "#cchc-citationspanel" in html


def test_the_office_corrects_in_the_editor_and_passes_on(editor, piece, people):
    submit(piece, people["unit"])
    editor.open(piece, people["office"])
    editor.autosave(title="Đã sửa dấu phẩy")
    editor.press(**APPROVE)
    piece = again(piece)
    assert not isinstance(piece.current_workflow_task, OfficeCheckTask)
    editor.open(piece, people["leadership"])
    editor.press(**APPROVE)
    assert again(piece).title == "Đã sửa dấu phẩy"


def test_a_second_tab_that_changes_nothing_does_not_undo_the_first(editor, piece, people):
    submit(piece, people["unit"])
    editor.open(piece, people["office"])
    first = dict(editor.fields)
    editor.open(piece, people["office"])
    editor.press(**APPROVE)
    editor.fields = first
    answer = editor.press(follow=True, **APPROVE)
    assert answer.status_code == 200
    assert not isinstance(again(piece).current_workflow_task, OfficeCheckTask)
    assert not again(piece).live


def test_the_unit_says_what_it_changed_and_the_office_sees_that_alone(
    editor, article, people, mailoutbox, django_capture_on_commit_callbacks
):
    submit(article, people["unit"])
    act(article, people["office"], "reject", comment="Thiếu căn cứ pháp lý.")
    mailoutbox.clear()
    OutgoingMail.objects.all().delete()
    shown = editor.open(article, people["unit"])
    assert "Đã sửa những gì" in shown and "Thiếu căn cứ pháp lý." in shown
    editor.autosave(**{"lead": "Căn cứ Nghị định số 61/2018/NĐ-CP.", REPLY: "Đã bổ sung căn cứ"})
    with django_capture_on_commit_callbacks(execute=True):
        editor.press(**{"action-submit": "1"})
    (mail,) = [one for one in mailoutbox if one.to == [people["office"].email]]
    assert "Đã bổ sung căn cứ" in mail.body and "Thiếu căn cứ" not in mail.body
    editor.client.force_login(people["office"])
    review = editor.client.get(reverse("cchc_editorial_review", args=[step_of(article).pk]))
    assert [one.label for one in review.context["changed_since"]] == ["Sa-pô"]
    assert "Đã bổ sung căn cứ" in review.content.decode()
    history = editor.client.get(
        reverse("cchc_editorial_history", args=[article.current_workflow_state.pk])
    )
    assert "Đã bổ sung căn cứ" in history.content.decode()


def test_handing_in_tells_what_is_missing_and_which_law_is_unknown(editor, article, people):
    editor.open(article, people["unit"])
    answer = editor.press(**{"lead": "Theo Nghị định số 999/2023/NĐ-CP.", "action-submit": "1"})
    told = [str(message) for message in answer.context["messages"]]
    assert any("999/2023/NĐ-CP" in text for text in told), told
    editor.client.force_login(people["office"])
    review = editor.client.get(reverse("cchc_editorial_review", args=[step_of(article).pk]))
    assert "999/2023/NĐ-CP" in str(review.context["findings"])


@pytest.mark.parametrize("factory", [ProcedurePageFactory, SituationPageFactory])
def test_every_kind_of_page_is_the_same_after_its_form(editor, column, people, own_unit, factory):
    page = factory(parent=column, draft=True, owner=people["unit"], unit=own_unit)
    page.save_revision(user=people["unit"])
    before = Page.objects.get(pk=page.pk).specific.latest_revision
    editor.open(page, people["office"])
    editor.press()
    after = Revision.objects.for_instance(page).order_by("-pk").first()
    assert after.pk != before.pk
    assert same_wording(before, after)


def test_reverting_to_the_same_text_makes_nobody_an_author(client, article, people):
    first = article.latest_revision
    changed = edit(article, people["unit"])
    back = edit(changed, people["unit"], title=first.as_object().title)
    client.force_login(people["office"])
    address = reverse("wagtailadmin_pages:revisions_revert", args=[article.pk, first.pk])
    form = client.get(address).context["form"]
    client.post(edit_url(article), {**unchanged(form), "revision": first.pk})
    assert again(article).latest_revision.user == people["office"]
    assert people["office"].pk not in contributor_ids(again(back))


def test_two_steps_for_everybody_through_a_stale_page(editor, column, people, own_unit):
    """Whoever approves what was handed on meanwhile is told, and nothing is stored twice."""
    article = write_article(column, people["unit"], own_unit)
    submit(article, people["unit"])
    editor.open(article, people["office"])
    act(article, people["second_officer"], "approve")
    editor.press(**APPROVE)
    assert not again(article).live


def test_the_whole_title_is_shown_and_stays_one_line(article, people):
    form_class = type(article).get_edit_handler().get_form_class()
    options = {"instance": article, "for_user": people["unit"]}
    fields = unchanged(form_class(**options))
    form = form_class({**fields, "title": "Dòng một\nDòng hai"}, **options)
    assert form.is_valid(), form.errors
    assert form.cleaned_data["title"] == "Dòng một Dòng hai"
    assert isinstance(form.fields["title"].widget, Textarea)
