"""Who did what with a piece, when, with which comment, and how long it lay where."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from wagtail.log_actions import registry as logs
from wagtail.models import TaskState, WorkflowState

from cchc_wagtail import clock
from cchc_wagtail.organisation.working_days import working_days_between

from .models import ReviewTaskState, Urging
from .models.tasks import TOO_LATE, content_of
from .pieces import name_of

OUTCOMES = {
    TaskState.STATUS_IN_PROGRESS: lambda: _("Waiting"),
    TaskState.STATUS_APPROVED: lambda: _("Approved"),
    TaskState.STATUS_REJECTED: lambda: _("Sent back"),
    TaskState.STATUS_SKIPPED: lambda: _("Skipped"),
    TaskState.STATUS_CANCELLED: lambda: _("Withdrawn or passed back"),
}


@dataclass
class Event:
    """One thing that happened; ``days`` are the working days that the piece lay there."""

    when: datetime
    what: str
    where: str = ""
    who: str = ""
    comment: str = ""
    days: int | None = None
    due_on: object = None
    is_late: bool = False

    @property
    def lateness(self):
        return _("Overdue") if self.is_late else ""

    @property
    def local_time(self):
        return clock.local(self.when).replace(tzinfo=None)


def history_of(workflow_state):
    """Return the ``Event`` list of the content of ``workflow_state``, over all of its reviews."""
    reviews = WorkflowState.objects.filter(
        base_content_type=workflow_state.base_content_type_id,
        object_id=workflow_state.object_id,
    ).select_related("requested_by")
    events = [
        Event(review.created_at, _("Submitted"), who=name_of(review.requested_by))
        for review in reviews
    ]
    steps = list(
        ReviewTaskState.objects.filter(workflow_state__in=reviews)
        .select_related("task", "finished_by")
        .order_by("started_at", "pk")
    )
    today = clock.today()
    for step, following in zip(steps, [*steps[1:], None], strict=True):
        events.append(
            Event(
                step.finished_at or step.started_at,
                OUTCOMES[step.status](),
                where=step.task.name,
                who=name_of(step.finished_by),
                comment=step.comment,
                days=step.working_days(today),
                due_on=step.due_on,
                is_late=step.due_on
                < (clock.day_of(step.finished_at) if step.finished_at else today),
            )
        )
        if step.status == TaskState.STATUS_REJECTED:
            events.append(with_the_unit(step, following, today))
    for urging in Urging.objects.filter(workflow_state__in=reviews).select_related("urged_by"):
        events.append(
            Event(urging.urged_at, _("Urged"), who=name_of(urging.urged_by), comment=urging.comment)
        )
    content = content_of(workflow_state)
    late = logs.get_logs_for_instance(content).filter(action=TOO_LATE) if content else []
    for entry in late:
        what, comment = _("Came too late"), entry.data["comment"]
        events.append(Event(entry.timestamp, what, who=name_of(entry.user), comment=comment))
    return sorted(events, key=lambda event: event.when)


def with_the_unit(step, following, today):
    """Return how long the unit kept what was sent back at ``step``."""
    again = (
        following
        if following is not None and following.workflow_state_id == step.workflow_state_id
        else None
    )
    end = clock.day_of(again.started_at) if again else today
    return Event(
        again.started_at if again else step.finished_at,
        _("Submitted again") if again else _("With the unit"),
        where=step.unit.name if step.unit else "",
        comment=step.reply,
        days=working_days_between(clock.day_of(step.finished_at), end),
        due_on=step.return_due_on,
        is_late=step.return_due_on < end,
    )
