from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Case, Count, F, IntegerField, Q, Value, When
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from taggit.models import ItemBase
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.contrib.routable_page.models import RoutablePageMixin
from wagtail.fields import StreamField
from wagtail.models import PageManager
from wagtail.query import PageQuerySet
from wagtail.search import index

from cchc_wagtail.content.blocks import BodyBlock
from cchc_wagtail.content.pages import ContentPage, SectionPage, WordFields
from cchc_wagtail.content.translated import in_language_of
from cchc_wagtail.editorial.panels import ReviewPanel
from cchc_wagtail.frontend.listing import ListingPageMixin
from cchc_wagtail.frontend.routing import path_to
from cchc_wagtail.organisation.models import Tag, ThematicArea
from cchc_wagtail.procedures.models import ProcedurePage
from cchc_wagtail.questions.asked_panel import AskedPanel
from cchc_wagtail.registry.models import LegalDocument
from cchc_wagtail.registry.models.validity import attach_legal_force
from cchc_wagtail.registry.panels import CitationsPanel
from cchc_wagtail.search.descriptions import EntryDescription, facet_values
from cchc_wagtail.search.text.passages import split_passages
from cchc_wagtail.search.visibility import public_pages
from cchc_wagtail.search.widgets import SearchedMultiple

from ..faq import faq_page

RELATED_SHOWN = 5
VIEWS = "cchc_wagtail.questions.views.asking"


class SituationTag(ItemBase):
    tag = models.ForeignKey(Tag, on_delete=models.CASCADE, related_name="situation_items")
    content_object = ParentalKey(
        "cchc_questions.SituationPage", on_delete=models.CASCADE, related_name="tagged_items"
    )


class SituationIndexPage(RoutablePageMixin, ListingPageMixin, SectionPage):
    """Lists the situations (tình huống): questions of citizens, with answers; takes new ones."""

    parent_page_types = ["cchc_portal.ReformHomePage"]
    subpage_types = ["cchc_questions.SituationPage"]
    template = "cchc_questions/situation_index_page.html"
    filterset_class = "cchc_wagtail.questions.filters.SituationFilterSet"

    class Meta:
        verbose_name = _("list of situations")
        verbose_name_plural = _("lists of situations")

    def get_listing_queryset(self):
        situations = SituationPage.objects.child_of(self).order_by("-first_published_at", "title")
        return public_pages(situations).unmerged().select_related("thematic_area", "unit")

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        context["structured_data"] = faq_page(context["listing"], request.build_absolute_uri)
        return context

    ask = path_to("dat-cau-hoi/", f"{VIEWS}.ask", name="ask")
    suggest = path_to("dat-cau-hoi/goi-y/", f"{VIEWS}.suggest", name="suggestions")
    look_up = path_to("tra-cuu/", f"{VIEWS}.look_up", name="lookup")
    show_state = path_to("tra-cuu/<str:reference>/", f"{VIEWS}.show_state", name="question")

    @property
    def ask_url(self):
        return self.url + self.reverse_subpage("ask")

    @property
    def lookup_url(self):
        return self.url + self.reverse_subpage("lookup")


#: The last part of addresses below the list of situations that are not those of a situation.
RESERVED_SLUGS = {"dat-cau-hoi", "tra-cuu"}


class SituationQuerySet(PageQuerySet):
    def unmerged(self):
        """Leave out what was merged into another situation."""
        return self.filter(merged_into=None)

    def related_to(self, situation):
        """The others that share a procedure, a tag or the field with ``situation``, closest first.

        A shared procedure says more than a shared tag, and that more than a shared field.
        """
        procedures = situation.procedure_keys
        tags = [tag.pk for tag in situation.tag_list]
        field = situation.thematic_area_id
        alike = Q(procedures__in=procedures) | Q(tagged_items__tag__in=tags)
        same_field = Q(thematic_area=field) if field else Q(pk=None)
        return (
            self.filter(alike | same_field)
            .exclude(pk=situation.pk)
            .annotate(
                closeness=4
                * Count("procedures", filter=Q(procedures__in=procedures), distinct=True)
                + 2
                * Count("tagged_items__tag", filter=Q(tagged_items__tag__in=tags), distinct=True)
                + Case(
                    When(same_field, then=Value(1)), default=Value(0), output_field=IntegerField()
                )
            )
            .order_by("-closeness", F("checked_on").desc(nulls_last=True), "title")
        )


