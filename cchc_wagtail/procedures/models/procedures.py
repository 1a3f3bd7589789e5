import re

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from taggit.models import ItemBase
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
    TabbedInterface,
)
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Orderable, Page
from wagtail.search import index

from cchc_wagtail.editorial.review import ReviewedPageMixin, SectionPageMixin
from cchc_wagtail.frontend.listing import ListingPageMixin
from cchc_wagtail.frontend.routing import SubtreeRouteMixin
from cchc_wagtail.language import normalise
from cchc_wagtail.organisation.forms import UnitPageForm
from cchc_wagtail.organisation.models import Audience, Tag, ThematicArea, Unit
from cchc_wagtail.organisation.slugs import UnmarkedSlugMixin
from cchc_wagtail.procedures.blocks import DossierCaseBlock, StepBlock
from cchc_wagtail.registry.citing import Citing
from cchc_wagtail.registry.models import LegalDocument
from cchc_wagtail.registry.models.validity import attach_legal_force
from cchc_wagtail.registry.panels import CitationsPanel
from cchc_wagtail.search.descriptions import EntryDescription, Searchable, facet_values
from cchc_wagtail.search.folding import FoldedSearchMixin
from cchc_wagtail.search.passages import plain_text, split_passages
from cchc_wagtail.search.visibility import public_pages

PLAIN_FEATURES = ["bold", "italic", "ol", "ul", "link"]
CODE_PATTERN = re.compile(r"\d+(\.\d+)+")


class ProcedureTag(ItemBase):
    tag = models.ForeignKey(Tag, on_delete=models.CASCADE, related_name="procedure_items")
    content_object = ParentalKey(
        "cchc_procedures.ProcedurePage", on_delete=models.CASCADE, related_name="tagged_items"
    )


class ProcedureIndexPage(
    SubtreeRouteMixin, ListingPageMixin, SectionPageMixin, UnmarkedSlugMixin, Page
):
    """Lists the procedures, by field, audience and level."""

    intro = RichTextField(_("introduction"), blank=True, features=["bold", "italic", "link"])

    content_panels = [*Page.content_panels, FieldPanel("intro")]
    subpage_types = ["cchc_procedures.ProcedurePage"]
    base_form_class = UnitPageForm
    template = "cchc_procedures/procedure_index_page.html"
    filterset_class = "cchc_wagtail.procedures.filters.ProcedureFilterSet"

    class Meta:
        verbose_name = _("list of procedures")
        verbose_name_plural = _("lists of procedures")

    def get_listing_queryset(self):
        procedures = ProcedurePage.objects.child_of(self).order_by("title")
        return public_pages(procedures).select_related("thematic_area").prefetch_related("channels")


