"""Choosing several published things by search, in the editor of a situation."""

import pytest
from django.urls import reverse
from wagtail.models import Site

from cchc_wagtail.questions.models import SituationPage
from tests.editorial.forms import unchanged
from tests.factories import (
    LegalDocumentFactory,
    ProcedureIndexPageFactory,
    ProcedurePageFactory,
    SituationIndexPageFactory,
    SituationPageFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def home(db):
    return Site.objects.get(is_default_site=True).root_page


@pytest.fixture
def procedures(home):
    index = ProcedureIndexPageFactory(parent=home)
    titles = ["Cấp hộ chiếu phổ thông", "Khôi phục hộ chiếu phổ thông", "Đăng ký khai sinh"]
    pages = [ProcedurePageFactory(parent=index, title=title) for title in titles]
    for page in pages:
        page.save_revision().publish()
    draft = ProcedurePageFactory(parent=index, title="Hộ chiếu chưa đăng", draft=True)
    draft.save_revision()
    return pages


def ask(client, kind, query):
    answer = client.get(reverse("cchc_search_choose", args=[kind]), {"q": query})
    assert answer.status_code == 200
    return answer.json()["results"]


def test_what_is_published_is_found_without_marks(client, procedures):
    client.force_login(UserFactory(admin=True))
    found = ask(client, "procedure", "ho chieu")
    assert {int(one["key"]) for one in found} == {page.pk for page in procedures[:2]}
    assert all("(1." in one["label"] for one in found)
    assert "chưa đăng" not in str(found)
    assert ask(client, "procedure", "không có gì như thế cả xyz") == []


def test_documents_by_their_number(client):
    document = LegalDocumentFactory(number="61/2018/NĐ-CP")
    document.save_revision().publish()
    client.force_login(UserFactory(admin=True))
    assert [one["key"] for one in ask(client, "document", "61/2018/ND-CP")] == [str(document.pk)]


def test_it_asks_who_asks(client, procedures):
    answer = client.get(reverse("cchc_search_choose", args=["procedure"]), {"q": "hộ chiếu"})
    assert answer.status_code == 302


def test_the_form_shows_what_was_chosen_alone_and_keeps_it(client, home, procedures):
    situation = SituationPageFactory(parent=SituationIndexPageFactory(parent=home))
    situation.procedures = procedures[:2]
    situation.save_revision().publish()
    client.force_login(UserFactory(admin=True))
    edit = reverse("wagtailadmin_pages:edit", args=[situation.pk])
    answer = client.get(edit)
    html = answer.content.decode()
    assert html.count('checkbox" name="procedures"') == 2 and "Đăng ký khai sinh" not in html
    fields = unchanged(answer.context["form"])
    keys = [str(procedures[0].pk), str(procedures[2].pk)]
    client.post(edit, {**fields, "procedures": keys})
    draft = SituationPage.objects.get(pk=situation.pk).get_latest_revision_as_object()
    assert {page.pk for page in draft.procedures.all()} == {procedures[0].pk, procedures[2].pk}
