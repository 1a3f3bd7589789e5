"""Nobody learns of another unit's draft by choosing it: forms, confirmations, the API."""

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from wagtail.documents.models import Document
from wagtail.models import Page

from cchc_wagtail.editorial.models import ReviewTaskState
from cchc_wagtail.portal.setup.groups import create_collections
from cchc_wagtail.questions.models import SituationPage
from tests.editorial.acting import step_of, submit, write_document
from tests.editorial.forms import unchanged
from tests.factories import SituationIndexPageFactory, SituationPageFactory

pytestmark = pytest.mark.django_db

HIDDEN = "Văn bản còn kín"


@pytest.fixture
def hidden(people, office):
    return write_document(people["unit"], office.units["unit"], title=HIDDEN)


def test_a_draft_of_another_unit_cannot_be_chosen_in_a_form(client, people, office, hidden):
    index = SituationIndexPageFactory(parent=office.column)
    page = SituationPageFactory(
        parent=index, unit=office.units["other"], owner=people["other"], draft=True
    )
    page.save_revision(user=people["other"])
    client.force_login(people["other"])
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    data = {**unchanged(client.get(address).context["form"]), "documents": [hidden.pk]}
    assert HIDDEN not in client.post(address, data).content.decode()
    assert HIDDEN not in client.get(address).content.decode()
    draft = SituationPage.objects.get(pk=page.pk).get_latest_revision_as_object()
    assert list(draft.documents.all()) == []


@pytest.mark.parametrize("action", ["delete", "move", "publish", "unpublish", "cchc_assign"])
def test_a_confirmation_names_no_page_of_another_unit(client, people, article, action):
    Page.objects.filter(pk=article.pk).update(draft_title="Bài còn kín", title="Bài còn kín")
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", action])
    client.force_login(people["other"])
    assert "Bài còn kín" not in client.get(f"{address}?id={article.pk}").content.decode()
    client.force_login(people["colleague"])
    assert "Bài còn kín" in client.get(f"{address}?id={article.pk}").content.decode()


def test_the_report_on_page_types_names_no_page_of_another_unit(client, people, article):
    address = reverse("wagtailadmin_reports:page_types_usage")
    for name, is_seen in [("other", False), ("colleague", True)]:
        client.force_login(people[name])
        response = client.get(address)
        assert response.status_code == 200
        assert (article.title in response.content.decode()) == is_seen, name


def test_a_confirmation_still_tells_of_steps(client, people, article):
    submit(article, people["unit"])
    step = step_of(article)
    names = [ReviewTaskState._meta.app_label, "reviewtaskstate", "cchc_approve"]
    client.force_login(people["other"])
    response = client.get(f"{reverse('wagtail_bulk_action', args=names)}?id={step.pk}")
    assert response.status_code == 200
    assert article.title not in response.content.decode()


def test_the_api_gives_files_only_to_who_may_choose_them(client, people, office):
    create_collections()
    unit = office.units["unit"]
    unit.refresh_from_db()
    Document.objects.create(
        title="Tờ trình kín", file=ContentFile(b"x", "kin.pdf"), collection=unit.collection
    )
    address = reverse("wagtailadmin_api:documents:listing")
    for name, seen in [("other", False), ("colleague", True), ("office", True), ("admin", True)]:
        client.force_login(type(people[name]).objects.get(pk=people[name].pk))
        for query in ("", "?search=trình"):
            response = client.get(f"{address}{query}")
            assert response.status_code == 200, query
            assert ("Tờ trình kín" in response.content.decode()) == seen, (name, query)