class ProcedurePage(
    FoldedSearchMixin, Searchable, Citing, ReviewedPageMixin, UnmarkedSlugMixin, Page
):
    """An administrative procedure (thủ tục hành chính), in the words of the national database.

    The terms are those of CPSV-AP (public service, channel, cost, competent authority) and
    schema.org's ``GovernmentService``.
    """

    code = models.CharField(
        _("code"),
        max_length=50,
        db_index=True,
        help_text=_("The code in the national database of procedures, for example 1.001234."),
    )
    summary = models.TextField(
        _("summary"),
        blank=True,
        help_text=_("One or two sentences for citizens: who this is for and what they get."),
    )
    decision_number = models.CharField(
        _("decision of publication"),
        max_length=100,
        blank=True,
        help_text=_("The number of the decision that published the procedure."),
    )
    thematic_area = models.ForeignKey(
        ThematicArea,
        verbose_name=_("procedure field"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="procedures",
    )
    audiences = ParentalManyToManyField(
        Audience, verbose_name=_("audience"), blank=True, related_name="procedures"
    )
    at_ministry = models.BooleanField(_("ministry"), default=False)
    at_province = models.BooleanField(_("province"), default=False)
    at_commune = models.BooleanField(_("commune"), default=False)
    at_other_body = models.BooleanField(_("other body"), default=False)
    receiving_agency = models.TextField(
        _("where to hand in"), blank=True, help_text=_("The body that takes the papers.")
    )
    receiving_address = models.TextField(_("address"), blank=True)
    competent_authority = models.TextField(_("who decides"), blank=True)
    coordinating_agency = models.TextField(_("who takes part"), blank=True)
    online_url = models.URLField(_("online service"), max_length=500, blank=True)
    source_url = models.URLField(_("official source"), max_length=500, blank=True)
    steps = StreamField([("step", StepBlock())], verbose_name=_("steps"), blank=True, default=list)
    dossier = StreamField(
        [("case", DossierCaseBlock())],
        verbose_name=_("papers to hand in"),
        blank=True,
        default=list,
    )
    conditions = RichTextField(_("conditions"), blank=True, features=PLAIN_FEATURES)
    result = models.TextField(
        _("result"), blank=True, help_text=_("What the citizen gets in the end.")
    )
    unit = models.ForeignKey(
        Unit,
        verbose_name=_("unit in charge"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="procedures",
    )
    checked_on = models.DateField(
        _("last checked on"),
        null=True,
        blank=True,
        help_text=_("The day on which the unit last compared this page with the law."),
    )
    tags = ClusterTaggableManager(
        verbose_name=_("tags"), through=ProcedureTag, blank=True, related_name="procedures"
    )

    folded_attributes = ["title", "code"]
    search_fields = [
        *Page.search_fields,
        *FoldedSearchMixin.folded_search_fields,
        index.SearchField("code", boost=3),
        index.AutocompleteField("code"),
        index.SearchField("summary"),
        index.FilterField("thematic_area"),
        index.FilterField("unit"),
    ]

    need_to_know_panels = [
        *Page.content_panels,
        FieldRowPanel([FieldPanel("code"), FieldPanel("decision_number")]),
        FieldPanel("summary"),
        FieldRowPanel([FieldPanel("thematic_area"), FieldPanel("unit")]),
        FieldPanel("audiences"),
        MultiFieldPanel(
            [
                FieldRowPanel(
                    [
                        FieldPanel("at_ministry"),
                        FieldPanel("at_province"),
                        FieldPanel("at_commune"),
                        FieldPanel("at_other_body"),
                    ]
                )
            ],
            heading=_("Level"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("receiving_agency"),
                FieldPanel("receiving_address"),
                FieldPanel("competent_authority"),
                FieldPanel("coordinating_agency"),
            ],
            heading=_("Where"),
        ),
        InlinePanel(
            "channels",
            heading=_("How to hand in, how long it takes, what it costs"),
            label=_("Way"),
        ),
        FieldPanel("online_url"),
    ]
    how_to_panels = [
        FieldPanel("dossier"),
        FieldPanel("steps"),
        FieldPanel("conditions"),
        FieldPanel("result"),
    ]
    basis_panels = [
        CitationsPanel(),
        InlinePanel("legal_bases", heading=_("Legal bases"), label=_("Legal basis")),
        FieldPanel("source_url"),
        FieldPanel("checked_on"),
        FieldPanel("tags"),
    ]
    edit_handler = TabbedInterface(
        [
            ObjectList(need_to_know_panels, heading=_("Need to know")),
            ObjectList(how_to_panels, heading=_("Papers and steps")),
            ObjectList(basis_panels, heading=_("Law and labels")),
            ObjectList(Page.promote_panels, heading=_("Promote")),
            ObjectList(Page.settings_panels, heading=_("Settings")),
        ]
    )
    route_select_related = ["thematic_area", "unit"]
    parent_page_types = ["cchc_procedures.ProcedureIndexPage"]
    subpage_types = []
    base_form_class = UnitPageForm
    template = "cchc_procedures/procedure_page.html"

    class Meta:
        verbose_name = _("procedure")
        verbose_name_plural = _("procedures")

    def clean(self):
        super().clean()
        self.code = normalise(self.code)
        if not CODE_PATTERN.match(self.code):
            raise ValidationError(
                {
                    "code": _("“%(code)s” is not a procedure code such as 1.001234.")
                    % {"code": self.code}
                }
            )
        twins = ProcedurePage.objects.filter(code=self.code, locale_id=self.locale_id)
        if twins.exclude(pk=self.pk).exists():
            raise ValidationError({"code": _("Another procedure already has this code.")})

    @property
    def permalink(self):
        return reverse("cchc_wagtail:procedure", args=[self.code.replace(".", "-")])

    @cached_property
    def levels(self):
        """The names of the levels at which the procedure is carried out."""
        names = ["at_ministry", "at_province", "at_commune", "at_other_body"]
        return [
            (name.removeprefix("at_"), self._meta.get_field(name).verbose_name)
            for name in names
            if getattr(self, name)
        ]

    @cached_property
    def channel_list(self):
        return list(self.channels.all())

    @cached_property
    def time_limits(self):
        """The different time limits of the channels, in words, in order, each once."""
        return list(
            dict.fromkeys(c.time_limit_text for c in self.channel_list if c.time_limit_text)
        )

    @cached_property
    def fees(self):
        """The different fees of the channels, as stated, in order, each once."""
        return list(dict.fromkeys(c.fee for c in self.channel_list if c.fee))

    @cached_property
    def is_online(self):
        return any(c.kind == ServiceChannel.Kind.ONLINE for c in self.channel_list)

    @cached_property
    def situation_list(self):
        return list(public_pages(self.situations.unmerged()))

    @cached_property
    def legal_basis_list(self):
        bases = list(self.legal_bases.all())
        chosen = [basis.document_id for basis in bases if basis.document_id]
        if chosen:
            documents = LegalDocument.objects.published().select_related("document_type")
            found = attach_legal_force(documents.filter(pk__in=chosen))
            by_key = {document.pk: document for document in found}
            for basis in bases:
                basis.published_document = by_key.get(basis.document_id)
        return bases

    def get_search_entry(self):
        papers = [paper["name"] for case in self.dossier for paper in case.value["papers"]]
        steps = [
            f"{step.value['heading']} {plain_text(step.value['text'].source)}"
            for step in self.steps
        ]
        return EntryDescription(
            kind="procedure",
            key=self.code,
            title=self.title,
            url=self.url or "",
            summary=self.summary,
            date=self.checked_on,
            passages=[
                *split_passages(self.summary, self.result, self.receiving_agency),
                *split_passages(*papers, anchor="ho-so"),
                *split_passages(*steps, anchor="trinh-tu"),
                *split_passages(plain_text(self.conditions), anchor="dieu-kien"),
            ],
            exact_keys=[self.code],
            facets={
                "field": facet_values(self.thematic_area),
                "unit": facet_values(self.unit),
                "audience": facet_values(*self.audiences.all()),
                "tag": facet_values(*self.tags.all()),
                "level": [(value, str(label)) for value, label in self.levels],
            },
        )


class ServiceChannel(Orderable):
    """One way to hand in (schema.org ``ServiceChannel``), with its own time limit and fee."""

    class Kind(models.TextChoices):
        IN_PERSON = "in_person", _("In person")
        ONLINE = "online", _("Online")
        POSTAL = "postal", _("By public post")

    class TimeUnit(models.TextChoices):
        HOUR = "hour", _("hours")
        DAY = "day", _("days")
        WORKING_DAY = "working_day", _("working days")
        MONTH = "month", _("months")

    page = ParentalKey(ProcedurePage, on_delete=models.CASCADE, related_name="channels")
    kind = models.CharField(_("way"), max_length=20, choices=Kind.choices)
    time_limit = models.DecimalField(
        _("time limit"),
        max_digits=6,
        decimal_places=1,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
    )
    time_unit = models.CharField(
        _("unit of time"), max_length=20, choices=TimeUnit.choices, blank=True
    )
    fee = models.TextField(
        _("fee"), blank=True, help_text=_("As stated, with the currency: 200.000 đồng/lần.")
    )
    note = models.TextField(_("note"), blank=True)

    panels = [
        FieldPanel("kind"),
        FieldRowPanel([FieldPanel("time_limit"), FieldPanel("time_unit")]),
        FieldPanel("fee"),
        FieldPanel("note"),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("way to hand in")
        verbose_name_plural = _("ways to hand in")

    def __str__(self):
        return self.get_kind_display()

    def clean(self):
        super().clean()
        if self.time_limit is not None and not self.time_unit:
            raise ValidationError({"time_unit": _("Say whether days or working days are meant.")})

    @property
    def time_limit_text(self):
        """The time limit in words, such as “5 working days”; empty when none is stated."""
        if self.time_limit is None:
            return ""
        number = f"{self.time_limit.normalize():f}" if self.time_limit else "0"
        amount = number.replace(".", ",")
        count = int(self.time_limit) if self.time_limit == 1 else 2
        return {
            "hour": ngettext("%(n)s hour", "%(n)s hours", count),
            "day": ngettext("%(n)s day", "%(n)s days", count),
            "working_day": ngettext("%(n)s working day", "%(n)s working days", count),
            "month": ngettext("%(n)s month", "%(n)s months", count),
            "": "%(n)s",
        }[self.time_unit] % {"n": amount}


class ProcedureLegalBasis(Orderable):
    """A document that the procedure rests on: registered, or named by its number alone."""

    page = ParentalKey(ProcedurePage, on_delete=models.CASCADE, related_name="legal_bases")
    document = models.ForeignKey(
        LegalDocument,
        verbose_name=_("legal document"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="procedure_bases",
    )
    number = models.CharField(
        _("number"),
        max_length=100,
        blank=True,
        help_text=_("For a document that is not in the registry yet."),
    )
    title = models.TextField(_("title"), blank=True)

    panels = [FieldPanel("document"), FieldPanel("number"), FieldPanel("title")]

    class Meta(Orderable.Meta):
        verbose_name = _("legal basis")
        verbose_name_plural = _("legal bases")

    def __str__(self):
        return self.number or str(self.document)

    def clean(self):
        super().clean()
        if not self.document and not self.number:
            raise ValidationError(_("Choose a document or write its number."))
