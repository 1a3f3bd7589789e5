"""Wagtail's user bar on the public pages: for those who work here, and for nobody else."""

import pytest
from django.urls import reverse
from wagtail.models import Site

from cchc_wagtail.editorial.findings import findings_of
from cchc_wagtail.editorial.wagtail_hooks import FINDING_RULE
from cchc_wagtail.frontend.templatetags.cchc import draws_user_bar
from tests.editorial.acting import build_office
from tests.editorial.forms import unchanged
from tests.factories import (
    ArticlePageFactory,
    LegalDocumentFactory,
    NewsColumnPageFactory,
    ProcedureIndexPageFactory,
    ProcedurePageFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(db):
    return build_office()


def test_readers_with_the_right_get_edit_and_visitors_nothing(client, office):
    article = ArticlePageFactory(parent=office.column, unit=office.units["unit"])
    document = LegalDocumentFactory(unit=office.units["unit"])
    addresses = {
        article.url: reverse("wagtailadmin_pages:edit", args=[article.pk]),
        document.get_absolute_url(): reverse(
            document.snippet_viewset.get_url_name("edit"), args=[document.pk]
        ),
    }
    for address in addresses:
        answer = client.get(address)
        assert "wagtail-userbar" not in answer.content.decode()
        assert "Cookie" not in answer.get("Vary", "")
    for name, sees in [("unit", True), ("other", False)]:
        client.force_login(office.people[name])
        for address, edit in addresses.items():
            html = client.get(address).content.decode()
            assert "wagtail-userbar" in html
            assert (edit in html) == sees, (name, address)


def test_a_bar_of_the_host_is_seen(settings, tmp_path):
    (tmp_path / "own.html").write_text("{% load wagtailuserbar %}{% wagtailuserbar %}")
    (tmp_path / "frame.html").write_text("{% extends 'own.html' %}")
    settings.TEMPLATES = [
        {**settings.TEMPLATES[0], "DIRS": [tmp_path, *settings.TEMPLATES[0]["DIRS"]]}
    ]
    draws_user_bar.cache_clear()
    assert draws_user_bar("own.html") and draws_user_bar("frame.html")
    assert not draws_user_bar("base.html")
    draws_user_bar.cache_clear()


def test_the_preview_has_the_checks(client, office):
    column = NewsColumnPageFactory(parent=Site.objects.get(is_default_site=True).root_page)
    article = ArticlePageFactory(parent=column, unit=office.units["unit"])
    client.force_login(office.people["admin"])
    edit = reverse("wagtailadmin_pages:edit", args=[article.pk])
    fields = unchanged(client.get(edit).context["form"])
    preview = reverse("wagtailadmin_pages:preview_on_edit", args=[article.pk])
    client.post(preview, fields)
    html = client.get(f"{preview}?in_preview_panel=true&mode=").content.decode()
    assert "accessibility-axe-configuration" in html or "axe" in html


def test_the_preview_lists_what_is_found_and_the_checks_count_it(client, office):
    parent = ProcedureIndexPageFactory(parent=office.column)
    procedure = ProcedurePageFactory(parent=parent, unit=office.units["unit"])
    client.force_login(office.people["unit"])
    edit = reverse("wagtailadmin_pages:edit", args=[procedure.pk])
    answer = client.get(edit)
    assert FINDING_RULE["id"] in answer.content.decode()
    preview = reverse("wagtailadmin_pages:preview_on_edit", args=[procedure.pk])
    client.post(preview, unchanged(answer.context["form"]))
    html = client.get(f"{preview}?in_preview_panel=true&mode=").content.decode()
    expected = sum(len(texts) for _, texts in findings_of(procedure))
    assert html.count("<li data-cchc-finding>") == expected > 0
    assert "<li data-cchc-finding" not in client.get(procedure.url).content.decode()
