"""Wagtail's own search boxes, on the host's own backend, find unmarked words."""

import pytest
from django.urls import reverse
from wagtail.search.backends import get_search_backend

from cchc_wagtail.procedures.models import ProcedurePage
from cchc_wagtail.registry.models import LegalDocument
from tests.factories import LegalDocumentFactory, ProcedurePageFactory, UserFactory


@pytest.fixture
def passport(procedures):
    return ProcedurePageFactory(parent=procedures, title="Cấp hộ chiếu phổ thông", code="1.001456")


@pytest.fixture
def decree(db):
    return LegalDocumentFactory(number="901/2021/NĐ-CP", title="Về xuất cảnh, nhập cảnh")


@pytest.mark.parametrize("words", ["ho chieu", "hộ chiếu", "HO CHIEU"])
def test_the_backend_finds_pages(passport, words):
    assert list(ProcedurePage.objects.search(words)) == [passport]


@pytest.mark.parametrize("words", ["xuat canh", "xuất cảnh", "901/2021/ND-CP"])
def test_the_backend_finds_documents(decree, words):
    assert list(get_search_backend().search(words, LegalDocument)) == [decree]


def test_the_boxes_of_the_admin_find_them(client, passport, decree):
    client.force_login(UserFactory(admin=True))
    looked_through = {
        reverse("wagtailadmin_pages:search"): ("ho chieu", passport.title),
        reverse("wagtailadmin_explore", args=[passport.get_parent().pk]): (
            "ho chieu",
            passport.title,
        ),
        reverse("wagtailadmin_choose_page_search"): ("ho chi", passport.title),
        reverse(LegalDocument.snippet_viewset.get_url_name("list")): ("xuat canh", decree.number),
    }
    for address, (words, found) in looked_through.items():
        response = client.get(address, {"q": words})
        assert found in response.content.decode(), address
