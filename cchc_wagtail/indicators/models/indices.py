from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import Orderable, RevisionMixin

from cchc_wagtail.organisation.models import Register, Unit
from cchc_wagtail.registry.models import LegalDocument

from ..blocks import SeriesBreakBlock
from ..figure_rules import plain_number, rank_faults, version_of
from ..forms import FigureForm
from ..series import Point


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

    panels = [
        FieldPanel("index"),
        FieldRowPanel([FieldPanel("from_year"), FieldPanel("to_year")]),
        FieldPanel("basis"),
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

    panels = [
        FieldPanel("name"),
        FieldRowPanel([FieldPanel("maximum"), FieldPanel("weight")]),
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


class FigureQuerySet(models.QuerySet):
    def shown(self):
        """Those chosen among sources that disagree."""
        return self.filter(is_chosen=True)

    def own(self):
        return self.filter(territory__is_own=True)


class Figure(RevisionMixin, ClusterableModel):
    """What a source says of an index for one year and one territory."""

    class State(models.TextChoices):
        PUBLISHED = "published", _("Published")
        NOT_PUBLISHED = "not-published", _("Not published by those who count it")
        MISSING = "missing", _("Not found")

    index = models.ForeignKey(
        Index, verbose_name=_("index"), on_delete=models.PROTECT, related_name="figures"
    )
    year = models.PositiveSmallIntegerField(_("year of the index"))
    territory = models.ForeignKey(
        Territory,
        verbose_name=_("territory or body"),
        on_delete=models.PROTECT,
        related_name="figures",
    )
    state = models.CharField(
        _("state"), max_length=20, choices=State.choices, default=State.PUBLISHED
    )
    score = models.DecimalField(_("score"), max_digits=9, decimal_places=4, null=True, blank=True)
    rank = models.PositiveSmallIntegerField(_("rank"), null=True, blank=True)
    of = models.PositiveSmallIntegerField(_("ranked in all"), null=True, blank=True)
    group = models.CharField(
        _("group or grade"), max_length=100, blank=True, help_text=_("Such as “Tốt”.")
    )
    points = models.DecimalField(_("points"), max_digits=9, decimal_places=4, null=True, blank=True)
    points_maximum = models.DecimalField(
        _("of a maximum of"),
        max_digits=9,
        decimal_places=4,
        null=True,
        blank=True,
        help_text=_("Where the maximum differs from body to body; the score is the share in %."),
    )
    published_on = models.DateField(_("published on"), null=True, blank=True)
    source = models.CharField(
        _("source"),
        max_length=500,
        help_text=_("The decision, or the address where it was published."),
    )
    note = models.CharField(
        _("remark"), max_length=500, blank=True, help_text=_("Readers see it beside the figure.")
    )
    is_chosen = models.BooleanField(
        _("shown"),
        default=True,
        help_text=_("Where sources disagree, all are kept and one is shown."),
    )
    choice_reason = models.CharField(_("why this source"), max_length=500, blank=True)

    objects = FigureQuerySet.as_manager()
    base_form_class = FigureForm

    panels = [
        FieldRowPanel([FieldPanel("index"), FieldPanel("year"), FieldPanel("territory")]),
        FieldPanel("state"),
        FieldRowPanel([FieldPanel("score"), FieldPanel("rank"), FieldPanel("of")]),
        FieldRowPanel([FieldPanel("group"), FieldPanel("points"), FieldPanel("points_maximum")]),
        FieldRowPanel([FieldPanel("published_on"), FieldPanel("source")]),
        FieldPanel("note"),
        MultiFieldPanel(
            [FieldPanel("is_chosen"), FieldPanel("choice_reason")],
            heading=_("Where sources disagree"),
        ),
        InlinePanel("component_figures", heading=_("Components"), label=_("Component")),
    ]

    class Meta:
        verbose_name = _("figure of an index")
        verbose_name_plural = _("figures of the indices")
        ordering = ["index", "-year", "territory", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["index", "year", "territory"],
                condition=Q(is_chosen=True),
                name="cchc_indicators_one_shown",
                violation_error_message=_(
                    "Another source is shown for this index, year and territory."
                ),
            )
        ]

    def __str__(self):
        return f"{self.index.code} {self.year}, {self.territory.name}"

    def clean(self):
        super().clean()
        errors = {}
        known = [self.score, self.rank, self.points, self.group or None]
        has_any = any(value is not None for value in known)
        if self.state == self.State.PUBLISHED and not has_any:
            errors["state"] = _("What was published has a score, a rank or a group.")
        if self.state != self.State.PUBLISHED and has_any:
            errors["state"] = _("What was not published has no score, rank or group.")
        if faults := list(rank_faults(self.rank, self.of)):
            errors["rank"] = faults
        if self.score is not None and self.score < 0:
            errors["score"] = _("A score is not below 0.")
        elif self.score is not None and (highest := self._highest) and self.score > highest:
            errors["score"] = _("%(score)s is above the highest score of %(maximum)s.") % {
                "score": plain_number(self.score),
                "maximum": plain_number(highest),
            }
        elif (share := self._share) is not None and abs(share - self.score) > Decimal("0.01"):
            errors["points"] = _(
                "These points are %(share)s %% of the maximum, the score is %(score)s."
            ) % {
                "share": plain_number(round(share, 2)),
                "score": plain_number(self.score),
            }
        if errors:
            raise ValidationError(errors)

    @property
    def _highest(self):
        return self.version.maximum if self.version else None

    @property
    def _share(self):
        if None in (self.points, self.points_maximum, self.score) or not self.points_maximum:
            return None
        return self.points / self.points_maximum * 100

    @cached_property
    def version(self):
        """The ``MethodVersion`` that holds in its year, or None."""
        if not (self.index_id and self.year):
            return None
        return version_of(self.index.versions.all(), self.year)

    @property
    def as_point(self):
        version = self.version
        basis = (version.pk if version else None, self.territory_id)
        return Point(self.year, basis, self.score, self.rank, self.of)


class ComponentFigure(Orderable):
    """The score of one component in a figure."""

    figure = ParentalKey(Figure, on_delete=models.CASCADE, related_name="component_figures")
    component = models.ForeignKey(
        Component, verbose_name=_("component"), on_delete=models.PROTECT, related_name="figures"
    )
    score = models.DecimalField(_("score"), max_digits=9, decimal_places=4)

    panels = [FieldRowPanel([FieldPanel("component"), FieldPanel("score")])]

    class Meta(Orderable.Meta):
        verbose_name = _("score of a component")
        verbose_name_plural = _("scores of components")
        constraints = [
            models.UniqueConstraint(
                fields=["figure", "component"], name="cchc_indicators_component_figure_once"
            )
        ]

    def __str__(self):
        return f"{self.component.name}: {plain_number(self.score)}"

    @property
    def lost(self):
        """How many points are missing to the maximum; None where that is not known."""
        return None if self.component.maximum is None else self.component.maximum - self.score


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
