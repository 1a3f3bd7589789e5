from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel
from wagtail.models import Orderable, RevisionMixin

from cchc_wagtail.organisation.models import ThematicArea
from cchc_wagtail.organisation.reporting_periods import CLOSING_RULES, Period, PeriodKind

from ..one_stop.results import Result, with_sums
from ..one_stop.rules import NAMES, Counts, sum_of
from ..one_stop.words import period_in_words
from ..signals import results_changed

KIND_LABELS = {
    PeriodKind.MONTH: _("Month"),
    PeriodKind.QUARTER: _("Quarter"),
    PeriodKind.HALF_YEAR: _("Half-year"),
    PeriodKind.NINE_MONTHS: _("Nine months"),
    PeriodKind.YEAR: _("Year"),
}


class OneStopReport(RevisionMixin, ClusterableModel):
    """What became of the cases (hồ sơ) in one reporting period, as the department reports it.

    The form is Biểu số II.06a/VPCP/KSTT of Thông tư 01/2020/TT-VPCP.
    """

    class Waiting(models.TextChoices):
        UNKNOWN = "unknown", _("Not known")
        ON_TIME = "on-time", _("Counted as solved on time")
        IN_PROGRESS = "in-progress", _("Counted as in progress, within time")
        LEFT_OUT = "left-out", _("Not counted")

    kind = models.CharField(
        _("kind of period"),
        max_length=20,
        choices=[(kind.value, label) for kind, label in KIND_LABELS.items()],
        default=PeriodKind.QUARTER.value,
    )
    year = models.PositiveSmallIntegerField(_("year"))
    number = models.PositiveSmallIntegerField(
        _("number in the year"), default=1, help_text=_("Of a quarter 1 to 4, of a month 1 to 12.")
    )
    closing_rule = models.CharField(
        _("closed by"),
        max_length=20,
        choices=[
            ("09-2019", _("Decree 09/2019/NĐ-CP, Article 12 (from the 15th to the 14th)")),
            ("calendar", _("The calendar")),
        ],
        default="09-2019",
    )
    starts_on = models.DateField(_("from"), blank=True, null=True)
    ends_on = models.DateField(
        _("to"), blank=True, null=True, help_text=_("Left empty, the rule above gives both days.")
    )
    source = models.CharField(_("source"), max_length=500)
    waiting = models.CharField(
        _("cases waiting for papers, returned or withdrawn"),
        max_length=20,
        choices=Waiting.choices,
        default=Waiting.UNKNOWN,
        help_text=_("Sources differ in this; figures compare where it is the same."),
    )
    note = models.CharField(
        _("remark"), max_length=500, blank=True, help_text=_("Readers see it with the figures.")
    )

    panels = [
        FieldRowPanel([FieldPanel("kind"), FieldPanel("number"), FieldPanel("year")]),
        FieldPanel("closing_rule"),
        FieldRowPanel([FieldPanel("starts_on"), FieldPanel("ends_on")]),
        FieldPanel("source"),
        FieldPanel("waiting"),
        FieldPanel("note"),
        InlinePanel("rows", heading=_("Cases by field"), label=_("Field")),
    ]

    class Meta:
        verbose_name = _("one-stop report")
        verbose_name_plural = _("one-stop reports")
        ordering = ["-ends_on", "kind"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "year", "number"],
                name="cchc_indicators_report_once",
                violation_error_message=_("There is a report for this period already."),
            )
        ]

    def __str__(self):
        return period_in_words(self.period)

    def save(self, *args, **kwargs):
        super().save(*args, **kwargs)
        results_changed.send(type(self))

    @property
    def period(self):
        return Period(PeriodKind(self.kind), self.year, self.number)

    @property
    def rule(self):
        return CLOSING_RULES[self.closing_rule]

    @property
    def due_on(self):
        """The day by which the report is handed in; None where no rule says so."""
        return self.rule.due_day(self.period)

    def clean(self):
        super().clean()
        if not (self.year and self.number):
            return
        try:
            period = self.period
        except ValueError:
            raise ValidationError(
                {"number": _("A year has no period of this kind with this number.")}
            ) from None
        self.starts_on = self.starts_on or self.rule.first_day(period)
        self.ends_on = self.ends_on or self.rule.last_day(period)
        if self.ends_on < self.starts_on:
            raise ValidationError({"ends_on": _("The last day comes before the first.")})

    @property
    def by_field(self):
        """Name of the field → its ``Counts``."""
        return {row.area.name: row.counts for row in self.rows.all()}

    @property
    def total(self):
        return sum_of(row.counts for row in self.rows.all())


