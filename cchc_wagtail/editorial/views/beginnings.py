from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from ..beginnings import add_url, page_model, places_for


class BeginView(WagtailAdminTemplateMixin, TemplateView):
    """Below which page a new one of its kind is to stand, for those who may write in several."""

    page_title = _("Where is it to stand?")
    header_icon = "edit"
    template_name = "cchc_editorial/admin/begin.html"

    def get_page_subtitle(self):
        return self.model.get_verbose_name()

    def get_context_data(self, app_label, model_name, **kwargs):
        self.model = page_model(app_label, model_name)
        if self.model is None:
            raise Http404
        places = places_for(self.model, self.request.user)
        if not places:
            raise PermissionDenied
        return super().get_context_data(
            places=[(place, add_url(self.model, place)) for place in places], **kwargs
        )
