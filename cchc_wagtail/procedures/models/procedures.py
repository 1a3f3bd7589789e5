import datetime
import re

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Count, Exists, OuterRef, Q
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
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
from wagtail.documents import get_document_model_string
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page
from wagtail.search import index

from cchc_wagtail import clock
from cchc_wagtail.content.pages import ContentPage, SectionPage
from cchc_wagtail.content.translated import in_language_of
from cchc_wagtail.editorial.panels import ReviewPanel
from cchc_wagtail.frontend.gone import gone
from cchc_wagtail.frontend.listing import ListingPageMixin
from cchc_wagtail.frontend.qr import qr_svg
from cchc_wagtail.frontend.templatetags.cchc import page_trail
from cchc_wagtail.language import normalise
from cchc_wagtail.organisation.ended_bodies import ended_bodies_in
from cchc_wagtail.organisation.fields import VietnameseOrderField
from cchc_wagtail.organisation.models import Audience, Tag, ThematicArea
from cchc_wagtail.procedures.blocks import DossierCaseBlock, ResultBlock, StepBlock
from cchc_wagtail.procedures.deadlines import PARAMETER, deadlines
from cchc_wagtail.procedures.forms import ProcedurePageForm
from cchc_wagtail.procedures.panels import CompletenessPanel, paste_papers, paste_steps
from cchc_wagtail.procedures.structured_data import breadcrumb_list, government_service
from cchc_wagtail.registry.models import LegalDocument
from cchc_wagtail.registry.panels import CitationsPanel
from cchc_wagtail.search.descriptions import EntryDescription, facet_values
from cchc_wagtail.search.text.passages import plain_text, split_passages
from cchc_wagtail.search.visibility import public_pages

from .bases import RelatedProcedure, attach_documents
from .channels import GLANCE, IT_DEPENDS, ServiceChannel

PLAIN_FEATURES = ["bold", "italic", "ol", "ul", "link"]
# What is longer is no name of a result: it tells what the result is for.
LONGEST_NAME = 255
GROWS_OLD = datetime.timedelta(days=365)
CODE_PATTERN = re.compile(r"\d+(\.\d+)+")


class ProcedureTag(ItemBase):
    tag = models.ForeignKey(Tag, on_delete=models.CASCADE, related_name="procedure_items")
    content_object = ParentalKey(
        "cchc_procedures.ProcedurePage", on_delete=models.CASCADE, related_name="tagged_items"
    )


class ProcedureIndexPage(ListingPageMixin, SectionPage):
    """Lists the procedures, by field, audience and level."""

    parent_page_types = ["cchc_portal.ReformHomePage"]
    subpage_types = ["cchc_procedures.ProcedurePage"]
    template = "cchc_procedures/procedure_index_page.html"
    filterset_class = "cchc_wagtail.procedures.filters.ProcedureFilterSet"

    frequent_procedures = ParentalManyToManyField(
        "cchc_procedures.ProcedurePage",
        verbose_name=_("frequent procedures"),
        blank=True,
        related_name="+",
        help_text=_(
            "What people ask for most: shown on the home of the section. Left empty, the newest "
            "procedures are shown there."
        ),
    )

    content_panels = [*SectionPage.content_panels, FieldPanel("frequent_procedures")]

    class Meta:
        verbose_name = _("list of procedures")
        verbose_name_plural = _("lists of procedures")

    def get_listing_queryset(self):
        procedures = ProcedurePage.objects.child_of(self).order_by("title_order", "pk")
        return public_pages(procedures).select_related("thematic_area").prefetch_related("channels")


