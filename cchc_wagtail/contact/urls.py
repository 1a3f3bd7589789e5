from django.urls import path

from cchc_wagtail.frontend.addresses import or_page_of_site, page_of_site_first

from .views import accessibility, unit

urlpatterns = [
    path("don-vi/<str:slug>/", or_page_of_site(unit), name="unit"),
    path("kha-nang-tiep-can/", page_of_site_first(accessibility), name="accessibility"),
]
