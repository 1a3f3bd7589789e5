from wagtail.admin.ui.components import Component

from ..engines import remote_engine
from ..index.delivery import entries_undelivered


class EngineBehindPanel(Component):
    """On the admin's home: what the search server has not got yet."""

    name = "search_behind"
    template_name = "cchc_search/admin/behind_panel.html"
    order = 140

    def get_context_data(self, parent_context):
        return {"waiting": entries_undelivered().count() if remote_engine() else 0}