def count(label):
    return models.PositiveIntegerField(label, default=0)


def known_count(label):
    return models.PositiveIntegerField(
        label, null=True, blank=True, validators=[MinValueValidator(0)]
    )


class OneStopRow(Orderable):
    """The cases of one field; the columns of the form that do not follow from others."""

    report = ParentalKey(OneStopReport, on_delete=models.CASCADE, related_name="rows")
    area = models.ForeignKey(
        ThematicArea,
        verbose_name=_("procedure field"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    online = count(_("(4) received online"))
    in_person = count(_("(5) received in person or by post"))
    carried_over = count(_("(6) carried over"))
    early = count(_("(8) solved early"))
    on_time = count(_("(9) solved on time"))
    late = count(_("(10) solved late"))
    within_time = count(_("(12) in progress, within time"))
    overdue = count(_("(13) in progress, overdue"))
    paid_online = known_count(_("fees paid online"))
    by_post = known_count(_("results sent by post"))
    withdrawn = known_count(_("returned or withdrawn"))
    apologies = known_count(_("letters of apology"))

    panels = [
        FieldPanel("area"),
        FieldRowPanel([FieldPanel("online"), FieldPanel("in_person"), FieldPanel("carried_over")]),
        FieldRowPanel([FieldPanel("early"), FieldPanel("on_time"), FieldPanel("late")]),
        FieldRowPanel([FieldPanel("within_time"), FieldPanel("overdue")]),
        FieldRowPanel(
            [
                FieldPanel("paid_online"),
                FieldPanel("by_post"),
                FieldPanel("withdrawn"),
                FieldPanel("apologies"),
            ]
        ),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("cases of a field")
        verbose_name_plural = _("cases of the fields")
        constraints = [
            models.UniqueConstraint(
                fields=["report", "area"],
                name="cchc_indicators_row_once",
                violation_error_message=_("This field has a row already."),
            )
        ]

    def __str__(self):
        return self.area.name

    @property
    def counts(self):
        return Counts(
            self.online,
            self.in_person,
            self.carried_over,
            self.early,
            self.on_time,
            self.late,
            self.within_time,
            self.overdue,
        )

    def clean(self):
        super().clean()
        counts = self.counts
        if None not in vars(counts).values() and not counts.is_balanced:
            raise ValidationError(
                _("Received (3): %(received)d, but solved (7) and in progress (11): %(others)d.")
                % {
                    "received": counts.received,
                    "others": counts.solved + counts.in_progress,
                }
            )


def results(reports):
    """Return ``Period`` → ``Result`` of ``reports``, a query set, and of what they add up to.

    One query, however many fields they have.
    """
    numbers = [f"rows__{name}" for name in NAMES]
    rows = reports.order_by("ends_on", "pk", "rows__sort_order").values_list(
        "kind",
        "year",
        "number",
        "starts_on",
        "ends_on",
        "source",
        "note",
        "rows__area__name",
        *numbers,
    )
    found = {}
    for kind, year, number, starts_on, ends_on, source, note, area, *counts in rows:
        period = Period(PeriodKind(kind), year, number)
        result = found.setdefault(period, Result(period, starts_on, ends_on, {}, source, note))
        if area is not None:
            result.by_field[area] = Counts(*counts)
    return with_sums(found.values())
