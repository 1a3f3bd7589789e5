from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import WorkflowState

from cchc_wagtail import clock


class Urging(models.Model):
    """The Office asked whoever a piece waits for to get on with it; kept with the piece."""

    workflow_state = models.ForeignKey(
        WorkflowState, on_delete=models.CASCADE, related_name="cchc_urgings"
    )
    day = models.DateField(_("day"), default=clock.today)
    urged_at = models.DateTimeField(_("urged at"), auto_now_add=True)
    urged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("urged by"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    comment = models.TextField(_("comment"), blank=True)

    class Meta:
        verbose_name = _("urging")
        verbose_name_plural = _("urgings")
        ordering = ["-urged_at", "-pk"]
        constraints = [
            models.UniqueConstraint("workflow_state", "day", name="cchc_editorial_urged_once_a_day")
        ]

    def __str__(self):
        return f"{self.day}: {self.workflow_state_id}"
