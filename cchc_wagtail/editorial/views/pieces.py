"""The history of one piece, and urging whoever it waits for."""

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.utils import get_valid_next_url_from_request
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.models import Page, TaskState

from cchc_wagtail.frontend.exports import ExportMixin

from ..history import history_of
from ..models import ReviewTaskState
from ..models.tasks import REASON
from ..pieces import Piece, with_pieces
from ..scope import may_change
from ..urging import UrgedToday, may_urge, urge
from .review import who_was_first


class ReviewMixin:
    """Finds the piece whose review the address names, and lets in only those who work on it."""

    def dispatch(self, request, review_id):
        steps = ReviewTaskState.objects.latest().filter(workflow_state=review_id)
        self.piece = Piece(get_object_or_404(with_pieces(steps)))
        content = self.piece.content
        if content is None:
            raise Http404
        content = content.specific if isinstance(content, Page) else content
        if not may_change(request.user, content):
            raise PermissionDenied
        return super().dispatch(request)

    def get_breadcrumbs_items(self):
        return [
            *self.breadcrumbs_items,
            {"url": self.piece.edit_url, "label": self.piece.title},
            {"url": "", "label": self.page_title},
        ]


class HistoryView(ReviewMixin, ExportMixin, WagtailAdminTemplateMixin, View):
    page_title = gettext_lazy("History of the review")
    header_icon = "history"
    template_name = "cchc_editorial/admin/history.html"
    export_filename = "lich-su-duyet"
    list_export = ["local_time", "what", "where", "who", "comment", "days", "due_on", "lateness"]
    export_headings = {
        "local_time": gettext_lazy("When"),
        "what": gettext_lazy("What"),
        "where": gettext_lazy("Where it was"),
        "who": gettext_lazy("Who"),
        "comment": gettext_lazy("Comment"),
        "days": gettext_lazy("Working days"),
        "due_on": gettext_lazy("Due on"),
        "lateness": gettext_lazy("Overdue"),
    }

    def get(self, request):
        events = history_of(self.piece.workflow_state)
        if self.is_export:
            return self.as_spreadsheet(events, request.GET["export"])
        if step := self.step_that_is_over(request.GET.get("step", "")):
            messages.warning(request, who_was_first(step))
        elif obstacle := self.obstacle(request.GET.get("refused", "")):
            messages.warning(request, _("Not approved. %(why)s") % {"why": obstacle.text})
        return self.render_to_response(self.get_context_data(piece=self.piece, events=events))

    def obstacle(self, key):
        """Return why the user still may not approve at the step named by ``key``, just so."""
        state = self.piece.state
        if key != str(state.pk) or state.status != TaskState.STATUS_IN_PROGRESS:
            return None
        content = self.piece.content
        content = content.specific if isinstance(content, Page) else content
        task = state.task.specific
        obstacle = task.obstacle(content, self.request.user)
        return obstacle or (REASON if task.needs_reason(content) else None)

    def step_that_is_over(self, key):
        """Return the finished step named by ``key``, for whoever came too late to do it."""
        if not key.isdecimal():
            return None
        steps = ReviewTaskState.objects.filter(workflow_state=self.piece.workflow_state)
        return steps.filter(pk=key, finished_at__isnull=False).first()


class UrgeForm(forms.Form):
    comment = forms.CharField(
        label=gettext_lazy("Comment"), required=False, widget=forms.Textarea({"rows": 3})
    )


class UrgeView(ReviewMixin, WagtailAdminTemplateMixin, FormView):
    """The Office writes a line, or none, and urges."""

    page_title = gettext_lazy("Urge")
    header_icon = "warning"
    template_name = "cchc_editorial/admin/urge.html"
    form_class = UrgeForm
    submit_button_label = gettext_lazy("Urge")

    def dispatch(self, request, *args, **kwargs):
        if not may_urge(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            piece=self.piece,
            next=get_valid_next_url_from_request(self.request),
            submit_button_label=self.submit_button_label,
            **kwargs,
        )

    def form_valid(self, form):
        if self.piece.is_with(self.request.user):
            messages.warning(self.request, _("This piece waits for you yourself."))
            return redirect(self.piece.history_url)
        try:
            urge(self.piece.state, self.request.user, form.cleaned_data["comment"])
        except UrgedToday:
            messages.warning(self.request, _("This piece has already been urged today."))
        except ValueError:
            messages.warning(self.request, _("This piece waits for nobody any more."))
        else:
            messages.success(self.request, _("Urged: %(title)s") % {"title": self.piece.title})
        return redirect(get_valid_next_url_from_request(self.request) or self.piece.history_url)
