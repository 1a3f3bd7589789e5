from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, HelpPanel
from wagtail.admin.views.generic import CreateView
from wagtail.admin.viewsets.model import ModelViewSet

from cchc_wagtail.organisation.registers import MENU_HOOK

from ..models import Synonym


class SynonymCreateView(CreateView):
    """The form of a new synonym, filled in where it is opened from what was not found."""

    def get_initial(self):
        return {"words": self.request.GET.get("words", "")[:100]}


class SynonymViewSet(ModelViewSet):
    """The register of synonyms, with a preview of what one changes before it is saved."""

    model = Synonym
    name = "cchc_search_synonyms"
    url_prefix = "cchc/tu-dong-nghia"
    icon = "tag"
    menu_label = _("Synonyms")
    menu_order = 850
    menu_hook = MENU_HOOK
    add_view_class = SynonymCreateView
    add_to_reference_index = False
    copy_view_enabled = False
    list_display = ["words", "meaning", "both_ways"]
    list_filter = ["both_ways"]
    search_fields = ["words", "meaning", "folded_words", "folded_meaning"]
    search_backend_name = None
    list_per_page = 50
    ordering = ["folded_words", "pk"]
    panels = [
        FieldPanel("words"),
        FieldPanel("meaning"),
        FieldPanel("both_ways"),
        HelpPanel(template="cchc_search/admin/preview_button.html"),
    ]
