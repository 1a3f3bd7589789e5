"""The due days of a plan as a calendar (RFC 5545) that other programs subscribe to."""

import datetime

from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from cchc_wagtail.organisation.models import Unit
from cchc_wagtail.search.visibility import public_pages

from .counting import lines_of
from .models import PlanPage


def calendar(request, year):
    """The public contents of the plans of ``year``; of one unit where ``don-vi`` names it."""
    if not datetime.MINYEAR <= year <= datetime.MAXYEAR:
        raise Http404
    plans = PlanPage.objects.filter(begins_on__year__lte=year, ends_on__year__gte=year)
    plans = list(public_pages(plans).order_by("begins_on", "pk"))
    slug = request.GET.get("don-vi", "").replace("\x00", "")
    if not plans or (slug and not Unit.objects.filter(slug=slug).exists()):
        raise Http404
    made = Calendar()
    made.add("prodid", "-//cchc_wagtail//plans//VI")
    made.add("version", "2.0")
    made.add("x-wr-calname", _("Plan %(year)s") % {"year": year})
    for plan in plans:
        for line in lines_of(plan, plan.public_rows):
            if not slug or (line.unit and line.unit.slug == slug):
                made.add_component(_event(plan, line, request))
    return HttpResponse(made.to_ical(), content_type="text/calendar; charset=utf-8")


def _event(plan, line, request):
    event = Event()
    event.add("uid", f"{line.key}@{request.get_host()}")
    event.add("dtstamp", plan.last_published_at or timezone.now())
    event.add("dtstart", line.due_on)
    # The day after the last: a calendar's end is not part of it.
    event.add("dtend", line.due_on + datetime.timedelta(1))
    event.add("summary", str(line.content))
    event.add("description", f"{line.progress.state.label}: {line.progress.in_words}")
    event.add("url", plan.get_full_url(request))
    event.add("transp", "TRANSPARENT")
    return event
