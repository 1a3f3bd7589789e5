from django.urls import include, path

from cchc_wagtail.frontend.addresses import answer_of_site_first, or_page_of_site

from .api import build_router
from .feeds import embedded_list, feed, json_feed
from .printing import printed
from .robots import robots
from .sharing import sharing_picture
from .sitemaps import sitemap, sitemap_part

urlpatterns = [
    path("api/cchc/v2/", include((build_router().get_urlpatterns(), "api"))),
    path("nguon-tin/<slug:slug>/", or_page_of_site(feed), name="feed"),
    path("nguon-tin/<slug:slug>.json", json_feed, name="json_feed"),
    path("nguon-tin/<slug:slug>/nhung/", embedded_list, name="embedded_list"),
    path("anh-chia-se/<str:model>/<int:pk>.png", sharing_picture, name="sharing_picture"),
    path("in/<str:model>/<int:pk>/<slug:form>.pdf", printed, name="printed"),
    path("robots.txt", answer_of_site_first(robots)),
    path("sitemap.xml", answer_of_site_first(sitemap)),
    path("so-do-trang.xml", sitemap, name="sitemap"),
    path("so-do-trang-<slug:section>.xml", sitemap_part, name="sitemap_part"),
]
