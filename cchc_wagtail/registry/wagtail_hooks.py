from wagtail.snippets.models import register_snippet
from wagtail_modeladmin.options import modeladmin_register

from .registers import DocumentTypeAdmin, IssuerAdmin
from .viewsets import LegalDocumentViewSet

modeladmin_register(DocumentTypeAdmin)
modeladmin_register(IssuerAdmin)
register_snippet(LegalDocumentViewSet)
