from django.urls import path

from cchc_wagtail.frontend.addresses import page_of_site_first

from .views.proposing import propose_redirect

urlpatterns = [path("sang-kien/gui/", page_of_site_first(propose_redirect), name="propose")]
