from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.models import Orderable, RevisionMixin

from cchc_wagtail.organisation.reporting_periods import Period, PeriodKind

from ..figure_rules import plain_number, rank_faults, version_of
from ..forms import FigureForm
from ..one_stop.words import period_in_words
from .indices import Component, Index, Territory
from .one_stop import KIND_LABELS


class FigureQuerySet(models.QuerySet):
    def beside(self, figure):
        """Those of all sources for what ``figure`` is of."""
        return self.filter(**figure.identity)

    def shown(self):
        """Those chosen among sources that disagree."""
        return self.filter(is_chosen=True)

    def own(self):
        return self.filter(territory__is_own=True)

    def of_years(self):
        """Those of a whole year, of which a series is made."""
        return self.filter(period_kind=PeriodKind.YEAR.value)


class Figure(RevisionMixin, ClusterableModel):
    """What a source says of an index for one year, or a period in it, and one territory."""

    class State(models.TextChoices):
        PUBLISHED = "published", _("Published")
        NOT_PUBLISHED = "not-published", _("Not published by those who count it")
        MISSING = "missing", _("Not found")

    index = models.ForeignKey(
        Index, verbose_name=_("index"), on_delete=models.PROTECT, related_name="figures"
    )
    year = models.PositiveSmallIntegerField(_("year of the index"))
    period_kind = models.CharField(
        _("kind of period"),
        max_length=20,
        choices=[(kind.value, label) for kind, label in KIND_LABELS.items()],
        default=PeriodKind.YEAR.value,
        help_text=_("Shorter than a year only where the index is counted in between."),
    )
    period_number = models.PositiveSmallIntegerField(
        _("number in the year"), default=1, help_text=_("Of a quarter 1 to 4, of a month 1 to 12.")
    )
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
        FieldRowPanel([FieldPanel("index"), FieldPanel("territory")]),
        FieldRowPanel([FieldPanel("year"), FieldPanel("period_kind"), FieldPanel("period_number")]),
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
                fields=["index", "year", "period_kind", "period_number", "territory"],
                condition=Q(is_chosen=True),
                name="cchc_indicators_one_shown",
                violation_error_message=_(
                    "Another source is shown for this index, year and territory."
                ),
            )
        ]

    def __str__(self):
        return f"{self.index.code} {self.when}, {self.territory.name}"

    @property
    def identity(self):
        """What two sources may disagree about: the same index, period and territory."""
        return {
            "index_id": self.index_id,
            "year": self.year,
            "period_kind": self.period_kind,
            "period_number": self.period_number,
            "territory_id": self.territory_id,
        }

    @property
    def period(self):
        return Period(PeriodKind(self.period_kind), self.year, self.period_number)

    @property
    def when(self):
        """The year, or the period in it: “2024”, “Tháng 3/2024”."""
        is_year = self.period_kind == PeriodKind.YEAR
        return str(self.year) if is_year else period_in_words(self.period)

    def clean(self):
        super().clean()
        errors = {}
        known = [self.score, self.rank, self.points, self.group or None]
        has_any = any(value is not None for value in known)
        counts_rates = bool(self.version and self.version.counts_rates)
        if fault := self._fault_of_period(counts_rates):
            errors["period_kind"] = fault
        if self.state == self.State.PUBLISHED and not has_any and not counts_rates:
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
    def in_short(self):
        """Its numbers: “47,35, rank 2”; the state where there are none."""
        said = [] if self.score is None else [plain_number(self.score)]
        if self.rank:
            said.append(_("rank %(rank)d") % {"rank": self.rank})
        return ", ".join([*said, *([self.group] if self.group else [])]) or str(
            self.get_state_display()
        )

    def _fault_of_period(self, counts_rates):
        if not self.year or not self.period_number:
            return ""
        try:
            is_year = self.period.kind == PeriodKind.YEAR
        except ValueError:
            return _("A year has no period of this kind with this number.")
        if not is_year and not counts_rates:
            return _("This index is counted for whole years.")
        return ""

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


class ComponentFigure(Orderable):
    """The score of one component in a figure."""

    figure = ParentalKey(Figure, on_delete=models.CASCADE, related_name="component_figures")
    component = models.ForeignKey(
        Component, verbose_name=_("component"), on_delete=models.PROTECT, related_name="figures"
    )
    score = models.DecimalField(_("score"), max_digits=9, decimal_places=4, null=True, blank=True)
    rate = models.DecimalField(
        _("rate in %"),
        max_digits=7,
        decimal_places=4,
        null=True,
        blank=True,
        help_text=_("Of a criterion; the points follow from it where none are given."),
    )
    is_applicable = models.BooleanField(
        _("applies"),
        default=True,
        help_text=_("Not ticked: no task of ours, or not due yet; its points go to its group."),
    )

    panels = [
        FieldPanel("component"),
        FieldRowPanel([FieldPanel("score"), FieldPanel("rate"), FieldPanel("is_applicable")]),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("score of a component")
        verbose_name_plural = _("scores of components")
        constraints = [
            models.UniqueConstraint(
                fields=["figure", "component"], name="cchc_indicators_component_figure_once"
            )
        ]

    def __str__(self):
        return self.component.name

    @property
    def lost(self):
        """How many points are missing to the maximum; None where that is not known."""
        if None in (self.component.maximum, self.score):
            return None
        return self.component.maximum - self.score
