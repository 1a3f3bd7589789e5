import uuid

import swapper
from django.db import models
from django.utils.translation import gettext_lazy as _

from cchc_wagtail import clock
from cchc_wagtail.organisation.models import Unit


class FeedbackQuerySet(models.QuerySet):
    def seen_by(self, user):
        """Feedback on the pages of the user's units; all of it for the Office and leadership."""
        if not user.is_active or not user.has_perm("cchc_questions.view_feedback"):
            return self.none()
        units = Unit.objects.of_user(user)
        if user.is_superuser or units.exclude(kind=Unit.Kind.PROFESSIONAL).exists():
            return self
        return self.filter(unit__in=units)


class Feedback(models.Model):
    """One answer to “Was this useful?”. It says nothing of who gave it, nor the time of day."""

    class Reason(models.TextChoices):
        MISSING = "missing", _("What I need is missing")
        UNCLEAR = "unclear", _("It is hard to understand")
        WRONG = "wrong", _("It differs from what I experienced")
        OTHER = "other", _("Something else")

    # Sent with the form, so that a form sent twice counts once.
    form_key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    page = models.ForeignKey(
        swapper.get_model_name("wagtailcore", "Page"),
        on_delete=models.CASCADE,
        related_name="cchc_feedback",
    )
    unit = models.ForeignKey(
        Unit,
        verbose_name=_("unit in charge"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="feedback",
    )
    useful = models.BooleanField(_("useful"))
    reason = models.CharField(_("reason"), max_length=10, choices=Reason.choices, blank=True)
    comment = models.TextField(_("comment"), max_length=500, blank=True)
    given_on = models.DateField(_("given on"), default=clock.today, db_index=True)

    objects = FeedbackQuerySet.as_manager()
    # It is no use of the page that an editor would have to know of.
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("feedback")
        verbose_name_plural = _("feedback")
        ordering = ["-given_on", "-pk"]
        default_permissions = ["view"]

    def __str__(self):
        return f"{self.page}: {'+' if self.useful else '-'}"
