from django.shortcuts import get_object_or_404, render

from .models import LegalDocument


def document(request, slug):
    """The public page of one published legal document."""
    documents = LegalDocument.objects.filter(live=True).select_related(
        "document_type", "issuer", "reform_field", "unit"
    )
    return render(
        request,
        "cchc_registry/document.html",
        {"document": get_object_or_404(documents, slug=slug)},
    )
