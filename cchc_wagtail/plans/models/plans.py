import datetime
import uuid

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.functional import cached_property
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Orderable, Page

from cchc_wagtail import clock
from cchc_wagtail.content.pages import ContentPage, SectionPage
from cchc_wagtail.editorial.panels import ReviewPanel
from cchc_wagtail.organisation.models import ReformField, Unit
from cchc_wagtail.registry.panels import CitationsPanel
from cchc_wagtail.search.descriptions import EntryDescription, facet_values
from cchc_wagtail.search.text.passages import plain_text, split_passages
from cchc_wagtail.search.visibility import public_pages

from ..fields import ChoiceListField
from ..forms import PlanPageForm
from ..progress import Recurrence, Task

#: So many characters of a content name it.
SHORT = 120
PROSE = ["bold", "italic", "ol", "ul", "link"]


class Channel(models.TextChoices):
    """The forms of a plan (hình thức): those of part II.2 of the department's plan of 2024."""

    ONE_STOP = "one_stop", _("Posted at the provincial one-stop centre")
    PORTAL = "portal", _("The department's portal")
    PRESS = "press", _("Press, radio and television")
    MEETING = "meeting", _("Briefings and regular meetings")
    EGOV = "egov", _("Electronic office (eGov)")
    TRAINING = "training", _("Training, legal education")
    PRINTED = "printed", _("Posters, leaflets")
    OTHER = "other", _("Another form")


class PlanIndexPage(SectionPage):
    """Lists the yearly plans, the newest first."""

    parent_page_types = ["cchc_portal.ReformHomePage"]
    subpage_types = ["cchc_plans.PlanPage"]
    template = "cchc_plans/plan_index_page.html"

    class Meta:
        verbose_name = _("list of plans")
        verbose_name_plural = _("lists of plans")

    def get_context(self, request, *args, **kwargs):
        plans = public_pages(PlanPage.objects.child_of(self))
        return {
            **super().get_context(request, *args, **kwargs),
            "plans": plans.order_by("-begins_on", "-pk"),
        }


