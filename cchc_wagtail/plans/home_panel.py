from wagtail.admin.ui.components import Component

from cchc_wagtail.editorial.rights import has_rights

from .counting import summary_of
from .scope import lines_for, plans_for

SHOWN = 5


class PlanPanel(Component):
    """On the admin's home: how far the contents of the plan have come that concern the user."""

    name = "cchc_plan"
    template_name = "cchc_plans/admin/plan_panel.html"
    order = 115

    def get_context_data(self, parent_context):
        user = parent_context["request"].user
        plan = plans_for(user).first() if has_rights(user) else None
        if plan is None or plan.is_over:
            return {}
        lines = lines_for(user, plan)
        open_lines = [line for line in lines if not line.progress.is_finished]
        open_lines.sort(key=lambda line: line.due_on)
        return {"plan": plan, "summary": summary_of(lines), "lines": open_lines[:SHOWN]}
