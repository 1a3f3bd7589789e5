"""The pages of the section itself are reviewed, and no type slips in below them unreviewed."""

import pytest
from django.apps import apps
from django.urls import reverse
from wagtail.models import Page

from cchc_wagtail.content.checks import check_page_types, types_in_sections
from cchc_wagtail.content.pages import SectionPage
from cchc_wagtail.editorial.problems import task_problems
from cchc_wagtail.news.models import ArticlePage
from cchc_wagtail.portal.models import ReformHomePage
from cchc_wagtail.procedures.models import ProcedurePage
from cchc_wagtail.questions.models import SituationPage
from tests.editorial.acting import act, submit
from tests.editorial.forms import unchanged

SECTION_TYPES = [model for model in apps.get_models() if issubclass(model, SectionPage)]

pytestmark = pytest.mark.django_db


@pytest.fixture(params=SECTION_TYPES, ids=lambda model: model.__name__)
def section(request, column):
    """A published page of each type that leads to content, where a workflow is assigned."""
    page = column.add_child(instance=request.param(title="Danh mục", intro="<p>Cũ</p>"))
    page.save_revision().publish()
    return request.param.objects.get(pk=page.pk)


def edit_url(page):
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def post(client, page, user, action):
    """Change the introduction of ``page`` in the editor, as ``user``, and press ``action``."""
    client.force_login(user)
    answer = client.get(edit_url(page))
    if answer.status_code != 200:
        return answer
    fields = unchanged(answer.context["form"])
    return client.post(edit_url(page), {**fields, "title": "Tên mới", action: "1"})


def again(page):
    return type(page).objects.get(pk=page.pk)


@pytest.mark.parametrize("name", ["office", "leadership", "admin"])
def test_nobody_publishes_it_alone(client, section, people, name):
    post(client, section, people[name], "action-publish")
    assert again(section).title == section.title
    assert not again(section).permissions_for_user(people[name]).can_publish()


def test_it_goes_through_the_review_in_the_editor(client, section, people):
    post(client, section, people["office"], "action-submit")
    assert again(section).workflow_in_progress
    act(section, people["second_officer"], "approve")
    assert again(section).title == section.title
    act(section, people["leadership"], "approve")
    assert again(section).title == "Tên mới"


def test_a_unit_adds_below_it_but_does_not_change_it(client, section, people):
    post(client, section, people["unit"], "action-save")
    assert again(section).latest_revision_id == section.latest_revision_id
    tester = section.permissions_for_user(people["unit"])
    assert not tester.can_edit()
    assert tester.can_add_subpage()


class TestTypes:
    def test_ours_are_all_reviewed(self):
        assert {ArticlePage, ProcedurePage, SituationPage} <= types_in_sections()
        assert check_page_types(None) == []

    def test_one_that_is_not_is_named_unless_the_host_says_so(self, monkeypatch, settings):
        monkeypatch.setattr(ReformHomePage, "allowed_subpage_models", lambda: [Page])
        assert Page in [warning.obj for warning in check_page_types(None)]
        settings.CCHC_WAGTAIL = {"UNREVIEWED_PAGE_TYPES": ["wagtailcore.Page"]}
        assert Page not in [warning.obj for warning in check_page_types(None)]


@pytest.mark.parametrize("name", ["office", "leadership", "admin"])
def test_those_who_answer_for_all_hide_and_take_down_what_is_published(client, piece, people, name):
    submit(piece, people["unit"])
    act(piece, people["office"], "approve")
    piece = act(piece, people["leadership"], "approve")
    client.force_login(people[name])
    if hasattr(piece, "permissions_for_user"):
        tester = piece.permissions_for_user(people[name])
        assert tester.can_set_view_restrictions()
        assert tester.can_delete() == people[name].is_superuser
        address = reverse("wagtailadmin_pages:set_privacy", args=[piece.pk])
        client.post(address, {"restriction_type": "login"})
        assert piece.get_view_restrictions().exists()
        address = reverse("wagtailadmin_pages:unpublish", args=[piece.pk])
    else:
        viewset = piece.snippet_viewset
        client.post(reverse(viewset.get_url_name("delete"), args=[piece.pk]))
        assert type(piece).objects.filter(pk=piece.pk).exists() != people[name].is_superuser
        if people[name].is_superuser:
            return
        address = reverse(viewset.get_url_name("edit"), args=[piece.pk])
        assert "unpublish" in client.get(address).content.decode()
        address = reverse(viewset.get_url_name("unpublish"), args=[piece.pk])
    client.post(address)
    assert not again(piece).live


@pytest.mark.parametrize("name", ["unit", "other"])
def test_a_unit_does_not(client, piece, people, name):
    submit(piece, people["unit"])
    act(piece, people["office"], "approve")
    piece = act(piece, people["leadership"], "approve")
    client.force_login(people[name])
    if hasattr(piece, "permissions_for_user"):
        client.post(
            reverse("wagtailadmin_pages:set_privacy", args=[piece.pk]),
            {"restriction_type": "login"},
        )
        assert not piece.get_view_restrictions().exists()
        client.post(reverse("wagtailadmin_pages:unpublish", args=[piece.pk]))
    else:
        viewset = piece.snippet_viewset
        client.post(reverse(viewset.get_url_name("unpublish"), args=[piece.pk]))
        client.post(reverse(viewset.get_url_name("delete"), args=[piece.pk]))
    assert again(piece).live


def test_a_workflow_without_a_step_takes_nothing_and_publishes_nothing(
    client, piece, people, office
):
    for task in office.tasks.values():
        task.active = False
        task.save()
    client.force_login(people["admin"])
    if hasattr(piece, "permissions_for_user"):
        address = edit_url(piece)
    else:
        address = reverse(piece.snippet_viewset.get_url_name("edit"), args=[piece.pk])
    answer = client.get(address)
    assert "action-submit" not in answer.content.decode()
    fields = unchanged(answer.context["form"])
    for action in ("action-submit", "action-publish"):
        assert client.post(address, {**fields, action: "1"}).status_code in (200, 302)
        assert not again(piece).live
    assert "cchc_editorial.W004" in [problem.id for problem in task_problems()]
