"""Reports as Wagtail knows them: a snippet with a review, whose editor is a screen of its own."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from wagtail.snippets.views.snippets import IndexView, LockView, SnippetViewSet, UnlockView

from cchc_wagtail.editorial.permissions import PiecePermissionPolicy
from cchc_wagtail.editorial.scope import reviews
from cchc_wagtail.editorial.viewsets import PieceEditView, PieceViewSetMixin
from cchc_wagtail.organisation.models import is_confined

from .models import Report
from .scope import may_direct, may_sign


class ReportPermissionPolicy(PiecePermissionPolicy):
    """The Office writes, the leadership approves, both read.

    A report is begun on its own screen, and not deleted, copied, locked or taken down: it was
    handed in to somebody, or will be.
    """

    def user_has_permission(self, user, action):
        if not user.is_active or is_confined(user):
            return False
        return action in {"view", "change"} or (action == "publish" and may_sign(user))

    def user_has_any_permission(self, user, actions):
        return any(self.user_has_permission(user, action) for action in actions)

    def user_has_any_permission_for_instance(self, user, actions, instance):
        actions = set(actions)
        if "change" in actions and not (may_direct(user) or reviews(user, instance)):
            actions.discard("change")
        return self.user_has_any_permission(user, actions)


class ReportIndexView(IndexView):
    def dispatch(self, request, *args, **kwargs):
        if is_confined(request.user):
            raise PermissionDenied
        return redirect("cchc_plans_reports")


class ToItsScreenMixin:
    """Leads to the report's own screen, whatever is asked."""

    def dispatch(self, request, *args, **kwargs):
        return redirect("cchc_plans_report", kwargs["pk"])


class ReportEditView(ToItsScreenMixin, PieceEditView):
    pass


# Wagtail lets administrators and reviewers lock what their policy does not.
class ReportLockView(ToItsScreenMixin, LockView):
    pass


class ReportUnlockView(ToItsScreenMixin, UnlockView):
    pass


class ReportViewSet(PieceViewSetMixin, SnippetViewSet):
    model = Report
    icon = "doc-full"
    policy_class = ReportPermissionPolicy
    index_view_class = ReportIndexView
    edit_view_class = ReportEditView
    lock_view_class = ReportLockView
    unlock_view_class = ReportUnlockView
    copy_view_enabled = False
    # The menu of the section has a line for it already (``wagtail_hooks.py``).
    menu_item_is_registered = True
