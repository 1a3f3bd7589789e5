from collections import defaultdict

from django.db import models, transaction
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, MultiFieldPanel

from cchc_wagtail.content.pages import SectionPage
from cchc_wagtail.frontend.listing import ListingPageMixin
from cchc_wagtail.organisation.models import ReformField, Tag, ThematicArea
from cchc_wagtail.search.visibility import public_pages

from ..signals import saved_whole
from .documents import LegalDocument
from .registers import DocumentType, Issuer, Level
from .validity import attach_legal_force


class RegistryPage(ListingPageMixin, SectionPage):
    """Lists the published legal documents: all of them, or those that fit its own filter."""

    level = models.CharField(_("level"), max_length=20, choices=Level.choices, blank=True)
    document_types = ParentalManyToManyField(
        DocumentType, verbose_name=_("types"), blank=True, related_name="+"
    )
    issuers = ParentalManyToManyField(
        Issuer, verbose_name=_("issuers"), blank=True, related_name="+"
    )
    thematic_areas = ParentalManyToManyField(
        ThematicArea, verbose_name=_("fields"), blank=True, related_name="+"
    )
    reform_fields = ParentalManyToManyField(
        ReformField, verbose_name=_("reform fields"), blank=True, related_name="+"
    )
    tags = ParentalManyToManyField(Tag, verbose_name=_("tags"), blank=True, related_name="+")

    content_panels = [
        *SectionPage.content_panels,
        MultiFieldPanel(
            [
                FieldPanel("level"),
                FieldPanel("document_types"),
                FieldPanel("issuers"),
                FieldPanel("thematic_areas"),
                FieldPanel("reform_fields"),
                FieldPanel("tags"),
            ],
            heading=_("Documents listed"),
            help_text=_("Fields left empty do not narrow the list down."),
        ),
    ]
    parent_page_types = ["cchc_portal.ReformHomePage", "cchc_registry.RegistryPage"]
    subpage_types = ["cchc_registry.RegistryPage"]
    template = "cchc_registry/registry_page.html"
    filterset_class = "cchc_wagtail.registry.filters.LegalDocumentFilterSet"
    export_class = "cchc_wagtail.registry.documents.exports.DocumentExport"

    class Meta:
        verbose_name = _("registry of documents")
        verbose_name_plural = _("registries of documents")

    def save(self, *args, **kwargs):
        with transaction.atomic():
            result = super().save(*args, **kwargs)
            if kwargs.get("update_fields") is None:
                saved_whole.send(RegistryPage, instance=self)
        return result

    @cached_property
    def own_filter(self):
        """The look-ups that a document must fit to be listed here."""
        chosen = {
            "document_type": self.document_types,
            "issuer": self.issuers,
            "thematic_areas": self.thematic_areas,
            "reform_field": self.reform_fields,
            "tags": self.tags,
        }
        lookups = defaultdict(list)
        if self.level:
            lookups["level__in"].append(self.level)
        rows = [
            manager.get_original_manager()
            .order_by()
            .annotate(lookup=models.Value(f"{name}__in"))
            .values_list("lookup", "pk")
            for name, manager in chosen.items()
        ]
        for lookup, pk in rows[0].union(*rows[1:], all=True).order_by():
            lookups[lookup].append(pk)
        return lookups

    def get_listing_queryset(self):
        documents = LegalDocument.objects.published().order_by("-issued_on", "-pk")
        for lookup, values in self.own_filter.items():
            # Not a join, which would list a document once for each of its tags that fit.
            fitting = LegalDocument.objects.filter(**{lookup: values}).values("pk")
            documents = documents.filter(pk__in=fitting)
        return documents

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        parent = self.get_parent().specific_deferred
        top = parent if isinstance(parent, RegistryPage) else self
        below = list(public_pages(RegistryPage.objects.child_of(top)))
        context["siblings"] = [top, *below] if below else []
        return context

    def decorate_listing(self, documents):
        return attach_legal_force(documents.select_related("document_type", "issuer"))
