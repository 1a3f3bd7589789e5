from django.core.cache import cache
from django.db.models import Count, Max
from wagtail.admin.ui.components import Component

from cchc_wagtail.organisation.models import units_of

from .models import ProcedurePage
from .views.completeness import totals_of

SHOWN = 5
#: How long, in seconds, the completeness of a unit's procedures is kept for its home.
KEPT = 15 * 60


class ProceduresPanel(Component):
    """On the admin's home of a unit: how complete its published procedures are."""

    name = "procedures"
    template_name = "cchc_procedures/admin/procedures_panel.html"
    order = 125

    def get_context_data(self, parent_context):
        units = units_of(parent_context["request"].user)
        procedures = ProcedurePage.objects.live().filter(unit__in=units)
        state = procedures.aggregate(count=Count("pk"), last=Max("last_published_at"))
        keys = "-".join(str(unit.pk) for unit in units)
        stamp = f"{state['last']:%Y%m%d%H%M%S%f}" if state["last"] else ""
        key = f"cchc-completeness-{keys}-{state['count']}-{stamp}"
        rows, faults = cache.get_or_set(key, lambda: totals_of(procedures), KEPT)
        return {"rows": rows, "faults": sorted(faults, key=lambda fault: -fault[1])[:SHOWN]}
