"""Many pieces at once from a listing, by the same rules as one by one."""

import pytest
from django.urls import reverse
from wagtail.models import WorkflowState

from cchc_wagtail.editorial.models import LeadershipApprovalTask, OfficeCheckTask
from cchc_wagtail.mail.models import OutgoingMail
from tests.editorial.acting import act, edit, step_of, submit, write_article, write_document

pytestmark = pytest.mark.django_db


@pytest.fixture(params=["page", "document"])
def write(request, column, people, own_unit):
    """A function that writes a draft of the unit, all of one kind."""

    def write(author="unit", unit=own_unit, **fields):
        if request.param == "page":
            return write_article(column, people[author], unit, **fields)
        return write_document(people[author], unit, **fields)

    return write


def address(action, pieces):
    model = type(pieces[0])
    app, name = (
        ("wagtailcore", "page")
        if hasattr(pieces[0], "path")
        else (
            model._meta.app_label,
            model._meta.model_name,
        )
    )
    keys = "&".join(f"id={piece.pk}" for piece in pieces)
    return f"{reverse('wagtail_bulk_action', args=[app, name, action])}?{keys}&next=/admin/"


def do(client, user, action, pieces, **data):
    client.force_login(user)
    answer = client.post(address(action, pieces), data, follow=True)
    assert answer.status_code == 200
    return [str(message) for message in answer.context["messages"]]


def again(piece):
    return type(piece).objects.get(pk=piece.pk)


def test_imported_drafts_are_assigned_submitted_checked_and_approved(
    client, write, people, own_unit
):
    pieces = [write(author="office", unit=None) for _number in range(3)]
    do(client, people["office"], "cchc_assign", pieces, unit=own_unit.pk)
    assert {again(piece).get_latest_revision_as_object().unit for piece in pieces} == {own_unit}
    do(client, people["office"], "cchc_submit", pieces)
    tasks = {type(again(piece).current_workflow_task) for piece in pieces}
    assert tasks == {OfficeCheckTask}
    # Whoever imported them is their author; a colleague checks.
    told = do(client, people["office"], "cchc_approve", pieces)
    assert any("Giữ nguyên" in text for text in told)
    do(client, people["second_officer"], "cchc_approve", pieces)
    assert {type(again(piece).current_workflow_task) for piece in pieces} == {
        LeadershipApprovalTask
    }
    do(client, people["leadership"], "cchc_approve", pieces)
    assert all(again(piece).live for piece in pieces)


def test_what_is_forbidden_is_left_and_named_and_the_others_go_on(client, write, people):
    fine, changed = write(title="Bài thứ nhất"), write(title="Bài thứ hai")
    for piece in (fine, changed):
        submit(piece, people["unit"])
        act(piece, people["office"], "approve")
    edit(changed, people["second_leader"], title="Bài thứ hai, đã sửa")
    told = do(client, people["leadership"], "cchc_approve", [fine, changed])
    assert again(fine).live and not again(changed).live
    assert any("Bài thứ hai" in text and "Giữ nguyên" in text for text in told)


def test_nobody_is_flooded_with_mails(
    client, write, people, django_capture_on_commit_callbacks, mailoutbox
):
    pieces = [write() for _number in range(3)]
    with django_capture_on_commit_callbacks(execute=True):
        do(client, people["unit"], "cchc_submit", pieces)
    assert not OutgoingMail.objects.exists() and not mailoutbox


@pytest.mark.parametrize("action", ["cchc_assign", "cchc_submit", "cchc_approve"])
def test_the_confirmation_names_nothing_of_another_unit(client, write, people, action):
    piece = write(title="Điều chưa ai được biết")
    client.force_login(people["other"])
    answer = client.get(address(action, [piece]))
    assert "Điều chưa ai" not in answer.content.decode()
    do(client, people["other"], action, [piece])
    assert not WorkflowState.objects.exists()


def test_a_unit_hands_pieces_to_itself_alone(client, write, people, office):
    piece = write()
    client.force_login(people["unit"])
    answer = client.post(
        address("cchc_assign", [piece]), {"unit": office.units["other"].pk}, follow=True
    )
    assert answer.context["form"].errors["unit"]
    assert again(piece).unit == office.units["unit"]


def test_what_lacks_something_needed_is_not_submitted(client, column, people, own_unit):
    article = write_article(column, people["unit"], own_unit)
    draft = again(article)
    draft.lead = ""
    draft.save_revision(user=people["unit"], clean=False)
    told = do(client, people["unit"], "cchc_submit", [article])
    assert not again(article).workflow_in_progress
    assert any("Giữ nguyên" in text for text in told)


def test_sent_back_pieces_are_handed_in_again(client, write, people):
    piece = write()
    submit(piece, people["unit"])
    act(piece, people["office"], "reject", comment="Chưa rõ.")
    do(client, people["unit"], "cchc_submit", [piece])
    assert again(piece).workflow_in_progress
    assert WorkflowState.objects.count() == 1


def test_the_listing_of_what_is_under_review_offers_it(client, article, people):
    submit(article, people["unit"])
    client.force_login(people["office"])
    listing = client.get(reverse("cchc_editorial_pieces")).content.decode()
    assert "data-bulk-action-checkbox" in listing and "cchc_approve" in listing
    name = reverse(
        "wagtail_bulk_action", args=["cchc_editorial", "reviewtaskstate", "cchc_approve"]
    )
    client.post(f"{name}?id={step_of(article).pk}&next=/admin/")
    assert isinstance(again(article).current_workflow_task, LeadershipApprovalTask)
    client.force_login(people["other"])
    client.post(f"{name}?id={step_of(again(article)).pk}&next=/admin/")
    assert not again(article).live
