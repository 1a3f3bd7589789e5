from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import HeaderButton
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


class FromFilesMixin:
    """Offers above the list to register documents from files, beside “Add”."""

    @cached_property
    def header_buttons(self):
        buttons = super().header_buttons
        policy = self.model.snippet_viewset.permission_policy
        if policy.user_has_permission(self.request.user, "add"):
            url = reverse("cchc_registry_from_files")
            buttons = [*buttons, HeaderButton(_("Register from files"), url, icon_name="upload")]
        return buttons


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

    @cached_property
    def index_view_class(self):
        return type("LegalDocumentIndexView", (FromFilesMixin, super().index_view_class), {})

    def get_queryset(self, request):
        return LegalDocument.objects.select_related("document_type", "issuer")
