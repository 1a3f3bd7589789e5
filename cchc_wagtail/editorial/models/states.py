from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.models import TaskState, WorkflowState

from cchc_wagtail import clock
from cchc_wagtail.organisation.models import Unit, is_confined, units_of
from cchc_wagtail.organisation.working_days import add_working_days, working_days_between


class ReviewTaskStateQuerySet(models.QuerySet):
    def latest(self):
        """The step that each review has come to."""
        return self.filter(workflow_state__current_task_state=F("taskstate_ptr"))

    def waiting(self):
        """The steps that wait for somebody to check or approve."""
        return self.latest().filter(
            status=TaskState.STATUS_IN_PROGRESS,
            workflow_state__status=WorkflowState.STATUS_IN_PROGRESS,
        )

    def sent_back(self):
        """The steps that sent a piece back which has not been submitted again."""
        return self.latest().filter(
            status=TaskState.STATUS_REJECTED,
            workflow_state__status=WorkflowState.STATUS_NEEDS_CHANGES,
        )

    def approved(self):
        """The last steps of the reviews that ended with an approval."""
        return self.latest().filter(
            status=TaskState.STATUS_APPROVED,
            workflow_state__status=WorkflowState.STATUS_APPROVED,
        )

    def current(self):
        """The steps of the pieces that wait or were sent back."""
        return self.waiting() | self.sent_back()

    def late(self, day):
        """Those that were due before ``day``."""
        return self.filter(
            Q(status=TaskState.STATUS_IN_PROGRESS, due_on__lt=day)
            | Q(status=TaskState.STATUS_REJECTED, return_due_on__lt=day)
        )

    def of_units_of(self, user):
        """Those of the units of ``user``, or all for whoever sees everything."""
        if not is_confined(user):
            return self
        own = Q(unit__in=units_of(user))
        return self.filter(own | Q(unit=None, workflow_state__requested_by=user.pk))


class ReviewTaskState(TaskState):
    """One step of a piece's review: Wagtail's record, with the unit and the days due."""

    taskstate_ptr = models.OneToOneField(
        TaskState,
        on_delete=models.CASCADE,
        parent_link=True,
        auto_created=True,
        related_name="cchc_editorial_reviewtaskstate",
    )
    unit = models.ForeignKey(
        Unit, verbose_name=_("unit"), null=True, on_delete=models.SET_NULL, related_name="+"
    )
    due_on = models.DateField(_("due on"), db_index=True)
    return_due_on = models.DateField(_("to be returned by"), null=True)
    reply = models.TextField(
        _("what was changed"),
        blank=True,
        help_text=_("What the unit says it did about the comment with which it was sent back."),
    )

    objects = ReviewTaskStateQuerySet.as_manager()

    class Meta:
        verbose_name = _("step of a review")
        verbose_name_plural = _("steps of a review")

    def save(self, *args, **kwargs):
        if self._state.adding:
            task = self.task.specific
            self.due_on = add_working_days(clock.today(), task.due_days)
            self.unit = Unit.objects.filter(pk=self.revision.content.get("unit")).first()
        super().save(*args, **kwargs)

    def reject(self, user=None, update=True, comment=""):
        days = self.task.specific.return_days
        self.return_due_on = add_working_days(clock.today(), days)
        return super().reject(user=user, update=update, comment=comment)

    @property
    def history_url(self):
        return reverse("cchc_editorial_history", args=[self.workflow_state_id])

    @property
    def deadline(self):
        """The day by which somebody is to act: whoever checks, or the unit once it is sent back."""
        return self.return_due_on if self.status == self.STATUS_REJECTED else self.due_on

    def is_late(self, day):
        """Tell whether it was due before ``day``, or was finished after the day it was due."""
        if self.status in (self.STATUS_IN_PROGRESS, self.STATUS_REJECTED):
            return self.deadline < day
        return self.due_on < clock.day_of(self.finished_at)

    def working_days(self, day):
        """How many working days the piece lay at this step, up to ``day`` if it still does."""
        end = clock.day_of(self.finished_at) if self.finished_at else day
        return working_days_between(clock.day_of(self.started_at), end)