class ProcedurePage(ContentPage):
    """An administrative procedure (thủ tục hành chính), in the words of the national database.

    The terms are those of CPSV-AP (public service, channel, cost, competent authority) and
    schema.org's ``GovernmentService``.
    """

    class Standing(models.TextChoices):
        """Whether it is offered; what is not is taken down with the publication that says so."""

        OFFERED = "", _("Offered")
        SUSPENDED = "suspended", _("Suspended (tạm ngừng)")
        REPEALED = "repealed", _("Repealed (bãi bỏ)")

    #: The fields that say why it is not offered.
    WITHDRAWAL = ["standing", "withdrawn_on", "withdrawn_by", "replacement"]

    code = models.CharField(
        _("code"),
        max_length=50,
        db_index=True,
        help_text=_("The code in the national database of procedures, for example 1.001234."),
    )
    official_name = models.TextField(
        _("full name"),
        blank=True,
        help_text=_("The official name, where it is longer than a title can be."),
    )
    other_names = models.TextField(
        _("other names"),
        blank=True,
        help_text=_(
            "What people call it, one name a line, such as “gia hạn hộ chiếu”. It is found by them "
            "as by its title; readers do not see them."
        ),
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
    decision = models.ForeignKey(
        LegalDocument,
        verbose_name=_("decision in the registry"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="published_procedures",
    )
    category = models.CharField(
        _("kind of procedure"),
        max_length=255,
        blank=True,
        help_text=_("As the national database names it (loại thủ tục)."),
    )
    ministry = models.CharField(
        _("ministry or sector"),
        max_length=255,
        blank=True,
        help_text=_("The body that has the procedure in the national database (bộ, ngành)."),
    )
    thematic_area = models.ForeignKey(
        ThematicArea,
        verbose_name=_("procedure field"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
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
    competent_address = models.TextField(_("address of who decides"), blank=True)
    coordinating_agency = models.TextField(_("who takes part"), blank=True)
    coordinating_address = models.TextField(_("address of who takes part"), blank=True)
    electronic_payment = models.BooleanField(
        _("fees can be paid online"), null=True, blank=True, default=None
    )
    iso_process = models.CharField(
        _("ISO process"),
        max_length=255,
        blank=True,
        help_text=_("The internal process (quy trình ISO 9001) by which the unit works."),
    )
    iso_file = models.ForeignKey(
        get_document_model_string(),
        verbose_name=_("file of the ISO process"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
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
    results = StreamField(
        [("result", ResultBlock())],
        verbose_name=_("results"),
        blank=True,
        default=list,
        help_text=_("What the citizen gets in the end."),
    )
    title_order = VietnameseOrderField("title")
    checked_on = models.DateField(
        _("last checked on"),
        null=True,
        blank=True,
        help_text=_("The day on which the unit last compared this page with the law."),
    )
    standing = models.CharField(
        _("standing"),
        max_length=20,
        choices=Standing.choices,
        blank=True,
        default=Standing.OFFERED,
        help_text=_(
            "What is suspended or repealed leaves lists, search and its own address once this is "
            "approved; whoever opens the address is told."
        ),
    )
    withdrawn_on = models.DateField(_("since"), null=True, blank=True)
    withdrawn_by = models.CharField(
        _("by decision"),
        max_length=255,
        blank=True,
        help_text=_("Number, day and issuer of the decision, or why."),
    )
    replacement = models.ForeignKey(
        "self",
        verbose_name=_("replaced by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    tags = ClusterTaggableManager(
        verbose_name=_("tags"), through=ProcedureTag, blank=True, related_name="procedures"
    )

    folded_attributes = ["title", "code"]
    search_fields = [
        *ContentPage.search_fields,
        index.SearchField("code", boost=3),
        index.AutocompleteField("code"),
        index.SearchField("summary"),
        index.FilterField("thematic_area"),
    ]

    need_to_know_panels = [
        ReviewPanel(),
        CompletenessPanel(),
        *Page.content_panels,
        FieldPanel("code"),
        FieldPanel("official_name"),
        FieldPanel("other_names"),
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
                FieldPanel("competent_address"),
                FieldPanel("coordinating_agency"),
                FieldPanel("coordinating_address"),
            ],
            heading=_("Where"),
        ),
        InlinePanel(
            "channels",
            heading=_("How to hand in, how long it takes, what it costs"),
            label=_("Way"),
        ),
        FieldRowPanel([FieldPanel("online_url"), FieldPanel("electronic_payment")]),
    ]
    how_to_panels = [
        paste_papers(),
        FieldPanel("dossier"),
        paste_steps(),
        FieldPanel("steps"),
        FieldPanel("conditions"),
        FieldPanel("results"),
        InlinePanel("chosen_procedures", heading=_("Related procedures"), label=_("Procedure")),
    ]
    basis_panels = [
        CitationsPanel(),
        InlinePanel("legal_bases", heading=_("Legal bases"), label=_("Legal basis")),
        MultiFieldPanel(
            [
                FieldPanel("decision_number"),
                FieldPanel("decision"),
                FieldRowPanel([FieldPanel("category"), FieldPanel("ministry")]),
                FieldRowPanel([FieldPanel("iso_process"), FieldPanel("iso_file")]),
            ],
            heading=_("Publication and process"),
        ),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("standing"), FieldPanel("withdrawn_on")]),
                FieldPanel("withdrawn_by"),
                FieldPanel("replacement"),
            ],
            heading=_("Suspended or repealed"),
        ),
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
    route_select_related = ["thematic_area", "unit", "decision__document_type", "iso_file"]
    parent_page_types = ["cchc_procedures.ProcedureIndexPage"]
    base_form_class = ProcedurePageForm
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
        if self.live and self.live_twin:
            raise ValidationError({"code": self.twin_message})
        self._clean_standing()

    def _clean_standing(self):
        errors = {}
        if self.standing and not self.withdrawn_by:
            errors["withdrawn_by"] = _("Say by which decision, or why.")
        if self.standing and not self.withdrawn_on:
            self.withdrawn_on = clock.today()
        if self.replacement_id and self.replacement_id == self.pk:
            errors["replacement"] = _("A procedure does not replace itself.")
        if errors:
            raise ValidationError(errors)

    @property
    def live_twin(self):
        """The published procedure that has the same code, if it is another."""
        twins = ProcedurePage.objects.live().filter(code=self.code, locale_id=self.locale_id)
        return twins.exclude(pk=self.pk).first()

    @property
    def twin_message(self):
        return _("“%(title)s”, which is published, has this code: write another one.") % {
            "title": self.live_twin.title
        }

    def why_not_published(self, revision):
        if reason := super().why_not_published(revision):
            return reason
        # The two fields alone: all the parts of a revision take a query each.
        wanted = ProcedurePage(
            pk=self.pk, locale_id=self.locale_id, code=revision.content.get("code", self.code)
        )
        is_withdrawn = revision.content.get("standing", self.standing)
        return wanted.twin_message if not is_withdrawn and wanted.live_twin else ""

    def publish(self, revision, user=None, **kwargs):
        """Publish ``revision``; what it says is suspended or repealed is taken down with it."""
        result = super().publish(revision, user=user, **kwargs)
        published = ProcedurePage.objects.get(pk=self.pk)
        if published.live and published.standing:
            published.unpublish(user=user)
            published.withdraw_versions(user)
        return result

    def withdraw_versions(self, user):
        """Take the same procedure down in other languages: it is not offered in any."""
        for version in self.get_translations().live():
            draft = version.get_latest_revision_as_object()
            for name in self.WITHDRAWAL:
                setattr(version, name, getattr(self, name))
                setattr(draft, name, getattr(self, name))
            # Nobody becomes an author of the draft by this: it is not what they wrote.
            draft.save_revision(log_action=False)
            version.save(update_fields=self.WITHDRAWAL)
            version.unpublish(user=user)

    def serve_gone(self, request):
        chosen = ProcedurePage.objects.filter(pk=self.replacement_id)
        replacement = next(iter(in_language_of(self, chosen)), None)
        return gone(
            request,
            self,
            f"{self.name} ({self.code})",
            since=self.withdrawn_on if self.standing else None,
            reason=self.standing_text,
            replacement=replacement,
            above=self.get_parent(),
        )

    @property
    def standing_text(self):
        """In a sentence, why it is not offered; empty where it is."""
        if not self.standing:
            return ""
        what = {
            self.Standing.SUSPENDED: _("Carrying it out is suspended: %(why)s."),
            self.Standing.REPEALED: _("The procedure is repealed: %(why)s."),
        }[self.standing]
        return what % {"why": self.withdrawn_by.rstrip(".")}

    @property
    def poster_url(self):
        return reverse("cchc_wagtail:procedure_poster", args=[self.code.replace(".", "-")])

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

    @property
    def level_names(self):
        return ", ".join(str(name) for _value, name in self.levels)

    @cached_property
    def audience_list(self):
        return list(self.audiences.all())

    @property
    def audience_names(self):
        return [audience.name_for_reader for audience in self.audience_list]

    @cached_property
    def channel_list(self):
        return list(self.channels.all())

    @property
    def name(self):
        """The official name, which may be longer than a title can be."""
        return self.official_name or self.title

    @property
    def other_name_list(self):
        """Its other names, in the order in which they are written."""
        return [name for line in self.other_names.splitlines() if (name := line.strip())]

    @property
    def result(self):
        """The names of the results, one a line."""
        return "\n".join(block.value["name"] for block in self.results)

    @cached_property
    def time_limits(self):
        """The different time limits of the channels, in words, in order, each once."""
        texts = [channel.time_limit_text for channel in self.channel_list]
        return list(dict.fromkeys(text for text in texts if text))

    @cached_property
    def fees(self):
        """The different fees of the channels, as stated, in order, each once."""
        return list(dict.fromkeys(c.fee_text for c in self.channel_list if c.fee_text))

    @property
    def time_limit_groups(self):
        """Pairs of a time limit and its ways to hand in; empty where it is the same for all."""
        return self._groups("time_limit_text")

    @property
    def fee_groups(self):
        """Pairs of a fee and its ways to hand in; empty where it is the same for all."""
        return self._groups("fee_text")

    def _groups(self, attribute):
        groups = {}
        for channel in self.channel_list:
            # One way may stand there several times, each for a case of its own.
            groups.setdefault(getattr(channel, attribute), {})[str(channel)] = True
        if len(groups) < 2:
            return []
        return [(text, list(ways)) for text, ways in groups.items() if text]

    @property
    def time_limit_in_short(self):
        return self._in_short(self.time_limits, self.time_limit_groups)

    @property
    def fee_in_short(self):
        return self._in_short(self.fees, self.fee_groups)

    @property
    def time_depends(self):
        """Whether its time limits take more room than a glance."""
        return self.time_limit_in_short == IT_DEPENDS

    @property
    def fee_depends(self):
        """Whether its fees take more room than a glance."""
        return self.fee_in_short == IT_DEPENDS

    @property
    def channel_rows(self):
        """Lists of the ways to hand in that have the same time limits, fees and note."""
        rows = {}
        for channel in self.channel_list:
            same = channel.time_limit_text, channel.fee_text, channel.note
            rows.setdefault(same, []).append(channel)
        return list(rows.values())

    @property
    def ended_bodies(self):
        """The ``EndedBody`` of those named as taking the papers or deciding."""
        named = [self.receiving_agency, self.receiving_address, self.competent_authority]
        return ended_bodies_in("\n".join(named))

    @property
    def is_old(self):
        """Whether nobody has compared it with the law for a year."""
        return bool(self.checked_on) and self.checked_on < clock.today() - GROWS_OLD

    def _in_short(self, texts, groups):
        """Return what a card has room for: all, or where all of it stands."""
        if groups:
            texts = [f"{', '.join(ways)}: {text}" for text, ways in groups]
        whole = " · ".join(texts)
        return whole if len(whole) <= GLANCE else str(IT_DEPENDS)

    @cached_property
    def online_channel(self):
        return next((c for c in self.channel_list if c.is_online), None)

    @property
    def is_online(self):
        return self.online_channel is not None

    @cached_property
    def online_address(self):
        """Where to hand in online; empty where that is not known."""
        return (self.online_channel and self.online_channel.url) or self.online_url

    @property
    def online_in_words(self):
        """Whether it can be handed in online, and how far; empty where no way is known."""
        level = self.online_channel.online_level if self.is_online else ""
        if self.is_online and not self.online_address:
            return gettext("Yes, as the source says; its address is not known here")
        if level == ServiceChannel.OnlineLevel.FULL:
            return gettext("Yes, everything is done online")
        if level == ServiceChannel.OnlineLevel.PARTIAL:
            return gettext("Yes, part of it is done online")
        if self.online_address:
            return gettext("Yes, you can hand in online")
        return gettext("No, not yet") if self.channel_list else ""

    @cached_property
    def forms(self):
        """The form files of the dossier, each once."""
        papers = [paper for case in self.dossier for paper in case.value["papers"]]
        return list(dict.fromkeys(paper["form_file"] for paper in papers if paper.get("form_file")))

    @cached_property
    def situation_list(self):
        # The way back from the room of questions, which a site may leave out.
        situations = getattr(self, "situations", None)
        if situations is None:
            return []
        about_it = situations.model.objects.filter(
            procedures__translation_key=self.translation_key, locale_id=self.locale_id
        )
        return list(public_pages(about_it.unmerged()).distinct())

    @cached_property
    def legal_basis_list(self):
        """The legal bases, each with the ``published_document`` that it is, or None."""
        return attach_documents(list(self.legal_bases.all()))

    @cached_property
    def related_procedures(self):
        """Up to six public procedures in this language: the chosen, then those of the same law."""
        keys = [basis.key for basis in self.legal_basis_list if basis.key]
        same_law = Q(thematic_area=self.thematic_area_id, legal_bases__number_key__in=keys)
        chosen = RelatedProcedure.objects.filter(page=self.pk)
        chosen_keys = chosen.values("related__translation_key")
        related = (
            ProcedurePage.objects.exclude(pk=self.pk)
            .filter(locale_id=self.locale_id)
            .filter(Q(translation_key__in=chosen_keys) | same_law)
            .annotate(
                is_chosen=Exists(
                    chosen.filter(related__translation_key=OuterRef("translation_key"))
                ),
                shared=Count("legal_bases", filter=Q(legal_bases__number_key__in=keys)),
            )
        )
        return list(public_pages(related).order_by("-is_chosen", "-shared", "title_order")[:6])

    def get_context(self, request, *args, **kwargs):
        absolute = request.build_absolute_uri
        trail = page_trail({"request": request}, self, inclusive=True)
        return {
            **super().get_context(request, *args, **kwargs),
            **deadlines(self, request.GET.get(PARAMETER, "")),
            "qr": qr_svg(absolute(self.permalink)),
            "short_address": absolute(self.permalink),
            "structured_data": [
                government_service(self, absolute),
                breadcrumb_list(trail, absolute),
            ],
        }

    @property
    def meta_description(self):
        return self.search_description or self.summary

    def get_search_entry(self):
        papers = [
            passage
            for number, case in enumerate(self.dossier, 1)
            for passage in split_passages(
                case.value["case"],
                *(paper["name"] for paper in case.value["papers"]),
                anchor=f"ho-so-{number}",
                speaks=False,
            )
        ]
        steps = [
            passage
            for number, step in enumerate(self.steps, 1)
            for passage in split_passages(
                f"{step.value['heading']} {plain_text(step.value['text'].source)}",
                anchor=f"trinh-tu-{number}",
                speaks=False,
            )
        ]
        names, long = [], []
        for block in self.results:
            (names if len(block.value["name"]) <= LONGEST_NAME else long).append(
                block.value["name"]
            )
        return EntryDescription(
            kind="procedure",
            key=self.code,
            title=self.name,
            url=self.url or "",
            summary=self.summary,
            date=self.checked_on,
            passages=[
                *split_passages(self.summary, *names, self.receiving_agency),
                *split_passages(*long, speaks=False),
                *papers,
                *steps,
                *split_passages(plain_text(self.conditions), anchor="dieu-kien", speaks=False),
            ],
            exact_keys=[self.code],
            other_names=self.other_name_list,
            facets={
                "field": facet_values(self.thematic_area),
                "unit": facet_values(self.unit),
                "audience": facet_values(*self.audiences.all()),
                "tag": facet_values(*self.tags.all()),
                "level": [(value, str(label)) for value, label in self.levels],
            },
        )
