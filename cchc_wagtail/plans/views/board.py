"""The board of a plan: how far each content has come, what is late, what each unit has to do."""

from collections import Counter

from django.http import Http404
from django.utils.translation import gettext_lazy as _
from django.views.generic import View
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.widgets import AdminDateInput

from cchc_wagtail.editorial.rights import RightsMixin
from cchc_wagtail.frontend.exports import ExportMixin
from cchc_wagtail.language import parse_date
from cchc_wagtail.organisation.models import is_confined

from ..counting import URGENT_FIRST, channel_mix, rows_with_urging, summary_of
from ..progress import State
from ..scope import lines_for, may_direct, plans_for

#: So many other plans the board leads to.
OTHERS = 10


class BoardView(RightsMixin, ExportMixin, WagtailAdminTemplateMixin, View):
    page_title = _("Board of the plan")
    header_icon = "tasks"
    template_name = "cchc_plans/admin/board.html"
    export_filename = "tien-do-ke-hoach"
    list_export = ["number", "text", "unit", "due_on", "state", "progress", "why_not_done"]
    export_headings = {
        "number": _("number in the plan"),
        "text": _("Content"),
        "unit": _("Lead unit"),
        "due_on": _("Due on"),
        "state": _("State"),
        "progress": _("Progress"),
        "why_not_done": _("Why it was not done"),
    }

    def get_breadcrumbs_items(self):
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def get(self, request, pk=None):
        plan, others = _chosen_plan(plans_for(request.user), pk)
        if plan is None and pk:
            raise Http404
        if plan is None:
            return self.render_to_response(self.get_context_data(plan=None))
        typed = parse_date(request.GET.get("ngay", ""))
        day = min(max(typed, plan.begins_on), plan.ends_on) if typed else None
        every = lines_for(request.user, plan, rows_with_urging(plan), today=day)
        lines = self._chosen(every)
        if self.is_export:
            return self.as_spreadsheet(map(_row, lines), request.GET["export"])
        return self.render_to_response(
            self.get_context_data(
                plan=plan,
                day=day,
                day_input=AdminDateInput().render("ngay", day, {"id": "ngay"}),
                media=AdminDateInput().media,
                plans=others,
                summary=summary_of(every),
                lines=sorted(lines, key=_urgency),
                units=_by_unit(every) if not is_confined(request.user) else [],
                channels=channel_mix(every),
                states=State.choices,
                chosen=request.GET.dict(),
                may_direct=may_direct(request.user),
            )
        )

    def _chosen(self, lines):
        state, unit = self.request.GET.get("state", ""), self.request.GET.get("unit", "")
        if state in State.values:
            lines = [line for line in lines if line.progress.state == state]
        if unit == "none":
            lines = [line for line in lines if line.unit is None]
        elif unit:
            lines = [line for line in lines if line.unit and line.unit.slug == unit]
        return lines


def _chosen_plan(plans, pk):
    """Return that of ``plans`` with the key ``pk``, or the newest, and the newest of the others."""
    found = list(plans[: OTHERS + 1])
    if not pk:
        return (found[0] if found else None), found[1:]
    plan = next((plan for plan in found if plan.pk == pk), None) or plans.filter(pk=pk).first()
    return plan, [other for other in found if other != plan][:OTHERS]


def _urgency(line):
    return URGENT_FIRST.index(line.progress.state), line.due_on


def _by_unit(lines):
    """Return rows of a unit, or None, with how many contents it leads in each state."""
    units = {line.unit.pk if line.unit else None: line.unit for line in lines}
    counted = {key: Counter() for key in units}
    for line in lines:
        counted[line.unit.pk if line.unit else None][line.progress.state] += 1
    rows = [
        {
            "unit": units[key],
            "total": states.total(),
            "late": states[State.OVERDUE],
            "not_begun": states[State.NOT_BEGUN],
            "done": states[State.DONE] + states[State.DONE_LATE],
        }
        for key, states in counted.items()
    ]
    return sorted(rows, key=lambda row: (-row["late"], -row["total"], str(row["unit"])))


def _row(line):
    return {
        "number": line.content.number,
        "text": line.content.text,
        "unit": str(line.unit or ""),
        "due_on": line.due_on,
        "state": line.progress.state.label,
        "progress": line.progress.in_words,
        "why_not_done": line.content.why_not_done,
    }
