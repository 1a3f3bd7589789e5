from django.urls import include, path

from cchc_wagtail.frontend.addresses import or_page_of_site

from .api import build_router
from .feeds import feed
from .sitemaps import sitemap, sitemap_part

urlpatterns = [
    path("api/cchc/v2/", include((build_router().get_urlpatterns(), "api"))),
    path("nguon-tin/<slug:slug>/", or_page_of_site(feed), name="feed"),
    path("so-do-trang.xml", sitemap, name="sitemap"),
    path("so-do-trang-<slug:section>.xml", sitemap_part, name="sitemap_part"),
]
