from wagtail.admin.ui.components import Component

from cchc_wagtail.organisation.models import units_of

from .models import ProcedurePage
from .totals import totals_of

SHOWN = 5


class ProceduresPanel(Component):
    """On the admin's home of a unit: how complete its published procedures are."""

    name = "procedures"
    template_name = "cchc_procedures/admin/procedures_panel.html"
    order = 125

    def get_context_data(self, parent_context):
        units = units_of(parent_context["request"].user)
        procedures = ProcedurePage.objects.live().filter(unit__in=units)
        rows, faults = totals_of(procedures)
        return {"rows": rows, "faults": sorted(faults, key=lambda fault: -fault[1])[:SHOWN]}
