from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from taggit.models import ItemBase
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page
from wagtail.search import index

from cchc_wagtail.editorial.review import ReviewedPageMixin, SectionPageMixin
from cchc_wagtail.frontend.blocks import BodyBlock
from cchc_wagtail.frontend.listing import ListingPageMixin
from cchc_wagtail.frontend.routing import SubtreeRouteMixin
from cchc_wagtail.organisation.forms import UnitPageForm
from cchc_wagtail.organisation.models import Tag, ThematicArea, Unit
from cchc_wagtail.organisation.slugs import UnmarkedSlugMixin
from cchc_wagtail.registry.citing import Citing
from cchc_wagtail.registry.models import LegalDocument
from cchc_wagtail.registry.models.validity import attach_legal_force
from cchc_wagtail.registry.panels import CitationsPanel
from cchc_wagtail.search.descriptions import EntryDescription, Searchable, facet_values
from cchc_wagtail.search.folding import FoldedSearchMixin
from cchc_wagtail.search.passages import split_passages
from cchc_wagtail.search.visibility import public_pages

from .procedures import ProcedurePage


class SituationTag(ItemBase):
    tag = models.ForeignKey(Tag, on_delete=models.CASCADE, related_name="situation_items")
    content_object = ParentalKey(
        "cchc_procedures.SituationPage", on_delete=models.CASCADE, related_name="tagged_items"
    )


class SituationIndexPage(
    SubtreeRouteMixin, ListingPageMixin, SectionPageMixin, UnmarkedSlugMixin, Page
):
    """Lists the situations (tình huống): questions of citizens, with answers."""

    intro = RichTextField(_("introduction"), blank=True, features=["bold", "italic", "link"])

    content_panels = [*Page.content_panels, FieldPanel("intro")]
    subpage_types = ["cchc_procedures.SituationPage"]
    base_form_class = UnitPageForm
    template = "cchc_procedures/situation_index_page.html"
    filterset_class = "cchc_wagtail.procedures.filters.SituationFilterSet"

    class Meta:
        verbose_name = _("list of situations")
        verbose_name_plural = _("lists of situations")

    def get_listing_queryset(self):
        situations = SituationPage.objects.child_of(self).order_by("-first_published_at", "title")
        return public_pages(situations).select_related("thematic_area")


class SituationPage(
    FoldedSearchMixin, Searchable, Citing, ReviewedPageMixin, UnmarkedSlugMixin, Page
):
    """A situation (tình huống): the question is the title, the short answer comes first."""

    short_answer = models.TextField(
        _("short answer"),
        max_length=600,
        help_text=_("Two or three sentences without formatting; this is what citizens read first."),
    )
    full_answer = StreamField(BodyBlock(), verbose_name=_("full answer"), blank=True, default=list)
    procedures = ParentalManyToManyField(
        ProcedurePage, verbose_name=_("procedures"), blank=True, related_name="situations"
    )
    documents = ParentalManyToManyField(
        LegalDocument, verbose_name=_("legal documents"), blank=True, related_name="situations"
    )
    thematic_area = models.ForeignKey(
        ThematicArea,
        verbose_name=_("procedure field"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="situations",
    )
    unit = models.ForeignKey(
        Unit,
        verbose_name=_("unit in charge"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="situations",
    )
    checked_on = models.DateField(_("last checked on"), null=True, blank=True)
    tags = ClusterTaggableManager(
        verbose_name=_("tags"), through=SituationTag, blank=True, related_name="situations"
    )

    search_fields = [
        *Page.search_fields,
        *FoldedSearchMixin.folded_search_fields,
        index.SearchField("short_answer"),
        index.FilterField("thematic_area"),
        index.FilterField("unit"),
    ]

    content_panels = [
        FieldPanel("title", heading=_("Question")),
        FieldPanel("short_answer"),
        FieldPanel("full_answer"),
        CitationsPanel(),
        MultiFieldPanel(
            [FieldPanel("procedures"), FieldPanel("documents")], heading=_("It rests on")
        ),
        FieldRowPanel([FieldPanel("thematic_area"), FieldPanel("unit")]),
        FieldPanel("checked_on"),
        FieldPanel("tags"),
    ]
    route_select_related = ["thematic_area", "unit"]
    parent_page_types = ["cchc_procedures.SituationIndexPage"]
    subpage_types = []
    base_form_class = UnitPageForm
    template = "cchc_procedures/situation_page.html"

    class Meta:
        verbose_name = _("situation")
        verbose_name_plural = _("situations")

    @cached_property
    def live_procedures(self):
        return list(public_pages(self.procedures.all()))

    @cached_property
    def live_documents(self):
        documents = self.documents.filter(live=True).select_related("document_type")
        return attach_legal_force(documents)

    def get_search_entry(self):
        answer = "\n".join(self.full_answer.stream_block.get_searchable_content(self.full_answer))
        return EntryDescription(
            kind="situation",
            key=self.slug,
            title=self.title,
            url=self.url or "",
            summary=self.short_answer,
            date=self.checked_on,
            passages=[
                *split_passages(self.short_answer),
                *split_passages(answer, anchor="tra-loi"),
            ],
            facets={
                "field": facet_values(self.thematic_area),
                "unit": facet_values(self.unit),
                "tag": facet_values(*self.tags.all()),
            },
        )
