from django.core.exceptions import ValidationError
from django.db import models
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey
from taggit.models import ItemBase
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.contrib.routable_page.models import RoutablePageMixin
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page
from wagtail.search import index

from cchc_wagtail import clock
from cchc_wagtail.citations import DocumentNumber
from cchc_wagtail.content.blocks import BodyBlock
from cchc_wagtail.content.pages import ContentPage, SectionPage
from cchc_wagtail.editorial.panels import ReviewPanel
from cchc_wagtail.frontend.listing import ListingPageMixin
from cchc_wagtail.frontend.routing import path_to
from cchc_wagtail.organisation.models import ReformField, Tag
from cchc_wagtail.registry.models import LegalDocument
from cchc_wagtail.registry.models.validity import attach_legal_force
from cchc_wagtail.registry.panels import CitationsPanel
from cchc_wagtail.search.descriptions import EntryDescription, facet_values
from cchc_wagtail.search.text.passages import plain_text, split_passages
from cchc_wagtail.search.visibility import public_pages

from ..blocks import EffectsBlock
from ..panels import MissingPanel
from ..structured_data import creative_work

VIEWS = "cchc_wagtail.initiatives.views.proposing"
#: What other units say; it knows the page type.
ADOPTIONS = "cchc_wagtail.initiatives.models.adoptions.confirmed_at"
#: The last part of addresses below the gallery that are not those of an initiative.
RESERVED_SLUGS = {"gui", "tra-cuu"}


class Status(models.TextChoices):
    """How far an initiative has come."""

    IDEA = "idea", _("Idea")
    TRIAL = "trial", _("On trial")
    RECOGNISED = "recognised", _("Recognised as an initiative")
    SPREAD = "spread", _("Spread to other places")


class Level(models.TextChoices):
    """The scope in which an initiative is recognised to have effect."""

    BASE = "base", _("Base level (cơ sở)")
    PROVINCE = "province", _("The whole province")
    NATION = "nation", _("The whole country")


class InitiativeIndexPage(RoutablePageMixin, ListingPageMixin, SectionPage):
    """Lists initiatives and good models, and takes what citizens propose."""

    parent_page_types = ["cchc_portal.ReformHomePage"]
    subpage_types = ["cchc_initiatives.InitiativePage"]
    template = "cchc_initiatives/initiative_index_page.html"
    filterset_class = "cchc_wagtail.initiatives.filters.InitiativeFilterSet"
    listing_page_size = 12

    class Meta:
        verbose_name = _("list of initiatives")
        verbose_name_plural = _("lists of initiatives")

    propose = path_to("gui/", f"{VIEWS}.propose", name="propose")
    look_up = path_to("tra-cuu/", f"{VIEWS}.look_up", name="lookup")
    show_state = path_to("tra-cuu/<str:reference>/", f"{VIEWS}.show_state", name="proposal")

    @property
    def propose_url(self):
        return self.url + self.reverse_subpage("propose")

    @property
    def lookup_url(self):
        return self.url + self.reverse_subpage("lookup")

    def get_listing_queryset(self):
        return on_cards(InitiativePage.objects.child_of(self))


def on_cards(initiatives):
    """Return the public ones of the query set ``initiatives``, the newest first, as cards need."""
    return (
        public_pages(initiatives)
        .select_related("reform_field", "unit")
        .order_by("-year", "-first_published_at", "-pk")
    )


class InitiativeTag(ItemBase):
    tag = models.ForeignKey(Tag, on_delete=models.CASCADE, related_name="initiative_items")
    content_object = ParentalKey(
        "cchc_initiatives.InitiativePage", on_delete=models.CASCADE, related_name="tagged_items"
    )


def this_year():
    return clock.today().year


