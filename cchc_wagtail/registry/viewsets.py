from django.utils.translation import gettext_lazy as _
from wagtail.snippets.views.snippets import CreateView, SnippetViewSet

from cchc_wagtail.editorial.viewsets import PieceViewSetMixin
from cchc_wagtail.organisation.registers import MENU_HOOK

from .citator.overview import initial_from
from .models import LegalDocument


class LegalDocumentCreateView(CreateView):
    """The form of a new document, filled in where it is opened from a citation."""

    def get_initial_form_instance(self):
        instance = super().get_initial_form_instance() or self.model()
        for name, value in initial_from(self.request.GET).items():
            setattr(instance, name, value)
        return instance


class LegalDocumentViewSet(PieceViewSetMixin, SnippetViewSet):
    model = LegalDocument
    icon = "doc-full"
    menu_label = _("Legal documents")
    menu_order = 100
    menu_hook = MENU_HOOK
    add_view_class = LegalDocumentCreateView
    list_display = ["number", "title", "document_type", "issuer", "issued_on"]
    list_filter = ["level", "document_type", "issuer", "reform_field"]
    list_per_page = 30
    ordering = ["-issued_on"]

    def get_queryset(self, request):
        return LegalDocument.objects.select_related("document_type", "issuer")
