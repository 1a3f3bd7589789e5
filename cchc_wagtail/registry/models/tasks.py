from django.db import models
from django.utils.translation import gettext_lazy as _

from cchc_wagtail.organisation.models import Unit

from .documents import LegalDocument


class LapsedLawTaskQuerySet(models.QuerySet):
    def open(self):
        return self.filter(done_on=None)


class LapsedLawTask(models.Model):
    """A unit has to check its content that cites a document which is no longer in force.

    It is done once all of that content was found still right, or does not cite it any more. When
    the law moves again (another ``since``), there is another task.
    """

    unit = models.ForeignKey(
        Unit, verbose_name=_("unit"), on_delete=models.CASCADE, related_name="lapsed_law_tasks"
    )
    document = models.ForeignKey(
        LegalDocument,
        verbose_name=_("legal document"),
        on_delete=models.CASCADE,
        related_name="lapsed_law_tasks",
    )
    since = models.DateField(_("since"), help_text=_("The day from which the law is not in force."))
    begun_on = models.DateField(_("begun on"))
    due_on = models.DateField(_("due on"), db_index=True)
    done_on = models.DateField(_("done on"), null=True, db_index=True)

    objects = LapsedLawTaskQuerySet.as_manager()

    class Meta:
        verbose_name = _("check of lapsed law")
        verbose_name_plural = _("checks of lapsed law")
        ordering = ["due_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "document", "since"], name="cchc_registry_one_task_a_lapse"
            )
        ]

    def __str__(self):
        return f"{self.unit}: {self.document.type_and_number}"
