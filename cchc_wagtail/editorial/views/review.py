"""One piece at a time: preview, differences, and what to do with it. Made for a phone too."""

from django import forms
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.models import Page, TaskState
from wagtail.utils.decorators import xframe_options_sameorigin_override

from ..authors import author_ids
from ..differences import differences
from ..findings import findings_of
from ..history import history_of
from ..models import ReviewTaskState
from ..models.tasks import REASON, needs_comment
from ..pieces import Piece, name_of, waiting_for, with_pieces

LATER = "later"
PUT_OFF = "cchc_put_off"
LAST_EVENTS = 6


class DecisionForm(forms.Form):
    comment = forms.CharField(
        label=gettext_lazy("Comment"), required=False, widget=forms.Textarea({"rows": 3})
    )
    revision = forms.IntegerField(widget=forms.HiddenInput)


class StepMixin:
    """Finds the step that the address names, and lets in only those who may do it."""

    def dispatch(self, request, step_id):
        steps = with_pieces(ReviewTaskState.objects.filter(pk=step_id))
        self.piece = Piece(get_object_or_404(steps))
        self.step = self.piece.state
        self.task = self.step.task.specific
        if self.piece.content is None or not self.task.user_can_access_editor(
            self.piece.content, request.user
        ):
            raise PermissionDenied
        if self.step.status != TaskState.STATUS_IN_PROGRESS:
            comment = request.POST.get("comment", "")
            return redirect(self.task.on_action(self.step, request.user, "", comment=comment))
        return super().dispatch(request)

    @cached_property
    def content(self):
        content = self.piece.content
        return content.specific if isinstance(content, Page) else content

    @cached_property
    def revision(self):
        """The latest revision: an approval publishes it."""
        return self.content.get_latest_revision()


class NextView(View):
    """Opens the piece that is due first and was not put off in this session."""

    def get(self, request):
        waiting = waiting_for(request.user)
        put_off = request.session.get(PUT_OFF, [])
        step = waiting.exclude(pk__in=put_off).first()
        if step is None and put_off:
            request.session[PUT_OFF] = []
            step = waiting.first()
        if step is None:
            messages.success(request, _("Nothing waits for you."))
            return redirect("wagtailadmin_home")
        return redirect("cchc_editorial_review", step.pk)


class ReviewView(StepMixin, WagtailAdminTemplateMixin, View):
    page_title = gettext_lazy("Review")
    header_icon = "tasks"
    template_name = "cchc_editorial/admin/review.html"

    def get_breadcrumbs_items(self):
        return [*self.breadcrumbs_items, {"url": "", "label": self.piece.title}]

    def get(self, request, form=None):
        return self.render_to_response(
            self.get_context_data(
                piece=self.piece,
                form=form or DecisionForm(initial={"revision": self.revision.pk}),
                comment_required=self.task.comment_required,
                obstacle=self.task.obstacle(self.content, request.user),
                labels=self.labels,
                findings=findings_of(self.latest),
                needs_reason=self.needs_reason,
                checked_by_author=self.checked_by_author,
                since=self.since,
                changed_since=self.changed_since,
                changed=self.changed,
                is_previewable=getattr(self.content, "is_previewable", lambda: False)(),
                events=history_of(self.piece.workflow_state)[-LAST_EVENTS:],
                waiting=waiting_for(request.user).count(),
            )
        )

    def post(self, request):
        action = request.POST.get("action")
        if action == LATER:
            request.session[PUT_OFF] = [*request.session.get(PUT_OFF, []), self.step.pk]
            return redirect("cchc_editorial_next")
        if action not in {name for name, *_rest in self.actions}:
            raise PermissionDenied
        form = DecisionForm(request.POST)
        if not form.is_valid():
            return self.get(request, form)
        if form.cleaned_data["revision"] != self.revision.pk:
            messages.error(
                request, _("The piece was edited since you opened it. Please read it again.")
            )
            form.data = {**form.data.dict(), "revision": self.revision.pk}
            return self.get(request, form)
        comment = form.cleaned_data["comment"]
        needed = self.task.get_form_for_action(action)({"comment": comment})
        if not needed.is_valid():
            form.add_error("comment", _("Please say why, so that the authors know what to do."))
            return self.get(request, form)
        if action == "approve" and not comment.strip() and self.needs_reason:
            form.add_error("comment", REASON.text)
            return self.get(request, form)
        if told := self.task.on_action(self.step, request.user, action, comment=comment):
            return redirect(told)
        messages.success(request, self.done(action))
        return redirect("cchc_editorial_next")

    def done(self, action):
        if action == "reject":
            return _("“%(title)s” was sent back.") % {"title": self.piece.title}
        if action == "pass_back":
            return _("“%(title)s” was passed back.") % {"title": self.piece.title}
        return _("“%(title)s” was approved.") % {"title": self.piece.title}

    @cached_property
    def actions(self):
        return self.task.get_actions(self.content, self.request.user)

    @property
    def labels(self):
        """The labels of the buttons; an action that may be done with a comment has two."""
        return {name: label for name, label, _needs_form in reversed(self.actions)}

    @cached_property
    def latest(self):
        return self.revision.as_object()

    @cached_property
    def needs_reason(self):
        return needs_comment("approve", self.actions)

    @cached_property
    def since(self):
        """The step at which whoever does this task last had the piece, in this review; or None."""
        steps = ReviewTaskState.objects.filter(
            workflow_state=self.step.workflow_state_id, task=self.step.task_id
        )
        before = steps.exclude(pk=self.step.pk).select_related("revision")
        return before.order_by("-started_at", "-pk").first()

    @property
    def changed_since(self):
        """The changes since then."""
        return differences(self.since.revision.as_object(), self.latest) if self.since else None

    @property
    def changed(self):
        """The differences from the published version; None where there is none yet."""
        return differences(self.content, self.latest) if self.content.live else None

    @property
    def checked_by_author(self):
        """Who passed on what they had written themselves, as nobody else was there to check."""
        approved = ReviewTaskState.objects.filter(
            workflow_state=self.step.workflow_state_id, status=TaskState.STATUS_APPROVED
        )
        own = approved.filter(finished_by__in=author_ids(self.content))
        return [name_of(step.finished_by) for step in own.select_related("finished_by")]


@method_decorator(xframe_options_sameorigin_override, name="dispatch")
class PreviewView(StepMixin, View):
    """The piece as the public would see it, for the frame in the review."""

    def get(self, request):
        content = self.revision.as_object()
        return content.make_preview_request(
            request,
            content.default_preview_mode,
            extra_request_attrs={"in_preview_panel": True, "for_the_public": True},
        )


def who_was_first(step):
    """Say who finished ``step``, to somebody who comes too late."""
    outcome = {
        TaskState.STATUS_APPROVED: _("approved it"),
        TaskState.STATUS_REJECTED: _("sent it back"),
    }.get(step.status, _("closed this step"))
    return _(
        "%(user)s was first and %(outcome)s. Nothing else was done; a comment is kept below."
    ) % {
        "user": name_of(step.finished_by) or step.task.name,
        "outcome": outcome,
    }
