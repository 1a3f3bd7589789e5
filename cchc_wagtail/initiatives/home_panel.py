from wagtail.admin.ui.components import Component

from .adopting import may_confirm
from .models import Adoption, Proposal
from .views.proposals import may_handle


class InitiativesPanel(Component):
    """On the home of the admin: proposals and uses of initiatives that wait for the Office."""

    name = "initiatives"
    template_name = "cchc_initiatives/admin/home_panel.html"
    order = 115

    @staticmethod
    def is_for(user):
        return may_handle(user) or may_confirm(user)

    def get_context_data(self, parent_context):
        user = parent_context["request"].user
        handles = may_handle(user)
        return {
            "new": Proposal.objects.new().count() if handles else 0,
            "to_call": Proposal.objects.to_call().count() if handles else 0,
            "waiting": Adoption.objects.waiting().count() if may_confirm(user) else 0,
        }
