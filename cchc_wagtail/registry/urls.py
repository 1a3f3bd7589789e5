from django.urls import path

from cchc_wagtail.frontend.addresses import or_page_of_site, page_of_site_first

from .feeds import DocumentChangesFeed
from .views import documents

urlpatterns = [
    path("van-ban/", page_of_site_first(documents.lookup), name="document_lookup"),
    path("van-ban/<str:slug>/", or_page_of_site(documents.document), name="document"),
    path(
        "van-ban/<slug:slug>/dan-chieu/",
        or_page_of_site(documents.cited_by),
        name="document_cited_by",
    ),
    path("van-ban/<slug:slug>/nguon-tin/", DocumentChangesFeed(), name="feed_document_changes"),
]