class PlanPage(ContentPage):
    """A plan (kế hoạch) of what the public is told about the reform in a year, or in some years.

    Its days are calendar days. ``due_on`` is the last day for every content that names none: the
    plan of 2024 has all done “before November”, which is 31 October.
    """

    begins_on = models.DateField(_("from"))
    ends_on = models.DateField(_("to"))
    due_on = models.DateField(
        _("to be done by"),
        help_text=_("For all contents that name no day of their own. “Before November” is 31/10."),
    )
    number = models.CharField(_("number"), max_length=100, blank=True)
    issued_on = models.DateField(_("day of issue"), null=True, blank=True)
    document = models.ForeignKey(
        "cchc_registry.LegalDocument",
        verbose_name=_("registered as"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("The plan as a document of the registry, with its signed file."),
    )
    legal_bases = RichTextField(_("legal bases"), blank=True, features=PROSE)
    purposes = RichTextField(_("purposes"), blank=True, features=PROSE)
    requirements = RichTextField(_("requirements"), blank=True, features=PROSE)
    organisation = RichTextField(_("who carries it out"), blank=True, features=PROSE)
    why_changed = models.TextField(
        _("why it was changed"),
        blank=True,
        help_text=_(
            "Of a plan that has been issued: what led to the change, and by which document."
        ),
    )

    content_panels = [
        ReviewPanel(),
        *Page.content_panels,
        FieldRowPanel([FieldPanel("begins_on"), FieldPanel("due_on"), FieldPanel("ends_on")]),
        FieldRowPanel([FieldPanel("number"), FieldPanel("issued_on")]),
        FieldPanel("document"),
        InlinePanel(
            "relations",
            heading=_("Plans above it, and documents that change it"),
            label=_("plan or document"),
        ),
        FieldPanel("legal_bases"),
        CitationsPanel(),
        FieldPanel("purposes"),
        FieldPanel("requirements"),
        InlinePanel("contents", heading=_("Contents"), label=_("content")),
        FieldPanel("organisation"),
        FieldPanel("unit"),
        FieldPanel("why_changed"),
    ]
    base_form_class = PlanPageForm
    route_select_related = ["unit", "document__document_type"]
    parent_page_types = ["cchc_plans.PlanIndexPage"]
    template = "cchc_plans/plan_page.html"

    class Meta:
        verbose_name = _("plan")
        verbose_name_plural = _("plans")

    def clean(self):
        super().clean()
        errors = {}
        if self.begins_on and self.ends_on and self.ends_on < self.begins_on:
            errors["ends_on"] = _("The last day lies before the first.")
        if self.begins_on and self.due_on and self.due_on < self.begins_on:
            errors["due_on"] = _("This day lies before the plan begins.")
        if self.ends_on and self.due_on and self.due_on > self.ends_on:
            errors["due_on"] = _("This day lies after the plan ends.")
        if errors:
            raise ValidationError(errors)

    @property
    def years(self):
        """The year of the plan, or the first and the last: “2024”, “2022–2025”."""
        first, last = self.begins_on.year, self.ends_on.year
        return str(first) if first == last else f"{first}–{last}"

    @property
    def is_over(self):
        return clock.today() > self.ends_on

    @cached_property
    def rows(self):
        """Its contents in the order of the plan, with their units and fields."""
        return list(self.contents_with_units())

    @cached_property
    def public_rows(self):
        return list(self.contents_with_units().filter(is_public=True))

    @cached_property
    def shown_relations(self):
        """Its ``PlanRelation``s to what everybody may read; one query."""
        plan = Q(plan__in=public_pages(PlanPage.objects.all()))
        document = Q(document__live=True)
        rows = PlanRelation.objects.filter(plan | document, page=self)
        return list(rows.select_related("plan", "document__document_type"))

    def contents_with_units(self):
        return self.contents.select_related("reform_field", "unit")

    @property
    def meta_description(self):
        return self.search_description or plain_text(self.purposes)

    def get_context(self, request, *args, **kwargs):
        # By its path: what was done for a plan is known to the rooms that know this model.
        summary = import_string("cchc_wagtail.plans.counting.public_summary")
        return {**super().get_context(request, *args, **kwargs), "summary": summary(self)}

    def get_search_entry(self):
        contents = [row.text for row in self.contents.all() if row.is_public]
        return EntryDescription(
            kind="plan",
            key=self.slug,
            title=self.title,
            url=self.url or "",
            summary=plain_text(self.purposes)[:500],
            date=self.issued_on or self.begins_on,
            passages=split_passages(
                plain_text(self.purposes), plain_text(self.requirements), *contents
            ),
            exact_keys=[self.number] if self.number else [],
            facets={
                "unit": facet_values(self.unit),
                "year": [(str(self.begins_on.year), str(self.begins_on.year))],
            },
        )


class PlanRelation(Orderable):
    """That a plan is a part of another plan, or was changed by a document.

    The other plan is a page, or where this site has none a document of the registry: the yearly
    plan of a department serves one of several years, and that of its province.
    """

    class Kind(models.TextChoices):
        PART_OF = "part_of", _("Part of")
        CHANGED_BY = "changed_by", _("Changed by")

    page = ParentalKey(PlanPage, on_delete=models.CASCADE, related_name="relations")
    kind = models.CharField(
        _("relation"), max_length=20, choices=Kind.choices, default=Kind.PART_OF
    )
    plan = models.ForeignKey(
        PlanPage,
        verbose_name=_("plan"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="+",
    )
    document = models.ForeignKey(
        "cchc_registry.LegalDocument",
        verbose_name=_("legal document"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="+",
    )

    panels = [FieldPanel("kind"), FieldRowPanel([FieldPanel("plan"), FieldPanel("document")])]

    class Meta(Orderable.Meta):
        verbose_name = _("relation of a plan")
        verbose_name_plural = _("relations of plans")

    def __str__(self):
        return f"{self.get_kind_display()}: {self.plan or self.document}"

    def clean(self):
        super().clean()
        if bool(self.plan_id) == bool(self.document_id):
            raise ValidationError(_("Choose a plan or a document: one of them."))
        if self.kind == self.Kind.CHANGED_BY and self.plan_id:
            raise ValidationError({"plan": _("A plan is changed by a document.")})
        if self.plan_id and self.plan_id == self.page_id:
            raise ValidationError({"plan": _("A plan is not a part of itself.")})


class PlanContent(Orderable, ClusterableModel):
    """A content of a plan (nội dung): what is to be told, by whom, how often, until when.

    ``key`` stays the same in every version of the plan: what was done is kept under it. Nothing
    but the text has to be there: what the plan does not say is not invented.
    """

    page = ParentalKey(PlanPage, on_delete=models.CASCADE, related_name="contents")
    key = models.UUIDField(default=uuid.uuid4, editable=False, db_index=True)
    number = models.CharField(
        _("number in the plan"), max_length=20, blank=True, help_text=_("As printed: II.1, a, 3.")
    )
    text = models.TextField(_("content"))
    reform_field = models.ForeignKey(
        ReformField,
        verbose_name=_("reform field"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    product = models.CharField(
        _("product"), max_length=255, blank=True, help_text=_("Such as: news articles, posters.")
    )
    target = models.PositiveSmallIntegerField(
        _("number of products"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(1000)],
        help_text=_("Left empty where the plan names none: then one is enough."),
    )
    recurrence = models.CharField(
        _("how often"), max_length=20, choices=Recurrence.choices, default=Recurrence.ONCE
    )
    channels = ChoiceListField(_("forms"), options=Channel.choices, default=list, blank=True)
    unit = models.ForeignKey(
        Unit,
        verbose_name=_("lead unit"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    co_units = ParentalManyToManyField(
        Unit, verbose_name=_("co-operating units"), blank=True, related_name="+"
    )
    outside = models.CharField(_("bodies outside the department"), max_length=255, blank=True)
    begins_on = models.DateField(_("from"), null=True, blank=True)
    due_on = models.DateField(_("by"), null=True, blank=True)
    is_public = models.BooleanField(
        _("public"), default=True, help_text=_("Shown, with its progress, on the public page.")
    )
    why_not_done = models.CharField(
        _("why it was not done"),
        max_length=500,
        blank=True,
        help_text=_("For the report, and for the plan of the next year."),
    )
    follows = models.UUIDField(null=True, editable=False)

    panels = [
        FieldPanel("text"),
        FieldRowPanel([FieldPanel("number"), FieldPanel("reform_field"), FieldPanel("is_public")]),
        FieldRowPanel([FieldPanel("product"), FieldPanel("target"), FieldPanel("recurrence")]),
        FieldRowPanel([FieldPanel("unit"), FieldPanel("begins_on"), FieldPanel("due_on")]),
        MultiFieldPanel(
            [
                FieldPanel("channels"),
                FieldPanel("co_units", widget=forms.CheckboxSelectMultiple),
                FieldPanel("outside"),
                FieldPanel("why_not_done"),
            ],
            heading=_("Forms, co-operation, reasons"),
            classname="collapsed",
        ),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("content of a plan")
        verbose_name_plural = _("contents of plans")

    def __str__(self):
        return f"{self.number} {self.short_text}".strip()

    @property
    def is_long(self):
        return len(self.text) > SHORT

    @property
    def short_text(self):
        """Its text, or as much of it as names it."""
        if not self.is_long:
            return self.text
        return f"{self.text[:SHORT].rpartition(' ')[0].rstrip(',;:.')}…"

    @property
    def channel_names(self):
        labels = dict(Channel.choices)
        return [str(labels[name]) for name in self.channels if name in labels]

    def task(self, plan=None, due_on=None):
        """Return it as a ``Task``; ``due_on`` is the day that it was put off to."""
        plan = plan or self.page
        return Task(
            begins_on=self.begins_on or plan.begins_on,
            due_on=due_on or self.due_on or plan.due_on,
            ends_on=max(plan.ends_on, due_on or datetime.date.min),
            target=self.target,
            recurrence=self.recurrence,
        )
