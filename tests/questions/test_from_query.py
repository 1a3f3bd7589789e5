"""From what people look for in vain to a situation that answers it."""

import pytest
from django.core import mail
from django.urls import reverse

from cchc_wagtail.questions.models import SituationPage
from cchc_wagtail.search.log import log_search
from tests.editorial.acting import build_office
from tests.factories import SituationIndexPageFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(db):
    office = build_office()
    office.situations = SituationIndexPageFactory(parent=office.column)
    return office


@pytest.fixture
def begin(client, office):
    def post(who, **data):
        client.force_login(office.people[who])
        form = {"title": "Xin visa cho vợ", "parent": office.situations.pk, **data}
        return client.post(reverse("cchc_questions_wanted"), form)

    return post


def test_the_words_are_taken_along(client, office):
    client.force_login(office.people["office"])
    log_search("xin visa cho vợ", 0, "1")
    shown = client.get(reverse("cchc_search_queries")).content.decode()
    address = reverse("cchc_questions_wanted")
    assert f"{address}?words=xin%20visa%20cho%20v%E1%BB%A3" in shown
    form = client.get(address, {"words": "xin visa cho vợ"}).context["form"]
    assert form.initial["title"] == "Xin visa cho vợ"


def test_another_unit_is_asked_for_the_answer(begin, office, django_capture_on_commit_callbacks):
    unit = office.units["unit"]
    with django_capture_on_commit_callbacks(execute=True):
        answer = begin("office", unit=unit.pk)
    draft = SituationPage.objects.get(title="Xin visa cho vợ")
    assert answer.url == reverse("wagtailadmin_pages:edit", args=[draft.pk])
    assert (draft.live, draft.unit) == (False, unit)
    assert draft.get_parent().specific == office.situations
    assert mail.outbox and all("Xin visa cho vợ" in one.body for one in mail.outbox)
    assert reverse("wagtailadmin_pages:edit", args=[draft.pk]) in mail.outbox[0].body
    members = set(unit.group.user_set.exclude(email="").values_list("email", flat=True))
    assert {one.to[0] for one in mail.outbox} == members


def test_faults_are_named_and_nothing_is_begun(begin, office):
    answer = begin("office", title=" ", unit="", parent="999")
    assert set(answer.context["form"].errors) == {"title", "unit", "parent"}
    assert not SituationPage.objects.exists()


def test_a_unit_without_the_report_is_kept_out(begin, office):
    assert begin("unit", unit=office.units["unit"].pk).status_code == 302
    assert not SituationPage.objects.exists()
