"""Panels of an editor that say something of the draft, and stay true while one types."""

import logging

from django.utils.functional import cached_property
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import Panel
from wagtail.models import TaskState

from .models import ReviewTask, ReviewTaskState

REPLY = "cchc_reply"

logger = logging.getLogger(__name__)


class FreshPanel(Panel):
    """A panel that is drawn anew whenever the draft saves itself.

    A subclass names ``content_template_name`` in its ``BoundPanel`` and gives its context with
    ``get_content()``, which is not asked before the draft was saved for the first time; or it
    names in ``content_function``, by dotted path, what returns the context of an instance and
    cannot be imported by the model that has the panel, as it knows the model.
    """

    class BoundPanel(Panel.BoundPanel):
        template_name = "cchc_editorial/panels/fresh.html"
        content_template_name = None
        content_function = None

        @property
        def fresh_id(self):
            return f"cchc-{type(self.panel).__name__.lower()}"

        def get_content(self):
            if self.content_function is None:
                return {}
            return import_string(self.content_function)(self.instance)

        def get_context_data(self, parent_context=None):
            context = super().get_context_data(parent_context)
            if self.instance.pk is None:
                return {**context, "is_saved": False}
            try:
                return {**context, "is_saved": True, **self.get_content()}
            except Exception:
                # An editor can open, mend and save what cannot be read.
                logger.exception("%s of %r could not be read.", self.fresh_id, self.instance)
                return {**context, "is_unread": True}


class ReviewPanel(FreshPanel):
    """For whoever does a step: what a change means. For the unit: what it changed."""

    def __init__(self, **kwargs):
        kwargs.setdefault("heading", _("Where it is in the review"))
        super().__init__(**kwargs)

    class BoundPanel(FreshPanel.BoundPanel):
        template_name = "cchc_editorial/panels/review.html"
        content_template_name = "cchc_editorial/panels/review_content.html"

        @cached_property
        def step(self):
            """The step that the piece is at, if it is in a review of this room."""
            if self.instance.pk is None or self.instance.current_workflow_state is None:
                return None
            key = self.instance.current_workflow_state.current_task_state_id
            return ReviewTaskState.objects.filter(pk=key).select_related("task").first()

        @property
        def is_sent_back(self):
            return self.step is not None and self.step.status == TaskState.STATUS_REJECTED

        @cached_property
        def task(self):
            """The task that the reader of the panel is to do now, or None."""
            if self.step is None or self.step.status != TaskState.STATUS_IN_PROGRESS:
                return None
            task = self.step.task.specific
            is_mine = task.user_can_access_editor(self.instance, self.request.user)
            return task if isinstance(task, ReviewTask) and is_mine else None

        def is_shown(self):
            return super().is_shown() and (self.is_sent_back or self.task is not None)

        def get_content(self):
            if self.task is None:
                return {}
            return {
                "obstacle": self.task.obstacle(self.instance, self.request.user),
                "approve_label": self.task.approve_label(self.instance),
                "before": self.task.step_before(self.instance),
                "may_correct": self.task.may_correct or self.request.user.is_superuser,
            }

        def get_context_data(self, parent_context=None):
            return {
                **super().get_context_data(parent_context),
                "step": self.step,
                "reply_name": REPLY,
                "is_sent_back": self.is_sent_back,
            }


def fresh_panels(bound_panel):
    """Yield the shown ``FreshPanel``s in the tree below ``bound_panel``."""
    if isinstance(bound_panel, FreshPanel.BoundPanel):
        yield bound_panel
    for child in getattr(bound_panel, "visible_children", []):
        yield from fresh_panels(child)
