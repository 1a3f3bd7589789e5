from django.urls import path

from cchc_wagtail.frontend.addresses import or_page_of_site, page_of_site_first

from .views.asking import ask_redirect
from .views.feedback import feedback

urlpatterns = [
    path("dat-cau-hoi/", page_of_site_first(ask_redirect), name="ask"),
    path("phan-hoi/<int:page_id>/", or_page_of_site(feedback), name="feedback"),
]
