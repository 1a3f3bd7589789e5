from io import BytesIO

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from wagtail.models import PageViewRestriction

from cchc_wagtail.channels.pictures import HEIGHT, WIDTH, draw_picture
from tests.factories import (
    ArticlePageFactory,
    LegalDocumentFactory,
    ProcedurePageFactory,
    UserFactory,
)


def address(shown):
    return f"/anh-chia-se/{shown._meta.label_lower}/{shown.pk}.png"


def size_of(content):
    return Image.open(BytesIO(content)).size


@settings(max_examples=25, deadline=None)
@given(st.text(max_size=400), st.lists(st.tuples(st.text(), st.text()), max_size=4), st.text())
def test_whatever_it_is_called_there_is_a_picture(title, facts, site_name):
    assert size_of(draw_picture("Thủ tục", title, facts, site_name)) == (WIDTH, HEIGHT)


@pytest.fixture(autouse=True)
def empty_cache():
    cache.clear()


@pytest.mark.django_db
@pytest.mark.parametrize("factory", [ProcedurePageFactory, ArticlePageFactory])
def test_a_public_page_has_a_picture_that_may_be_kept(client, factory):
    answer = client.get(address(factory()))
    assert answer["Content-Type"] == "image/png"
    assert size_of(answer.content) == (WIDTH, HEIGHT)
    assert "public" in answer["Cache-Control"]


@pytest.mark.django_db
def test_so_has_a_document(client):
    assert client.get(address(LegalDocumentFactory())).status_code == 200


@pytest.mark.django_db
def test_a_changed_name_changes_the_picture(client):
    page = ProcedurePageFactory(title="Cấp hộ chiếu")
    before = client.get(address(page)).content
    page.title = "Cấp lại hộ chiếu"
    page.save_revision().publish()
    assert client.get(address(page)).content != before


@pytest.mark.django_db
@pytest.mark.parametrize("admin", [False, True])
def test_what_is_not_for_everybody_has_none(client, admin):
    if admin:
        client.force_login(UserFactory(admin=True))
    draft = ProcedurePageFactory(live=False)
    document = LegalDocumentFactory(live=False)
    private = ArticlePageFactory()
    PageViewRestriction.objects.create(page=private, restriction_type="login")
    for shown in (draft, document, private):
        assert client.get(address(shown)).status_code == 404


@pytest.mark.django_db
@pytest.mark.parametrize("label", ["auth.user", "x", "a.b.c", "wagtailcore.revision"])
def test_what_is_no_content_has_none(client, label):
    assert client.get(f"/anh-chia-se/{label}/1.png").status_code == 404


@pytest.mark.django_db
def test_drawn_once_it_costs_few_queries(client):
    page = ProcedurePageFactory()
    client.get(address(page))
    with CaptureQueriesContext(connection) as queries:
        client.get(address(page))
    assert len(queries) <= 2
