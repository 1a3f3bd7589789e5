from django.utils.translation import gettext_lazy as _

from cchc_wagtail.organisation.registers import RegisterAdmin

from .models import DocumentType, Issuer


class DocumentTypeAdmin(RegisterAdmin):
    model = DocumentType
    menu_label = _("Document types")
    menu_order = 850
    list_display = ["name", "abbreviation", "normative"]
    list_filter = ["normative"]
    search_fields = ["name", "slug", "abbreviation"]


class IssuerAdmin(RegisterAdmin):
    model = Issuer
    menu_label = _("Issuers")
    menu_order = 860
    list_display = ["name", "abbreviation", "level"]
    list_filter = ["level"]
    search_fields = ["name", "slug", "abbreviation"]
