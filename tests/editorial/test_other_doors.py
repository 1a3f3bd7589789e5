"""The doors that Wagtail itself leaves open: its API, reverting, its own endpoints."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from wagtail.models import Page

from cchc_wagtail.editorial.review import ReviewedPagePermissionTester
from tests.editorial.acting import act, edit, step_of, submit
from tests.editorial.forms import unchanged

pytestmark = pytest.mark.django_db


def again(piece):
    return type(piece).objects.get(pk=piece.pk)


def revert(client, article, revision):
    return client.post(
        reverse("wagtailadmin_api:pages:action", args=[article.pk, "revert_to_page_revision"]),
        {"revision_id": revision.pk},
        content_type="application/json",
    )


@pytest.mark.parametrize("author", ["unit", "colleague"])
def test_what_the_office_approved_is_not_replaced_through_the_api(client, article, people, author):
    bad = article.latest_revision
    article = edit(article, people["unit"], title="Bài đã sửa cho đúng")
    submit(article, people["unit"])
    article = act(article, people["office"], "approve")
    client.force_login(people[author])
    assert revert(client, article, bad).status_code in (302, 403)
    assert again(article).get_latest_revision_as_object().title == "Bài đã sửa cho đúng"
    assert act(article, people["leadership"], "approve").title == "Bài đã sửa cho đúng"


def test_a_revision_that_came_in_all_the_same_is_not_published(client, article, people):
    """Whoever may write at the last step, an administrator, voids the approval before it too."""
    bad = article.latest_revision
    article = edit(article, people["unit"], title="Bài đã sửa cho đúng")
    submit(article, people["unit"])
    article = act(article, people["office"], "approve")
    client.force_login(people["admin"])
    assert revert(client, article, bad).status_code == 200
    for name in ("leadership", "second_leader"):
        assert not act(article, people[name], "approve").live
        step = step_of(again(article))
        client.force_login(people[name])
        client.post(
            reverse("wagtailadmin_pages:workflow_action", args=[article.pk, "approve", step.pk])
        )
        assert not again(article).live


def test_a_unit_that_handed_a_piece_over_writes_no_more(client, article, people, office):
    first = article.latest_revision
    handed = again(article).get_latest_revision_as_object()
    handed.unit = office.units["other"]
    handed.save()
    handed.save_revision(user=people["office"])
    client.force_login(people["unit"])
    address = reverse("wagtailadmin_pages:revisions_revert", args=[article.pk, first.pk])
    answer = client.get(address)
    if answer.status_code == 200:
        fields = unchanged(answer.context["form"])
        edit_url = reverse("wagtailadmin_pages:edit", args=[article.pk])
        client.post(edit_url, {**fields, "revision": first.pk})
    revert(client, article, first)
    assert again(article).latest_revision.user == people["office"]
    assert again(article).unit == office.units["other"]


def test_code_with_a_user_is_held_to_it_too(piece, people):
    submit(piece, people["unit"])
    with pytest.raises(PermissionDenied):
        piece.save_revision(user=people["unit"])
    with pytest.raises(PermissionDenied):
        piece.save_revision(user=people["other"])
    piece.save_revision(user=people["office"])


@pytest.mark.parametrize("is_published", [False, True])
def test_a_page_answers_the_same_however_it_was_loaded(column, article, people, is_published):
    """Wagtail moves, copies and deletes pages that it has loaded as general ones, or in part."""
    if is_published:
        article.save_revision().publish()
    answers = [name for name in dir(ReviewedPagePermissionTester) if name.startswith("can_")]
    answers = [name for name in answers if name not in ("can_copy_to", "can_move_to")]
    for page in (article, column):
        loaded = [
            Page.objects.get(pk=page.pk),
            Page.objects.get(pk=page.pk).specific_deferred,
            Page.objects.only("path", "depth").get(pk=page.pk),
        ]
        for user in people.values():
            as_it_is = again(page).permissions_for_user(user)
            for other in loaded:
                so_loaded = other.permissions_for_user(user)
                for name in answers:
                    expected = bool(getattr(as_it_is, name)())
                    assert bool(getattr(so_loaded, name)()) == expected, (user, name)
