from wagtail.admin.ui.components import Component

from .citator.lapsed import first_of_each, lapsed_citations, seen_by
from .views.reports import lapsed_rows

SHOWN = 5


class LapsedLawPanel(Component):
    """On the admin's home: the content to check because the law has moved.

    A unit sees its own, the Office, the leadership and administrators all.
    """

    name = "lapsed_law"
    template_name = "cchc_registry/admin/lapsed_law_panel.html"
    order = 130

    def get_context_data(self, parent_context):
        user = parent_context["request"].user
        waiting = seen_by(lapsed_citations().filter(is_checked=False), user)
        waiting = first_of_each(waiting)
        return {
            "count": waiting.count(),
            "rows": lapsed_rows(waiting.order_by("-since", "pk")[:SHOWN]),
        }
