from django.urls import path
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSet

from cchc_wagtail.editorial.rights import RightsMenuItem
from cchc_wagtail.organisation.registers import MENU_HOOK

from .views import adoptions, proposals


class ProposalMenuItem(MenuItem):
    def is_shown(self, request):
        return proposals.may_handle(request.user)


class ProposalViewSet(ViewSet):
    """What citizens propose: nobody adds, edits or deletes it; each step is a view."""

    name = "cchc_proposals"
    url_prefix = "cchc/de-xuat"
    icon = "mail"
    menu_label = _("Proposals of citizens")
    menu_order = 92
    menu_hook = MENU_HOOK
    menu_item_class = ProposalMenuItem

    def get_urlpatterns(self):
        one = "<int:pk>/"
        return [
            path("", proposals.ProposalIndexView.as_view(), name="index"),
            path(
                "results/",
                proposals.ProposalIndexView.as_view(results_only=True),
                name="index_results",
            ),
            path(one, proposals.ProposalView.as_view(), name="proposal"),
            path(f"{one}soan/", proposals.TakeUpView.as_view(), name="take_up"),
            path(f"{one}khong-nhan/", proposals.DeclineProposalView.as_view(), name="decline"),
            path(f"{one}da-goi/", proposals.SenderCalledView.as_view(), name="called"),
        ]


class AdoptionViewSet(ViewSet):
    """Where initiatives are used: said by units, confirmed by the Office."""

    name = "cchc_initiatives"
    url_prefix = "cchc/ap-dung-sang-kien"
    icon = "copy"
    menu_label = _("Where initiatives are used")
    menu_order = 94
    menu_hook = MENU_HOOK
    menu_item_class = RightsMenuItem

    def get_urlpatterns(self):
        return [
            path("", adoptions.AdoptionsView.as_view(), name="adoptions"),
            path("<int:pk>/don-vi-toi/", adoptions.SayView.as_view(), name="say"),
            path("<int:pk>/xac-nhan/", adoptions.ConfirmView.as_view(), name="confirm"),
            path("<int:pk>/khong-xac-nhan/", adoptions.RefuseView.as_view(), name="refuse"),
        ]
