import pytest
from django.http import HttpResponse
from django.test import override_settings
from django.urls import include, path
from wagtail import urls as wagtail_urls

from tests.factories import ProcedurePageFactory


def own(request):
    return HttpResponse("của trang", content_type="text/plain")


urlpatterns = [
    path("", include("cchc_wagtail.urls")),
    path("robots.txt", own),
    path("", include(wagtail_urls)),
]

pytestmark = pytest.mark.django_db


def test_searching_machines_find_the_sitemap(client):
    lines = client.get("/robots.txt").content.decode().splitlines()
    assert "Sitemap: http://testserver/so-do-trang.xml" in lines
    assert "Disallow: /tim-kiem/" in lines


def test_the_sitemap_is_where_machines_look_for_it(client):
    ProcedurePageFactory()
    assert b"so-do-trang-procedure.xml" in client.get("/sitemap.xml").content


@override_settings(ROOT_URLCONF=__name__)
def test_a_site_that_has_its_own_keeps_it(client):
    assert client.get("/robots.txt").content.decode() == "của trang"
    assert b"<sitemapindex" in client.get("/sitemap.xml").content
