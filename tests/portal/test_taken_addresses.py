"""Pages of the site at addresses of ours, and ours below a path of its own."""

import pytest
from django.urls import reverse
from wagtail.models import Site

from cchc_wagtail.portal.taken import taken_addresses
from sandbox.home.models import HomePage
from tests.factories import ProcedureIndexPageFactory, ProcedurePageFactory

pytestmark = pytest.mark.django_db

MOVED = "tests.portal.moved_urls"


@pytest.fixture
def home():
    return Site.objects.get(is_default_site=True).root_page


@pytest.mark.parametrize("slug, is_reached", [("thu-tuc", True), ("tim-kiem", False)])
def test_a_page_of_the_site_is_named(client, home, slug, is_reached):
    page = home.add_child(instance=HomePage(title="Trang của Sở", slug=slug))
    (problem,) = taken_addresses()
    assert "Trang của Sở" in problem.text and f"/{slug}/" in problem.text
    assert ("<h1>Trang của Sở</h1>" in client.get(page.url).content.decode()) == is_reached


def test_a_draft_and_a_page_of_ours_are_not(home):
    home.add_child(instance=HomePage(title="Nháp", slug="tim-kiem", live=False))
    ProcedureIndexPageFactory(parent=home, slug="thu-tuc")
    assert taken_addresses() == []


def test_the_queries_do_not_grow(home, django_assert_num_queries):
    taken_addresses()  # the content types are read once a process
    for slug in ["thu-tuc", "van-ban", "dat-cau-hoi"]:
        home.add_child(instance=HomePage(title=slug, slug=slug))
    with django_assert_num_queries(2):
        assert len(taken_addresses()) == 3


@pytest.mark.urls("wagtail.admin.urls")
def test_without_our_addresses_none_is_taken():
    assert taken_addresses() == []


@pytest.mark.urls(MOVED)
def test_below_a_path_of_their_own_our_addresses_lead_where_they_did(client, home):
    page = home.add_child(instance=HomePage(title="Tìm trong Sở", slug="tim-kiem"))
    assert taken_addresses() == []
    assert "<h1>Tìm trong Sở</h1>" in client.get(page.url).content.decode()
    index = ProcedureIndexPageFactory(parent=home, slug="danh-muc")
    procedure = ProcedurePageFactory(parent=index, title="Cấp thẻ đi lại doanh nhân")
    assert procedure.permalink.startswith("/dich-vu/thu-tuc/")
    assert client.get(procedure.permalink).url.endswith(procedure.url)
    search = reverse("cchc_wagtail:search")
    assert search == "/dich-vu/tim-kiem/"
    assert procedure.url in client.get(f"{search}?q=the di lai doanh nhan").content.decode()
