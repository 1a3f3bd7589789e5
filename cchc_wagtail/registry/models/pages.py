from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Page

from cchc_wagtail.editorial.review import SectionPageMixin
from cchc_wagtail.frontend.listing import ListingPageMixin
from cchc_wagtail.organisation.forms import UnitPageForm
from cchc_wagtail.organisation.slugs import UnmarkedSlugMixin

from .documents import LegalDocument
from .registers import Level


class RegistryPage(ListingPageMixin, SectionPageMixin, UnmarkedSlugMixin, Page):
    """Lists the published legal documents, of one level or of all."""

    intro = RichTextField(_("introduction"), blank=True, features=["bold", "italic", "link"])
    level = models.CharField(
        _("level"),
        max_length=20,
        choices=Level.choices,
        blank=True,
        help_text=_("Left empty, the documents of all levels are listed."),
    )

    content_panels = [*Page.content_panels, FieldPanel("intro"), FieldPanel("level")]
    subpage_types = ["cchc_registry.RegistryPage"]
    base_form_class = UnitPageForm
    template = "cchc_registry/registry_page.html"
    filterset_class = "cchc_wagtail.registry.filters.LegalDocumentFilterSet"

    class Meta:
        verbose_name = _("registry of documents")
        verbose_name_plural = _("registries of documents")

    def get_listing_queryset(self):
        documents = LegalDocument.objects.filter(live=True).select_related(
            "document_type", "issuer"
        )
        return documents.filter(level=self.level) if self.level else documents
