from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import View
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from cchc_wagtail.editorial.rights import RightsMixin

from ..copying import next_plan
from ..scope import may_direct, plans_for


class NextYearView(RightsMixin, WagtailAdminTemplateMixin, View):
    """Begins the plan of the next year from an issued one; for the Office."""

    page_title = gettext_lazy("Plan of the next year")
    header_icon = "copy"
    template_name = "cchc_plans/admin/next_year.html"

    def dispatch(self, request, pk):
        if not may_direct(request.user):
            raise PermissionDenied
        self.plan = get_object_or_404(plans_for(request.user), pk=pk)
        return super().dispatch(request, pk)

    def get_breadcrumbs_items(self):
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def get(self, request, pk):
        return self.render_to_response(self.get_context_data(plan=self.plan))

    def post(self, request, pk):
        draft = next_plan(self.plan, request.user)
        messages.success(
            request, _("A draft was made of what “%(title)s” had.") % {"title": self.plan.title}
        )
        return redirect("wagtailadmin_pages:edit", draft.pk)