class InitiativePage(ContentPage):
    """An initiative (sáng kiến) or good model (mô hình hay): problem, solution, effect.

    What is called an initiative, and who recognises it, is in the Statute on Initiatives (Điều lệ
    Sáng kiến, Nghị định 13/2012/NĐ-CP, Điều 3 to 8): new within the body, applied there at least on
    trial, of practical use; its head decides.
    """

    year = models.PositiveSmallIntegerField(_("year"), default=this_year)
    authors = models.CharField(
        _("who made it"),
        max_length=255,
        blank=True,
        help_text=_(
            "The unit, or the authors by role or group. Authors of what is recognised may ask to "
            "be named (Nghị định 13/2012/NĐ-CP, Điều 9)."
        ),
    )
    summary = models.TextField(
        _("summary"),
        max_length=400,
        help_text=_("One or two sentences, shown in lists and above the text."),
    )
    problem = RichTextField(
        _("which problem it solves"),
        blank=True,
        features=["bold", "italic", "ol", "ul", "link"],
    )
    solution = StreamField(BodyBlock(), verbose_name=_("how it is done"), blank=True, default=list)
    effects = StreamField(
        EffectsBlock(),
        verbose_name=_("effect measured"),
        blank=True,
        default=list,
        help_text=_("What can be counted: time, costs, cases, satisfaction; with its source."),
    )
    reusable_at = models.TextField(
        _("where else it can be used"),
        blank=True,
        help_text=_("Which units, bodies or fields could take it over, and what they need for it."),
    )
    reform_field = models.ForeignKey(
        ReformField,
        verbose_name=_("reform field"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="initiatives",
    )
    status = models.CharField(
        _("how far it has come"), max_length=12, choices=Status.choices, default=Status.IDEA
    )
    applied_on = models.DateField(
        _("first applied on"),
        null=True,
        blank=True,
        help_text=_("The first day on which it was used, even on trial."),
    )
    level = models.CharField(
        _("level of recognition"),
        max_length=10,
        choices=Level.choices,
        blank=True,
        help_text=_("The scope in which the decision recognises that it has effect."),
    )
    decision = models.ForeignKey(
        LegalDocument,
        verbose_name=_("decision that recognises it"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="initiatives",
    )
    decision_number = models.CharField(
        _("number of the decision"),
        max_length=100,
        blank=True,
        help_text=_("For a decision that is not registered here."),
    )
    decided_on = models.DateField(_("day of the decision"), null=True, blank=True)
    tags = ClusterTaggableManager(
        verbose_name=_("tags"), through=InitiativeTag, blank=True, related_name="initiatives"
    )

    citing_exclude = ("decision_number", "authors")
    search_fields = [
        *ContentPage.search_fields,
        index.SearchField("summary"),
        index.FilterField("year"),
        index.FilterField("status"),
        index.FilterField("reform_field"),
    ]

    content_panels = [
        ReviewPanel(),
        MissingPanel(),
        *Page.content_panels,
        FieldPanel("summary"),
        FieldRowPanel([FieldPanel("year"), FieldPanel("reform_field"), FieldPanel("unit")]),
        FieldPanel("authors"),
        FieldPanel("problem"),
        FieldPanel("solution"),
        FieldPanel("effects"),
        FieldPanel("reusable_at"),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("status"), FieldPanel("applied_on")]),
                FieldRowPanel([FieldPanel("level"), FieldPanel("decided_on")]),
                FieldPanel("decision"),
                FieldPanel("decision_number"),
            ],
            heading=_("Status and recognition"),
        ),
        CitationsPanel(),
        FieldPanel("tags"),
    ]
    route_select_related = ["reform_field", "unit", "decision__document_type"]
    parent_page_types = ["cchc_initiatives.InitiativeIndexPage"]
    template = "cchc_initiatives/initiative_page.html"

    class Meta:
        verbose_name = _("initiative or good model")
        verbose_name_plural = _("initiatives and good models")

    def clean(self):
        super().clean()
        errors = {}
        today = clock.today()
        if self.slug in RESERVED_SLUGS:
            errors["slug"] = _("“%(slug)s” is the address of a form.") % {"slug": self.slug}
        if self.year and self.year > today.year:
            errors["year"] = _("This year is still to come.")
        if self.applied_on and self.applied_on > today:
            errors["applied_on"] = _("This day is still to come: until then it is an idea.")
        if self.decided_on and self.decided_on > today:
            errors["decided_on"] = _("This day is still to come.")
        elif self.decided_on and self.applied_on and self.decided_on < self.applied_on:
            errors["decided_on"] = _(
                "It is recognised only after it was applied (13/2012/NĐ-CP, Điều 3)."
            )
        if self.is_recognised_by_none and self.names_a_decision:
            errors["status"] = _(
                "A decision that recognises it is named below: choose a later status, or remove it."
            )
        if self.decision_number and self._is_another_decision():
            errors["decision_number"] = _(
                "The decision chosen above has another number: %(number)s."
            ) % {"number": self.decision.number}
        if errors:
            raise ValidationError(errors)

    @property
    def is_recognised_by_none(self):
        return self.status in (Status.IDEA, Status.TRIAL)

    @property
    def names_a_decision(self):
        return bool(self.decision_id or self.decision_number or self.decided_on or self.level)

    def _is_another_decision(self):
        if self.decision is None:
            return False
        try:
            return DocumentNumber.parse(self.decision_number).key != self.decision.number_key
        except ValueError:
            return True

    @property
    def is_recognised(self):
        """Whether a decision recognises it, whatever became of it since."""
        return not self.is_recognised_by_none and bool(self.decision_id or self.decision_number)

    @property
    def shown_decision(self):
        """The decision, if it is registered and everybody may read it."""
        document = self.decision
        return document if document and document.live and document.is_listed else None

    @property
    def decision_in_words(self):
        """The number of the decision that readers may know of, registered or typed."""
        return self.shown_decision.number if self.shown_decision else self.decision_number

    @property
    def recognised_on(self):
        """The day of the decision that readers may know of, or None."""
        return self.decided_on or (self.shown_decision and self.shown_decision.issued_on)

    @property
    def _published_on(self):
        return clock.day_of(self.first_published_at) if self.first_published_at else None

    @property
    def effect_list(self):
        return [block.value for block in self.effects]

    @property
    def solution_text(self):
        """What was done, without formatting."""
        return "\n".join(self.solution.stream_block.get_searchable_content(self.solution))

    def get_context(self, request, *args, **kwargs):
        # The relations of a draft in preview are in memory: they can be listed, not queried.
        tags = list(self.tags.all())
        decisions = [self.shown_decision] if self.shown_decision else []
        return {
            **super().get_context(request, *args, **kwargs),
            "tags": tags,
            "decision": next(iter(attach_legal_force(decisions)), None),
            "adoptions": import_string(ADOPTIONS)(self),
            "structured_data": creative_work(self, tags, request.build_absolute_uri),
        }

    @property
    def meta_description(self):
        return self.search_description or self.summary

    def get_search_entry(self):
        effects = [effect.in_words for effect in self.effect_list]
        return EntryDescription(
            kind="initiative",
            key=self.slug,
            title=self.title,
            url=self.url or "",
            summary=self.summary,
            date=self.recognised_on or self._published_on,
            passages=[
                *split_passages(self.summary, plain_text(self.problem)),
                *split_passages(self.solution_text, anchor="cach-lam"),
                *split_passages(*effects, anchor="hieu-qua"),
                *split_passages(self.reusable_at, anchor="ap-dung"),
            ],
            facets={
                "reform_field": facet_values(self.reform_field),
                "unit": facet_values(self.unit),
                "tag": facet_values(*self.tags.all()),
                "year": [(str(self.year), str(self.year))],
            },
        )
