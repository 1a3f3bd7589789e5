"""Bulk actions: many pieces from a listing at once, each by the same rules as one by one.

What the rules forbid for a piece is left out and named; the others go on.
"""

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.functional import classproperty
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin import messages
from wagtail.admin.views.bulk_action import BulkAction
from wagtail.admin.views.pages.bulk_actions.page_bulk_action import PageBulkAction
from wagtail.models import Page
from wagtail.snippets.bulk_actions.snippet_bulk_action import SnippetBulkAction

from cchc_wagtail.organisation.models import Unit, is_confined, units_of

from .models import ReviewTask, ReviewTaskState
from .models.tasks import REASON
from .notifications import many_at_once
from .pieces import Piece, edit_url, with_pieces
from .review import hand_in
from .scope import PieceMixin, has_unit, may_change, may_see, piece_models

NAMED = 5


class NotDone(Exception):
    """One of many pieces stays as it is; says why."""


class PiecesMixin:
    """Does one thing with each piece; ``may(piece)`` and ``do(piece, data)`` say which."""

    template_name = "cchc_editorial/admin/bulk_action.html"
    form_class = forms.Form
    done_text = None

    def content_of(self, obj):
        return obj.specific if isinstance(obj, Page) else obj

    def check_perm(self, obj):
        content = self.content_of(obj)
        return content is not None and isinstance(content, PieceMixin) and self.may(content)

    def object_context(self, obj):
        return self.shown(self.content_of(obj))

    def shown(self, content):
        """Return what the confirmation says of a piece; nothing of what the user may not see."""
        if content is None or not may_see(self.request.user, content):
            return {"title": _("Content of another unit"), "edit_url": ""}
        title = content.draft_title if isinstance(content, Page) else str(content)
        return {"title": title, "edit_url": edit_url(content)}

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        without = [
            one["item"] if isinstance(one, dict) else one for one in context["items_with_no_access"]
        ]
        context["items_with_no_access"] = [self.shown(self.content_of(one)) for one in without]
        return {**context, "title": self.display_name, "button": self.aria_label}

    def get_execution_context(self):
        return {"action": self}

    @classmethod
    def execute_action(cls, objects, action=None, **kwargs):
        return action.do_all(objects), 0

    def do_all(self, objects):
        """Do it with each of ``objects``, tell what was left out and why; return how many."""
        done, left = 0, []
        with many_at_once():
            for obj in objects:
                content = self.content_of(obj)
                try:
                    with transaction.atomic():
                        self.do(content, self.cleaned_form.cleaned_data)
                    done += 1
                except (NotDone, PermissionDenied) as reason:
                    left.append(f"“{self.shown(content)['title']}”: {reason}")
        if left:
            more = _(" and %(count)d more") % {"count": len(left) - NAMED}
            text = " ".join(left[:NAMED]) + (more if len(left) > NAMED else "")
            messages.warning(self.request, _("Left as they are: %(pieces)s") % {"pieces": text})
        return done

    def get_success_message(self, num_parent_objects, num_child_objects):
        if not num_parent_objects:
            return None
        count = num_parent_objects
        text = ngettext("%(count)d piece: %(what)s", "%(count)d pieces: %(what)s", count)
        return text % {"count": count, "what": self.done_text}


class UnitForm(forms.Form):
    unit = forms.ModelChoiceField(Unit.objects.none(), label=gettext_lazy("Unit"))

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        units = Unit.objects.all()
        if is_confined(user):
            units = units.filter(pk__in=[unit.pk for unit in units_of(user)])
        self.fields["unit"].queryset = units


class AssignMixin(PiecesMixin):
    """Hands pieces to a unit: a draft with the new unit, which publishes nothing."""

    display_name = gettext_lazy("Assign to a unit")
    aria_label = gettext_lazy("Assign the chosen pieces to a unit")
    done_text = gettext_lazy("assigned to the unit")
    action_type = "cchc_assign"
    action_priority = 50
    form_class = UnitForm

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "user": self.request.user}

    def may(self, content):
        model = type(content)
        is_given = has_unit(model) and model._meta.get_field("unit").editable
        return is_given and may_edit(content, self.request.user)

    def do(self, content, data):
        draft = content.get_latest_revision_as_object()
        if draft.unit_id == data["unit"].pk:
            raise NotDone(_("it already belongs to that unit."))
        draft.unit = data["unit"]
        draft.save_revision(user=self.request.user, log_action=True, clean=False)
        if not content.live:
            # Lists of drafts ask the row.
            type(content).objects.filter(pk=content.pk).update(unit=data["unit"])


