from django.urls import path

from cchc_wagtail.frontend.addresses import or_page_of_site, page_of_site_first

from .views import procedures

urlpatterns = [
    path("thu-tuc/", page_of_site_first(procedures.procedures), name="procedures"),
    path("thu-tuc/<str:code>/", or_page_of_site(procedures.procedure), name="procedure"),
    path("thu-tuc/<str:code>/in/", or_page_of_site(procedures.poster), name="procedure_poster"),
]
