from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import Orderable

from cchc_wagtail.organisation.models import Register, Unit
from cchc_wagtail.registry.models import LegalDocument

from ..blocks import SeriesBreakBlock


class Territory(Register):
    """A province or body that is ranked: a province before a merger is another than after it."""

    is_own = models.BooleanField(
        _("ours"),
        default=False,
        help_text=_("Its figures are the series that the pages show; the others stand beside."),
    )

    panels = [
        FieldPanel("name"),
        FieldRowPanel([FieldPanel("is_own"), FieldPanel("sort_order")]),
        FieldPanel("slug"),
    ]

    class Meta(Register.Meta):
        verbose_name = _("ranked territory or body")
        verbose_name_plural = _("ranked territories and bodies")


class Index(Register):
    """An index by which reform is measured (chỉ số), as its publisher defines it."""

    code = models.CharField(
        _("short name"), max_length=30, unique=True, help_text=_("Such as “PAPI”; files name it.")
    )
    publisher = models.CharField(_("published by"), max_length=255)
    unit = models.CharField(
        _("unit of the score"), max_length=20, blank=True, help_text=_("“điểm”, “%” or nothing.")
    )
    decimals = models.PositiveSmallIntegerField(_("decimal places shown"), default=2)
    breaks = StreamField(
        [("break", SeriesBreakBlock())], verbose_name=_("breaks of the series"), blank=True
    )

    panels = [
        FieldPanel("name"),
        FieldRowPanel([FieldPanel("code"), FieldPanel("sort_order")]),
        FieldPanel("publisher"),
        FieldRowPanel([FieldPanel("unit"), FieldPanel("decimals")]),
        FieldPanel("breaks"),
        FieldPanel("slug"),
    ]

    class Meta(Register.Meta):
        verbose_name = _("index")
        verbose_name_plural = _("indices")

    def __str__(self):
        return self.code


class MethodVersion(ClusterableModel):
    """How an index is counted from a year on: its components, and how much each counts."""

    index = models.ForeignKey(
        Index, verbose_name=_("index"), on_delete=models.CASCADE, related_name="versions"
    )
    from_year = models.PositiveSmallIntegerField(_("from the year"))
    to_year = models.PositiveSmallIntegerField(_("up to the year"), null=True, blank=True)
    basis = models.CharField(
        _("decision or description"), max_length=255, help_text=_("Where the method is set down.")
    )
    maximum = models.DecimalField(
        _("highest score"), max_digits=9, decimal_places=4, null=True, blank=True
    )
    tolerance = models.DecimalField(
        _("rounding that is allowed"),
        max_digits=6,
        decimal_places=4,
        default=Decimal("0.02"),
        help_text=_("So much the sum of the components may differ from the score."),
    )
    counts_rates = models.BooleanField(
        _("counts rates of criteria in groups"),
        default=False,
        help_text=_(
            "As Decision 766/QĐ-TTg has it: a criterion gives its rate × its highest score / 100; "
            "what does not apply is shared equally among the others of its group."
        ),
    )

    panels = [
        FieldPanel("index"),
        FieldRowPanel([FieldPanel("from_year"), FieldPanel("to_year")]),
        FieldPanel("basis"),
        FieldPanel("counts_rates"),
        FieldRowPanel([FieldPanel("maximum"), FieldPanel("tolerance")]),
        InlinePanel("components", heading=_("Components"), label=_("Component")),
    ]

    class Meta:
        verbose_name = _("method of an index")
        verbose_name_plural = _("methods of the indices")
        ordering = ["index", "from_year"]
        constraints = [
            models.UniqueConstraint(
                fields=["index", "from_year"], name="cchc_indicators_version_once"
            )
        ]

    def __str__(self):
        return f"{self.index.code}, {self.years}: {self.basis}"

    @property
    def years(self):
        """The years for which it holds: “2011–2017”, “2018–”."""
        return f"{self.from_year}–{self.to_year or ''}"

    def clean(self):
        super().clean()
        if self.to_year and self.from_year and self.to_year < self.from_year:
            raise ValidationError({"to_year": _("The last year comes before the first.")})

    def total_of(self, scores):
        """Return what ``scores``, component → score, add up to; None where nobody can say.

        Nobody can where a component is missing, or where how much it counts is not known.
        """
        components = self.components.all()
        if not components or any(one.weight is None or one not in scores for one in components):
            return None
        return sum(one.weight * scores[one] for one in components)


