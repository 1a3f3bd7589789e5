"""Nothing of the section is there for who has no right of it; what the host has stays as it is."""

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse
from wagtail.models import get_page_models

from cchc_wagtail.editorial.rights import has_rights
from cchc_wagtail.portal.models import ReformHomePage
from tests.factories import UserFactory
from tests.portal.host import host_editor, host_page

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(section):
    return host_page()


@pytest.fixture
def editor(page):
    return host_editor(page)


def test_the_menu_and_the_home_hold_nothing_of_ours(client, editor):
    client.force_login(editor)
    html = client.get(reverse("wagtailadmin_home")).content.decode()
    assert "cchc/" not in html
    assert 'class="cchc' not in html


def test_the_menu_is_there_for_whoever_has_a_right(log_in):
    html = log_in("professional").get(reverse("wagtailadmin_home")).content.decode()
    assert "cchc/quy-trinh/" in html


@pytest.mark.parametrize("codename", ["view_feedback", "view_legaldocument", "add_importrun"])
def test_one_permission_is_a_right(editor, codename):
    assert not has_rights(editor)
    editor.groups.get().permissions.add(Permission.objects.get(codename=codename))
    assert has_rights(type(editor).objects.get(pk=editor.pk))


def test_who_edits_pages_of_the_section_has_a_right(section, editor):
    permissions = editor.groups.get().page_permissions
    permissions.update(page=section)
    assert has_rights(type(editor).objects.get(pk=editor.pk))
    permissions.update(page=section.get_children().first())
    assert has_rights(type(editor).objects.get(pk=editor.pk))


def test_our_types_are_offered_only_below_our_section(client, page):
    client.force_login(UserFactory(admin=True))
    address = reverse("wagtailadmin_pages:add_subpage", args=[page.pk])
    html = client.get(address).content.decode()
    ours = [model for model in get_page_models() if model._meta.app_label.startswith("cchc_")]
    assert len(ours) >= 8
    offered = {model for model in ours if f"/{model._meta.app_label}/" in html}
    offered = {
        model for model in offered if f"/{model._meta.app_label}/{model._meta.model_name}/" in html
    }
    assert offered == {ReformHomePage}
    for model in set(ours) - {ReformHomePage}:
        parents = {parent._meta.app_label for parent in model.allowed_parent_page_models()}
        assert parents and all(label.startswith("cchc_") for label in parents), model


def test_our_types_cannot_be_made_below_a_page_of_the_host(client, page):
    client.force_login(UserFactory(admin=True))
    kind = ["cchc_news", "newscolumnpage"]
    address = reverse("wagtailadmin_pages:add", args=[*kind, page.pk])
    assert client.get(address).status_code in (302, 403)


def test_the_section_is_made_as_before(section):
    for page in section.get_descendants().specific():
        assert type(page.get_parent().specific) in type(page).allowed_parent_page_models()
