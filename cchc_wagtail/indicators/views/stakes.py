from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from cchc_wagtail import clock
from cchc_wagtail.organisation.models import is_confined

from ..stakes import State, stakes


class StakesView(WagtailAdminTemplateMixin, TemplateView):
    """Points of the PAR INDEX at stake this year; for the Office and the leadership."""

    page_title = _("Points at stake in the PAR INDEX")
    header_icon = "warning"
    template_name = "cchc_indicators/admin/stakes.html"

    def dispatch(self, request, *args, **kwargs):
        if is_confined(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self):
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs):
        today = clock.today()
        rows = stakes(today.year, today)
        return super().get_context_data(
            year=today.year,
            stakes=rows,
            held=sum(one.held for one in rows),
            lost=sum(one.maximum for one in rows if one.state == State.LOST),
            maximum=sum(one.maximum for one in rows),
            **kwargs,
        )
