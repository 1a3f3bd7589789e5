import datetime

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.documents import get_document_model_string
from wagtail.models import Page

from cchc_wagtail.organisation.models import Unit
from cchc_wagtail.registry.models import LegalDocument

from .plans import Channel, PlanPage


class OfPlan(models.Model):
    """A row that belongs to the content ``key`` of ``plan``, in whatever version of the plan."""

    plan = models.ForeignKey(
        PlanPage, verbose_name=_("plan"), on_delete=models.CASCADE, related_name="%(class)s_set"
    )
    key = models.UUIDField()

    class Meta:
        abstract = True
        indexes = [models.Index(fields=["plan", "key"])]


class Evidence(OfPlan):
    """That a published page or document serves a content of a plan, or that it does not.

    It counts on the day on which it was first published, as long as it is published.
    """

    page = models.ForeignKey(
        Page, null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    document = models.ForeignKey(
        LegalDocument, null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    counts = models.BooleanField(_("counts"), default=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    decided_at = models.DateTimeField(auto_now=True)

    class Meta(OfPlan.Meta):
        verbose_name = _("evidence for a plan")
        verbose_name_plural = _("evidence for plans")
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "key", "page"], name="cchc_plans_page_counts_once"
            ),
            models.UniqueConstraint(
                fields=["plan", "key", "document"], name="cchc_plans_document_counts_once"
            ),
            models.CheckConstraint(
                condition=models.Q(page__isnull=False) ^ models.Q(document__isnull=False),
                name="cchc_plans_evidence_is_one_thing",
            ),
        ]

    def __str__(self):
        return f"{self.page or self.document}"

    @property
    def first_published_at(self):
        return (self.page or self.document).first_published_at


class Activity(OfPlan):
    """Something done for a content of a plan that is no page: a briefing, a training, a contest."""

    title = models.CharField(_("what was done"), max_length=255)
    done_on = models.DateField(_("day"))
    channel = models.CharField(_("form"), max_length=20, choices=Channel.choices)
    people = models.PositiveIntegerField(_("people reached"), null=True, blank=True)
    file = models.ForeignKey(
        get_document_model_string(),
        verbose_name=_("file"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Minutes, a list, a picture: what shows that it took place."),
    )
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta(OfPlan.Meta):
        verbose_name = _("activity")
        verbose_name_plural = _("activities")

    def __str__(self):
        return self.title

    def clean(self):
        super().clean()
        if self.done_on and not self.plan.begins_on <= self.done_on <= self.plan.ends_on:
            raise ValidationError({"done_on": _("This day does not lie within the plan.")})


class Adjustment(OfPlan):
    """That the Office put a content off or gave it to another unit, with the reason.

    The last one holds; the plan itself stays as it was approved.
    """

    due_on_before = models.DateField(null=True)
    due_on = models.DateField(_("new day"), null=True, blank=True)
    unit_before = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(
        Unit,
        verbose_name=_("new lead unit"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    reason = models.CharField(_("reason"), max_length=500)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    at = models.DateTimeField(auto_now_add=True)

    class Meta(OfPlan.Meta):
        verbose_name = _("adjustment of a plan")
        verbose_name_plural = _("adjustments of plans")
        ordering = ["at", "pk"]

    def __str__(self):
        return self.reason

    def clean(self):
        super().clean()
        if not self.due_on and not self.unit_id:
            raise ValidationError(_("Give a new day, or a new lead unit."))
        # A year more is enough: what is put off further belongs to the next plan.
        latest = self.plan.ends_on + datetime.timedelta(366)
        if self.due_on and not self.plan.begins_on <= self.due_on <= latest:
            raise ValidationError({"due_on": _("This day does not lie within the plan.")})


class Contribution(OfPlan):
    """That a content is a part of the content ``higher_key`` of another plan, ``higher``.

    What is done for the one counts for the other. It is a part of one at a time.
    """

    higher = models.ForeignKey(PlanPage, on_delete=models.CASCADE, related_name="+")
    higher_key = models.UUIDField()

    class Meta(OfPlan.Meta):
        verbose_name = _("contribution to a plan")
        verbose_name_plural = _("contributions to plans")
        constraints = [
            models.UniqueConstraint(fields=["plan", "key"], name="cchc_plans_contributes_once")
        ]

    def __str__(self):
        return f"{self.plan} → {self.higher}"


class PlanUrging(OfPlan):
    """That the unit of a content was urged on a day; once a day."""

    day = models.DateField()
    urged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    comment = models.TextField(blank=True)

    class Meta(OfPlan.Meta):
        verbose_name = _("urging for a plan")
        verbose_name_plural = _("urgings for plans")
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "key", "day"], name="cchc_plans_urged_once_a_day"
            )
        ]

    def __str__(self):
        return f"{self.plan}: {self.day}"
