"""The addresses of the package; a host includes them before Wagtail's own catch-all."""

from django.urls import include, path, re_path

from cchc_wagtail.frontend.routing import not_an_address
from cchc_wagtail.portal import feeds
from cchc_wagtail.portal.api import api_router
from cchc_wagtail.portal.sitemaps import sitemap
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
    path("van-ban/", registry.lookup, name="document_lookup"),
    path("van-ban/<str:slug>/", registry.document, name="document"),
    path("van-ban/<slug:slug>/dan-chieu/", registry.cited_by, name="document_cited_by"),
    path("van-ban/<slug:slug>/nguon-tin/", DocumentChangesFeed(), name="feed_document_changes"),
    path("thu-tuc/", procedures, name="procedures"),
    path("thu-tuc/<str:code>/", procedure, name="procedure"),
    path("thu-tuc/<str:code>/in/", poster, name="procedure_poster"),
    path("dat-cau-hoi/", ask_redirect, name="ask"),
    path("phan-hoi/<int:page_id>/", feedback, name="feedback"),
    path("api/cchc/v2/", include((api_router.get_urlpatterns(), "api"))),
    path("nguon-tin/tin-tuc/", feeds.NewsFeed(), name="feed_news"),
    path("nguon-tin/van-ban/", feeds.DocumentFeed(), name="feed_documents"),
    path("nguon-tin/thu-tuc/", feeds.ProcedureFeed(), name="feed_procedures"),
    path("so-do-trang.xml", sitemap, name="sitemap"),
]
