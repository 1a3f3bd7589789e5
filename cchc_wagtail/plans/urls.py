from django.urls import path

from cchc_wagtail.frontend.addresses import or_page_of_site

from .calendars import calendar

urlpatterns = [
    path("ke-hoach/<int:year>.ics", or_page_of_site(calendar), name="plan_calendar"),
]