class Component(Orderable):
    """A part of an index under one version of its method (trục nội dung, chỉ số thành phần)."""

    version = ParentalKey(MethodVersion, on_delete=models.CASCADE, related_name="components")
    name = models.CharField(_("name"), max_length=255)
    maximum = models.DecimalField(
        _("highest score"), max_digits=9, decimal_places=4, null=True, blank=True
    )
    weight = models.DecimalField(
        _("counts"),
        max_digits=9,
        decimal_places=4,
        null=True,
        blank=True,
        help_text=_(
            "By so much one point of it raises the score. Empty where it was not published: the "
            "sum is not checked then."
        ),
    )
    code = models.CharField(
        _("number in the decision"),
        max_length=10,
        blank=True,
        help_text=_("Such as “05”; files may name it instead of the name."),
    )
    group = models.CharField(
        _("group of criteria"),
        max_length=255,
        blank=True,
        help_text=_("The name of the component that it is a criterion of; empty for a group."),
    )
    target = models.CharField(
        _("all points where this target is reached"), max_length=255, blank=True
    )

    panels = [
        FieldPanel("name"),
        FieldRowPanel([FieldPanel("maximum"), FieldPanel("weight")]),
        FieldRowPanel([FieldPanel("code"), FieldPanel("group")]),
        FieldPanel("target"),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("component of an index")
        verbose_name_plural = _("components of an index")
        constraints = [
            models.UniqueConstraint(
                fields=["version", "name"], name="cchc_indicators_component_once"
            )
        ]

    def __str__(self):
        return f"{self.name} ({self.version.index.code} {self.version.years})"


class Measure(models.Model):
    """What is done to raise a score (giải pháp), by which unit and by when."""

    class State(models.TextChoices):
        PLANNED = "planned", _("Planned")
        UNDER_WAY = "under-way", _("Under way")
        DONE = "done", _("Done")
        GIVEN_UP = "given-up", _("Given up")

    index = models.ForeignKey(
        Index, verbose_name=_("index"), on_delete=models.CASCADE, related_name="measures"
    )
    component = models.ForeignKey(
        Component,
        verbose_name=_("component"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="measures",
        help_text=_("Left empty, it serves the index as a whole."),
    )
    text = models.CharField(_("what is done"), max_length=500)
    product = models.CharField(_("product"), max_length=255, blank=True)
    unit = models.ForeignKey(
        Unit,
        verbose_name=_("unit in charge"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    due_on = models.DateField(_("due on"), null=True, blank=True)
    state = models.CharField(
        _("state"), max_length=20, choices=State.choices, default=State.PLANNED
    )
    page = models.ForeignKey(
        "wagtailcore.Page",
        verbose_name=_("page that tells of it"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    document = models.ForeignKey(
        LegalDocument,
        verbose_name=_("legal document"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    panels = [
        FieldRowPanel([FieldPanel("index"), FieldPanel("component")]),
        FieldPanel("text"),
        FieldPanel("product"),
        FieldRowPanel([FieldPanel("unit"), FieldPanel("due_on"), FieldPanel("state")]),
        MultiFieldPanel(
            [FieldPanel("page"), FieldPanel("document")],
            heading=_("What it rests on or led to"),
        ),
    ]

    class Meta:
        verbose_name = _("measure to raise a score")
        verbose_name_plural = _("measures to raise scores")
        ordering = ["index", "due_on", "pk"]

    def __str__(self):
        return self.text

    def clean(self):
        super().clean()
        if self.component and self.component.version.index_id != self.index_id:
            raise ValidationError({"component": _("This component belongs to another index.")})
