"""The briefing (họp giao ban): what was done, what waits, what is late; one page to print."""

import datetime

from django import forms
from django.utils.translation import gettext_lazy as _
from django.views.generic import View
from wagtail.admin.widgets import AdminDateInput
from wagtail.models import Page

from cchc_wagtail import clock
from cchc_wagtail.editorial.models import ReviewTaskState
from cchc_wagtail.editorial.pieces import read_pieces
from cchc_wagtail.organisation.report_figures import Part, figures_between, within
from cchc_wagtail.organisation.working_days import add_working_days
from cchc_wagtail.search.kinds import kinds
from cchc_wagtail.search.visibility import visible_objects

from ..counting import lines_of
from ..progress import State
from ..reports.wording import number_in_words
from ..scope import plans_for
from .reports import ReportsMixin

#: Rows of one list: the page is for a meeting, not an archive.
SHOWN = 10
#: What falls due in so many working days from today is told.
SOON = 10


class DaysForm(forms.Form):
    """The days of the briefing; without them, from Monday of last week until today."""

    tu = forms.DateField(label=_("from"), required=False, widget=AdminDateInput)
    den = forms.DateField(label=_("to"), required=False, widget=AdminDateInput)

    def days(self):
        """Return the first and the last day, in this order; what was typed wrong is left out."""
        today = clock.today()
        typed = self.cleaned_data if self.is_valid() else {}
        last = typed.get("den") or today
        first = typed.get("tu") or today - datetime.timedelta(today.weekday() + 7)
        return min(first, last), max(first, last)


class BriefingView(ReportsMixin, View):
    page_title = _("Briefing")
    header_icon = "group"
    template_name = "cchc_plans/admin/briefing.html"

    def get_breadcrumbs_items(self):
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def get(self, request):
        form = DaysForm(request.GET)
        first, last = form.days()
        today = clock.today()
        waiting = ReviewTaskState.objects.waiting()
        late, soon = _plan_lines(request.user, today)
        context = {
            "form": DaysForm(initial={"tu": first, "den": last}),
            "first": first,
            "last": last,
            "published": published_between(first, last),
            "parts": told_between(first, last),
            "waiting": read_pieces(waiting.order_by("due_on", "pk")[:SHOWN]),
            "waiting_count": waiting.count(),
            "late": late,
            "soon": soon,
        }
        return self.render_to_response(self.get_context_data(**context))


def published_between(first, last):
    """Return (label of a kind, its newest rows first published in the days, how many) of each."""
    found = []
    for kind in kinds():
        rows = visible_objects(kind.model).filter(within("first_published_at", first, last))
        rows = rows.order_by("-first_published_at", "-pk")
        if issubclass(kind.model, Page):
            rows = rows.only("title", "first_published_at", "path", "depth", "url_path")
        if shown := list(rows[:SHOWN]):
            found.append((kind.label, shown, rows.count()))
    return found


def told_between(first, last):
    """Return (part, its figures that are not nought: label, number, unit) in their order."""
    parts = {}
    for figure in figures_between(first, last):
        if figure.value and figure.part not in (Part.PUBLISHED, Part.PLAN):
            row = (figure.label, number_in_words(figure.value), figure.unit)
            parts.setdefault(Part(figure.part).label, []).append(row)
    return list(parts.items())


def _plan_lines(user, today):
    """Return the lines of the running plans that are overdue, and those due soon."""
    running = plans_for(user).filter(begins_on__lte=today, ends_on__gte=today)
    lines = [line for plan in running for line in lines_of(plan)]
    last = add_working_days(today, SOON)
    late = [line for line in lines if line.progress.state == State.OVERDUE]
    soon = [
        line
        for line in lines
        if not line.progress.is_finished and line not in late and line.due_on <= last
    ]
    return late, soon
