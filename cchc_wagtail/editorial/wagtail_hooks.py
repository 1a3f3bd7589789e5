from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin import messages
from wagtail.models import WorkflowMixin, WorkflowState


@hooks.register("before_edit_page")
@hooks.register("before_edit_snippet")
def show_why_it_was_sent_back(request, instance):
    """Tell whoever opens a piece that was sent back who did so, and why."""
    if request.method != "GET" or not isinstance(instance, WorkflowMixin):
        return
    state = instance.current_workflow_state
    if state is None or state.status != WorkflowState.STATUS_NEEDS_CHANGES:
        return
    sent_back = state.current_task_state
    reviewer = sent_back.finished_by
    messages.warning(
        request,
        _("Sent back by %(reviewer)s: %(comment)s")
        % {
            "reviewer": (reviewer and reviewer.get_full_name()) or sent_back.task.name,
            "comment": sent_back.comment or _("no reason given"),
        },
    )
