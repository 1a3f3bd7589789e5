from django.urls import path

from cchc_wagtail.frontend.addresses import or_page_of_site

from .views import unit

urlpatterns = [path("don-vi/<str:slug>/", or_page_of_site(unit), name="unit")]
