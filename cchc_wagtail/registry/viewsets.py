from django.utils.translation import gettext_lazy as _
from wagtail.snippets.views.snippets import EditView, SnippetViewSet

from cchc_wagtail.editorial.review import may_publish
from cchc_wagtail.organisation.registers import MENU_HOOK

from .models import LegalDocument


class LegalDocumentEditView(EditView):
    def user_has_permission(self, permission):
        allowed = super().user_has_permission(permission)
        if permission == "publish" and allowed:
            return may_publish(self.object, self.request.user)
        return allowed


class LegalDocumentViewSet(SnippetViewSet):
    model = LegalDocument
    icon = "doc-full"
    menu_label = _("Legal documents")
    menu_order = 100
    menu_hook = MENU_HOOK
    edit_view_class = LegalDocumentEditView
    list_display = ["number", "title", "document_type", "issuer", "issued_on"]
    list_filter = ["level", "document_type", "issuer", "reform_field"]
    list_per_page = 30
    ordering = ["-issued_on"]

    def get_queryset(self, request):
        return LegalDocument.objects.select_related("document_type", "issuer")
