import hashlib
from dataclasses import asdict

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from cchc_wagtail import clock
from cchc_wagtail.organisation.report_figures import annexes_between, figures_between
from cchc_wagtail.organisation.reporting_periods import Period, PeriodKind

from ..reports.regimes import REGIMES, period_name
from ..reports.wording import draft_of
from ..reports.writing import as_docx
from .templates import ReportTemplate


class Report(models.Model):
    """A periodic report: its figures, the Office's prose, and who signed it.

    Figures and file of a signed report do not move when the data do.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("Being written")
        SENT = "sent", _("Waiting for the leadership")
        SIGNED = "signed", _("Signed")

    regime = models.CharField(
        _("kind"), max_length=30, choices=[(name, one.label) for name, one in REGIMES.items()]
    )
    year = models.PositiveSmallIntegerField(_("year"))
    period_kind = models.CharField(max_length=20)
    period_number = models.PositiveSmallIntegerField(default=1)
    first_day = models.DateField(_("from"))
    last_day = models.DateField(_("to"))
    due_on = models.DateField(_("due on"), null=True)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.DRAFT)
    texts = models.JSONField(default=dict)
    figures = models.JSONField(default=list)
    annexes = models.JSONField(default=list)
    counted_at = models.DateTimeField(_("counted at"), null=True)
    comment = models.TextField(_("comment"), blank=True)
    number = models.CharField(_("number"), max_length=20, blank=True)
    issued_on = models.DateField(_("day of issue"), null=True, blank=True)
    docx = models.BinaryField(null=True)
    document = models.ForeignKey(
        "cchc_registry.LegalDocument",
        verbose_name=_("registered as"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    signed_at = models.DateTimeField(_("signed at"), null=True)

    class Meta:
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        ordering = ["-last_day", "regime"]
        constraints = [
            models.UniqueConstraint(
                fields=["regime", "year", "period_kind", "period_number"],
                name="cchc_plans_one_report_a_period",
            )
        ]

    def __str__(self):
        return f"{self.regime_data.label} {period_name(self.period)}"

    @classmethod
    def begin(cls, regime, period, user=None):
        """Return the report of a regime on a ``Period``, begun with drafts if there is none.

        Raises:
            ValueError: the regime has no report on such a period.
        """
        rule = REGIMES[regime]
        if period.kind not in rule.periods:
            raise ValueError(f"{regime} has no report on a {period.kind.value}")
        found = cls.objects.filter(
            regime=regime,
            year=period.year,
            period_kind=period.kind.value,
            period_number=period.number,
        ).first()
        if found:
            return found
        report = cls.drafted(regime, period, user)
        report.save()
        return report

    @classmethod
    def drafted(cls, regime, period, user=None):
        """Return a report of a regime on a ``Period`` with figures and drafts, not stored yet."""
        rule = REGIMES[regime]
        report = cls(
            regime=regime,
            year=period.year,
            period_kind=period.kind.value,
            period_number=period.number,
            first_day=rule.rule.first_day(period),
            last_day=rule.rule.last_day(period),
            due_on=rule.rule.due_day(period),
            written_by=user,
        )
        report.count()
        report.texts = report.drafts()
        return report

    @property
    def regime_data(self):
        return REGIMES[self.regime]

    @property
    def period(self):
        return Period(PeriodKind(self.period_kind), self.year, self.period_number)

    @property
    def is_signed(self):
        return self.state == self.State.SIGNED

    @property
    def is_interim(self):
        """Whether it was counted before its period was over."""
        return bool(self.counted_at) and clock.day_of(self.counted_at) <= self.last_day

    def count(self):
        """Take the figures anew, beside those of the period before, unless it is signed."""
        if self.is_signed:
            return
        self.figures = self.counted()
        with override("vi"):
            annexes = annexes_between(self.first_day, self.last_day)
        self.annexes = [asdict(annex) for annex in annexes]
        self.counted_at = timezone.now()

    def counted(self):
        """Return the figures as the data are now, as rows for JSON; labels are Vietnamese."""
        earlier = self.period.before
        rule = self.regime_data.rule
        with override("vi"):
            before = {
                figure.name: figure.value
                for figure in figures_between(rule.first_day(earlier), rule.last_day(earlier))
            }
            return [
                {
                    "name": figure.name,
                    "part": str(figure.part),
                    "label": str(figure.label),
                    "value": figure.value,
                    "before": before.get(figure.name),
                    "unit": str(figure.unit),
                    "address": figure.address,
                    "rows": [[str(name), count] for name, count in figure.rows],
                    "is_drawn": figure.is_drawn,
                }
                for figure in figures_between(self.first_day, self.last_day)
            ]

    def drafts(self):
        """Return section → the prose that its figures propose."""
        return {
            section.name: draft_of(section, self.figures) for section in self.regime_data.sections
        }

    def figures_in(self, section):
        return [figure for figure in self.figures if figure["part"] in section.parts]

    def send(self):
        """Hand it to the leadership."""
        self.state, self.comment = self.State.SENT, ""
        self.save()

    def give_back(self, comment):
        """Give it back to the Office, with what is to be changed."""
        self.state, self.comment = self.State.DRAFT, comment
        self.save()

    @transaction.atomic
    def sign(self, user, number, issued_on):
        """Freeze it: from now on its figures, its texts and its file stay as they are.

        Raises:
            BadTemplate, UnreadableFile: the template in use cannot be filled in, so it is unsigned.
        """
        self.number, self.issued_on = number, issued_on
        self.docx = self._written()
        self.state, self.signed_by, self.signed_at = self.State.SIGNED, user, timezone.now()
        self.save()

    def as_docx(self):
        """Return the DOCX: of a signed report the one that was signed; raises as ``sign``."""
        return bytes(self.docx) if self.is_signed and self.docx else self._written()

    def _written(self):
        template = ReportTemplate.in_use()
        return as_docx(self, template and bytes(template.content))


def mark_of(text):
    """Return a mark by which a form tells whether ``text`` was changed since it was shown."""
    return hashlib.blake2b(text.encode(), digest_size=8).hexdigest()


def reports_due(by):
    """Return the unsigned reports that are due on the day ``by`` or before."""
    return Report.objects.exclude(state=Report.State.SIGNED).filter(due_on__lte=by)