class SubmitMixin(PiecesMixin):
    """Hands drafts in, and those that were sent back in again."""

    display_name = gettext_lazy("Submit for review")
    aria_label = gettext_lazy("Submit the chosen pieces for review")
    done_text = gettext_lazy("submitted")
    action_type = "cchc_submit"
    action_priority = 60

    def may(self, content):
        return may_edit(content, self.request.user)

    def do(self, content, data):
        if content.workflow_in_progress:
            raise NotDone(_("it is already under review."))
        if content.live and not content.has_unpublished_changes:
            raise NotDone(_("it is published and has no changes."))
        self.check_complete(content)
        if not hand_in(content, self.request.user):
            raise NotDone(_("no workflow is set up for it."))

    def check_complete(self, content):
        """Refuse a draft without what its editor would ask for."""
        try:
            content.get_latest_revision_as_object().full_clean()
        except ValidationError as error:
            raise NotDone(" ".join(error.messages)) from None


class ApproveMixin(PiecesMixin):
    """Passes on or approves what waits for the user."""

    display_name = gettext_lazy("Pass on or approve")
    aria_label = gettext_lazy("Pass on or approve the chosen pieces")
    done_text = gettext_lazy("passed on or approved")
    action_type = "cchc_approve"
    action_priority = 70

    def may(self, content):
        task = content.current_workflow_task
        return isinstance(task, ReviewTask) and task.user_can_access_editor(
            content, self.request.user
        )

    def do(self, content, data):
        task, user = content.current_workflow_task, self.request.user
        if not isinstance(task, ReviewTask):
            raise NotDone(_("it waits for nobody any more."))
        if obstacle := task.obstacle(content, user):
            raise NotDone(obstacle.text)
        if task.needs_reason(content):
            raise NotDone(REASON.text)
        task.on_action(content.current_workflow_task_state, user, "approve")


def may_edit(content, user):
    """Tell whether ``user`` may change ``content``, which nobody else is at work on."""
    if isinstance(content, Page):
        may = content.permissions_for_user(user).can_edit()
    else:
        policy = content.snippet_viewset.permission_policy
        may = policy.user_has_permission_for_instance(user, "change", content)
    lock = content.get_lock()
    return may and may_change(user, content) and not (lock and lock.for_user(user))


class SnippetMixin:
    """For the listings of snippets that are pieces."""

    @classproperty
    def models(cls):
        return [model for model in piece_models() if not issubclass(model, Page)]


class StepMixin:
    """For the listing of what is under review, whose rows are steps."""

    models = [ReviewTaskState]

    @classmethod
    def get_queryset(cls, model, object_ids):
        return with_pieces(ReviewTaskState.objects.latest().filter(pk__in=object_ids))

    def get_all_objects_in_listing_query(self, parent_id):
        states = ReviewTaskState.objects.current().of_units_of(self.request.user)
        return states.values_list("pk", flat=True)

    def content_of(self, obj):
        content = Piece(obj).content
        return content.specific if isinstance(content, Page) else content


class AssignPages(AssignMixin, PageBulkAction):
    pass


class SubmitPages(SubmitMixin, PageBulkAction):
    pass


class ApprovePages(ApproveMixin, PageBulkAction):
    pass


class AssignSnippets(SnippetMixin, AssignMixin, SnippetBulkAction):
    pass


class SubmitSnippets(SnippetMixin, SubmitMixin, SnippetBulkAction):
    pass


class ApproveSnippets(SnippetMixin, ApproveMixin, SnippetBulkAction):
    pass


class ApproveSteps(StepMixin, ApproveMixin, BulkAction):
    pass


BULK_ACTIONS = [
    AssignPages,
    SubmitPages,
    ApprovePages,
    AssignSnippets,
    SubmitSnippets,
    ApproveSnippets,
    ApproveSteps,
]