class SituationPage(ContentPage):
    """A situation (tình huống): the question is the title, the short answer comes first.

    One that is merged into another sends its readers there. Merging is a change like any other:
    it takes effect with its approval.
    """

    details = models.TextField(
        _("the question in full"),
        blank=True,
        max_length=3000,
        help_text=_(
            "What the asker says of the case, if the question alone does not say it. "
            "Without names, telephone numbers or anything else that tells who asked."
        ),
    )
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
        on_delete=models.PROTECT,
        related_name="situations",
    )
    checked_on = models.DateField(_("last checked on"), null=True, blank=True)
    tags = ClusterTaggableManager(
        verbose_name=_("tags"), through=SituationTag, blank=True, related_name="situations"
    )

    merged_into = models.ForeignKey(
        "self",
        verbose_name=_("merged into"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="merged",
        help_text=_(
            "A situation that answers the same question. Once this is approved, whoever opens the "
            "address of this situation is sent there, and it leaves the list and the search."
        ),
    )

    objects = PageManager.from_queryset(SituationQuerySet)()
    public_condition = Q(live=True, merged_into=None)

    search_fields = [
        *ContentPage.search_fields,
        index.SearchField("short_answer"),
        index.FilterField("thematic_area"),
    ]

    content_panels = [
        ReviewPanel(),
        AskedPanel(),
        FieldPanel("title", heading=_("Question")),
        FieldPanel("details"),
        FieldPanel("short_answer"),
        FieldPanel("full_answer"),
        CitationsPanel(),
        MultiFieldPanel(
            [
                FieldPanel("procedures", widget=SearchedMultiple("procedure")),
                FieldPanel("documents", widget=SearchedMultiple("document")),
            ],
            heading=_("It rests on"),
        ),
        FieldRowPanel([FieldPanel("thematic_area"), FieldPanel("unit")]),
        FieldPanel("checked_on"),
        FieldPanel("tags"),
        FieldPanel("merged_into"),
    ]
    route_select_related = ["thematic_area", "unit", "merged_into"]
    word_fields = WordFields("short_answer", "full_answer")
    parent_page_types = ["cchc_questions.SituationIndexPage"]
    template = "cchc_questions/situation_page.html"

    class Meta:
        verbose_name = _("situation")
        verbose_name_plural = _("situations")

    def clean(self):
        super().clean()
        if self.slug in RESERVED_SLUGS:
            raise ValidationError(
                {"slug": _("“%(slug)s” is the address of a form.") % {"slug": self.slug}}
            )
        target = self.merged_into
        if target is None:
            return
        if target.pk == self.pk:
            raise ValidationError({"merged_into": _("A situation cannot be merged into itself.")})
        if not target.live or target.merged_into_id:
            raise ValidationError(
                {"merged_into": _("Choose a situation that is published and not merged itself.")}
            )

    def serve(self, request, *args, **kwargs):
        target = self.merged_into
        if target and target.live and not getattr(request, "is_preview", False):
            return redirect(target.get_url(request), permanent=True)
        return super().serve(request, *args, **kwargs)

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        context["structured_data"] = faq_page([self], request.build_absolute_uri, in_full=True)
        return context

    def get_sitemap_urls(self, request=None):
        return [] if self.merged_into_id else super().get_sitemap_urls(request)

    @cached_property
    def answer_text(self):
        """The full answer without formatting."""
        return "\n".join(self.full_answer.stream_block.get_searchable_content(self.full_answer))

    @cached_property
    def related(self):
        others = public_pages(SituationPage.objects.unmerged().related_to(self))
        others = others.filter(locale_id=self.locale_id)
        return list(others[:RELATED_SHOWN])

    # The relations of a draft in preview are in memory, where they can be listed, not queried.
    @cached_property
    def procedure_keys(self):
        return [procedure.pk for procedure in self.procedures.all()]

    @cached_property
    def tag_list(self):
        return list(self.tags.all())

    @cached_property
    def live_procedures(self):
        return in_language_of(self, ProcedurePage.objects.filter(pk__in=self.procedure_keys))

    @cached_property
    def live_documents(self):
        documents = LegalDocument.objects.public().filter(
            pk__in=[document.pk for document in self.documents.all()]
        )
        return attach_legal_force(documents.select_related("document_type"))

    @property
    def meta_description(self):
        return self.search_description or self.short_answer

    def get_search_entry(self):
        return EntryDescription(
            kind="situation",
            key=self.slug,
            title=self.title,
            url=self.url or "",
            summary=self.short_answer,
            date=self.checked_on,
            passages=[
                *split_passages(self.short_answer),
                *split_passages(self.details),
                *split_passages(self.answer_text, anchor="tra-loi"),
            ],
            facets={
                "field": facet_values(self.thematic_area),
                "unit": facet_values(self.unit),
                "tag": facet_values(*self.tags.all()),
            },
        )
