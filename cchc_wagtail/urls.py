"""The addresses of the package; a host includes them before Wagtail's own catch-all."""

from django.urls import include, path, re_path

from cchc_wagtail.channels.api import build_router
from cchc_wagtail.channels.feeds import feed
from cchc_wagtail.channels.sitemaps import sitemap, sitemap_part
from cchc_wagtail.frontend.addresses import not_an_address, or_page_of_site, page_of_site_first
from cchc_wagtail.procedures.views.procedures import poster, procedure, procedures
from cchc_wagtail.questions.views.asking import ask_redirect
from cchc_wagtail.questions.views.feedback import feedback
from cchc_wagtail.registry.feeds import DocumentChangesFeed
from cchc_wagtail.registry.views import documents as registry
from cchc_wagtail.search.urls import urlpatterns as search_urlpatterns

app_name = "cchc_wagtail"
urlpatterns = [
    # First, for all addresses of the host: no database text may hold this character.
    re_path("\x00", not_an_address),
    *search_urlpatterns,
    path("van-ban/", page_of_site_first(registry.lookup), name="document_lookup"),
    path("van-ban/<str:slug>/", or_page_of_site(registry.document), name="document"),
    path(
        "van-ban/<slug:slug>/dan-chieu/",
        or_page_of_site(registry.cited_by),
        name="document_cited_by",
    ),
    path("van-ban/<slug:slug>/nguon-tin/", DocumentChangesFeed(), name="feed_document_changes"),
    path("thu-tuc/", page_of_site_first(procedures), name="procedures"),
    path("thu-tuc/<str:code>/", or_page_of_site(procedure), name="procedure"),
    path("thu-tuc/<str:code>/in/", or_page_of_site(poster), name="procedure_poster"),
    path("dat-cau-hoi/", page_of_site_first(ask_redirect), name="ask"),
    path("phan-hoi/<int:page_id>/", or_page_of_site(feedback), name="feedback"),
    path("api/cchc/v2/", include((build_router().get_urlpatterns(), "api"))),
    path("nguon-tin/<slug:slug>/", or_page_of_site(feed), name="feed"),
    path("so-do-trang.xml", sitemap, name="sitemap"),
    path("so-do-trang-<slug:section>.xml", sitemap_part, name="sitemap_part"),
]
