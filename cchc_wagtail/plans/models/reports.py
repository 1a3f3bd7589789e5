import hashlib
from dataclasses import asdict

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _
from wagtail.models import (
    DraftStateMixin,
    LockableMixin,
    PreviewableMixin,
    RevisionMixin,
    WorkflowMixin,
)

from cchc_wagtail import clock
from cchc_wagtail.editorial.review import ReviewedMixin
from cchc_wagtail.organisation.models import Unit
from cchc_wagtail.organisation.report_figures import annexes_between, figures_between
from cchc_wagtail.organisation.reporting_periods import Period, PeriodKind

from ..reports.regimes import REGIMES, period_name
from ..reports.wording import draft_of, number_in_words
from ..reports.writing import as_docx
from .templates import ReportTemplate


class Report(
    ReviewedMixin,
    WorkflowMixin,
    DraftStateMixin,
    LockableMixin,
    RevisionMixin,
    PreviewableMixin,
    models.Model,
):
    """A periodic report: its figures, the Office's prose, and who signed it.

    It is reviewed as all content is, but nobody outside reads it: an approval lets the leadership
    sign. Row and latest revision say the same at any time (``keep``). Figures and file of a signed
    report do not move when the data do.
    """

    class State(models.TextChoices):
        """Where it is; kept by ``settle`` after each step of its review, so that lists can ask."""

        DRAFT = "draft", _("Being written")
        SENT = "sent", _("Under review")
        APPROVED = "approved", _("Approved, to be signed")
        SIGNED = "signed", _("Signed")

    #: What is written and counted: the revisions say it, the rest is of the row alone.
    WRITTEN = ("texts", "figures", "annexes", "counted_at")

    locked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=LockableMixin._meta.get_field("locked_by").verbose_name,
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="locked_cchc_reports",
    )
    locked_by.wagtail_reference_index_ignore = True
    # The Office's: its members are told and urged. Not to be given to another unit.
    unit = models.ForeignKey(
        Unit, null=True, editable=False, on_delete=models.SET_NULL, related_name="+"
    )

    regime = models.CharField(
        _("kind"), max_length=30, choices=[(name, one.label) for name, one in REGIMES.items()]
    )
    year = models.PositiveSmallIntegerField(_("year"))
    period_kind = models.CharField(max_length=20)
    period_number = models.PositiveSmallIntegerField(default=1)
    first_day = models.DateField(_("from"))
    last_day = models.DateField(_("to"))
    due_on = models.DateField(_("due on"), null=True, blank=True)
    state = models.CharField(
        _("state"), max_length=10, choices=State.choices, default=State.DRAFT, editable=False
    )
    texts = models.JSONField(default=dict, blank=True)
    figures = models.JSONField(default=list, blank=True)
    annexes = models.JSONField(default=list, blank=True)
    counted_at = models.DateTimeField(_("counted at"), null=True, blank=True)
    comment = models.TextField(_("comment"), blank=True, editable=False)
    number = models.CharField(_("number"), max_length=20, blank=True, editable=False)
    issued_on = models.DateField(_("day of issue"), null=True, blank=True, editable=False)
    docx = models.BinaryField(null=True)
    document = models.ForeignKey(
        "cchc_registry.LegalDocument",
        verbose_name=_("registered as"),
        null=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    signed_at = models.DateTimeField(_("signed at"), null=True, editable=False)

    approval_publishes = False
    # Nobody reads it but those who may see the content of all units.
    public_condition = models.Q(pk__in=[])

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
        report.keep(user)
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
            unit=Unit.objects.filter(kind=Unit.Kind.OFFICE).first(),
            written_by=user,
            live=False,
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

    def readable(self):
        """Yield what a reviewer reads of it: each section, then each figure."""
        for section in self.regime_data.sections:
            yield section.heading, self.texts.get(section.name, "").splitlines()
        figures = {figure["name"]: figure for figure in self.figures}
        for figure in figures.values():
            value = figure["value"]
            said = "" if value is None else f"{number_in_words(value)} {figure['unit']}".strip()
            yield figure["label"], [said] if said else []

    def get_preview_template(self, request, mode_name):
        return "cchc_plans/admin/report_preview.html"

    def get_preview_context(self, request, mode_name):
        sections = [
            (section, self.texts.get(section.name, ""), self.figures_in(section))
            for section in self.regime_data.sections
        ]
        context = super().get_preview_context(request, mode_name)
        return {**context, "report": self, "sections": sections}

    def with_content_json(self, content):
        """Return it as a revision says it: all but what is written stays as the row has it."""
        found = super().with_content_json(content)
        for field in self._meta.concrete_fields:
            if not field.primary_key and field.name not in self.WRITTEN:
                setattr(found, field.attname, getattr(self, field.attname))
        return found

    @transaction.atomic
    def keep(self, user=None):
        """Store what ``user`` has written or counted, in the row and as a revision.

        Raises:
            PermissionDenied: it is approved or signed, or with somebody else who reviews it.
        """
        if self.pk and self._held() in (self.State.APPROVED, self.State.SIGNED):
            raise PermissionDenied(gettext("What was approved is signed or given back as it is."))
        self.save(update_fields=self.WRITTEN if self.pk else None)
        self.save_revision(user=user)

    def save_revision(self, *args, **kwargs):
        self._check_unsigned()
        return super().save_revision(*args, **kwargs)

    def publish(self, revision, *args, **kwargs):
        """Approve it: from now on the leadership may sign it. Readers see nothing of it."""
        self._check_unsigned()
        return super().publish(revision, *args, **kwargs)

    def _held(self):
        """Lock the row until the transaction ends; return its state, whatever this one was read."""
        rows = type(self).objects.select_for_update().filter(pk=self.pk)
        self.state = rows.values_list("state", flat=True).get()
        return self.state

    def _check_unsigned(self):
        if type(self).objects.filter(pk=self.pk, state=self.State.SIGNED).exists():
            raise PermissionDenied(gettext("A signed report stays as it is."))

    @property
    def may_be_taken_back(self):
        """Whether the leadership gives it back otherwise than at its step of the review."""
        is_left = self.state == self.State.SENT and not self.workflow_in_progress
        return self.state == self.State.APPROVED or is_left

    @transaction.atomic
    def take_back(self, comment):
        """Give an approved report back to the Office, with what is to be changed.

        Raises:
            PermissionDenied: it was signed or taken back meanwhile.
        """
        self._held()
        if not self.may_be_taken_back:
            raise PermissionDenied(gettext("Somebody else was first: see where the report is now."))
        self.state, self.comment = self.State.DRAFT, comment
        self.live, self.live_revision, self.has_unpublished_changes = False, None, True
        self.save()

    def settle(self):
        """Note in ``state`` where its review has brought it."""
        if self.workflow_in_progress:
            state = self.State.SENT
        else:
            state = self.State.APPROVED if self.live else self.State.DRAFT
        rows = type(self).objects.filter(pk=self.pk).exclude(state=self.State.SIGNED)
        rows.update(state=state, **({"comment": ""} if state == self.State.SENT else {}))

    @transaction.atomic
    def sign(self, user, number, issued_on):
        """Freeze it: from now on its figures, its texts and its file stay as they are.

        Code without a user, such as a command, is trusted.

        Raises:
            PermissionDenied: the leadership has not approved it.
            BadTemplate, UnreadableFile: the template in use cannot be filled in, so it is unsigned.
        """
        if self._held() != self.State.APPROVED and user is not None:
            raise PermissionDenied(gettext("A report is signed once it has been approved."))
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
