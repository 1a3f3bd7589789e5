from django.utils.translation import gettext_lazy as _
from wagtail.admin.views.pages.choose_parent import ChooseParentView
from wagtail.admin.viewsets.pages import PageListingViewSet

from cchc_wagtail.editorial.permissions import page_policy
from cchc_wagtail.editorial.rights import RightsMenuItem, RightsMixin
from cchc_wagtail.organisation.registers import MENU_HOOK

from .models import ProcedurePage
from .views.listing import ProcedureListView


class ProcedureMenuItem(RightsMenuItem):
    """Shown to those who work on pages of the section."""

    def is_shown(self, request):
        may = page_policy().user_has_any_permission(request.user, ["change", "publish"])
        return may and super().is_shown(request)


class ProcedureParentView(RightsMixin, ChooseParentView):
    """Below which list a new procedure is to stand."""


class ProcedureListViewSet(PageListingViewSet):
    """The procedures that a user works on, in one list."""

    name = "cchc_procedures"
    url_prefix = "cchc/thu-tuc"
    icon = "list-ul"
    menu_label = _("Procedures")
    menu_order = 80
    menu_hook = MENU_HOOK
    menu_item_class = ProcedureMenuItem
    model = ProcedurePage
    index_view_class = ProcedureListView
    choose_parent_view_class = ProcedureParentView
    filterset_class = ProcedureListView.base_filterset_class
    export_filename = "thu-tuc"
