from django.urls import path

from cchc_wagtail.frontend.addresses import or_page_of_site

from .feeds import ColumnFeed, FieldFeed

urlpatterns = [
    path(
        "nguon-tin/tin-tuc/chuyen-muc/<int:pk>/",
        or_page_of_site(ColumnFeed()),
        name="news_of_column",
    ),
    path(
        "nguon-tin/tin-tuc/linh-vuc/<slug:slug>/",
        or_page_of_site(FieldFeed()),
        name="news_of_field",
    ),
]
