"""The scope of units in the views of Wagtail: by its seams, and in place where it has none."""

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.db.models import CharField, Q
from django.db.models.functions import Cast
from wagtail import permissions
from wagtail.models import ModelLogEntry, Page

from cchc_wagtail.organisation.models import is_confined

from .models import ReviewTaskState
from .permissions import HAS_REGISTRY, UnitPagePermissionPolicy, sees
from .scope import confine, confine_pages, may_change, may_see, piece_models


def confine_wagtail():
    """Put the scope of units into Wagtail: its page policy, and what asks no policy."""
    from wagtail.admin.views.bulk_action import BulkAction
    from wagtail.admin.views.chooser import ChosenMultipleView
    from wagtail.admin.views.generic.workflow import ConfirmWorkflowCancellation
    from wagtail.admin.views.reports.page_types_usage import PageTypesUsageReportView
    from wagtail.admin.views.reports.workflows import WorkflowTasksView, WorkflowView

    _confine_page_policy()
    _confine_confirmations(BulkAction)
    _confine_choice(ChosenMultipleView)
    _confine_question(ConfirmWorkflowCancellation)
    _confine_last_edited(PageTypesUsageReportView)
    _ask_pages_of_their_own_kind()
    _confine_report(WorkflowView, "workflow_state")
    _confine_report(WorkflowTasksView, "pk")
    _confine_log(type(ModelLogEntry.objects))


def _confine_page_policy():
    if HAS_REGISTRY:
        from wagtail.models import AbstractPage

        policy = UnitPagePermissionPolicy(Page)
        permissions.register_permission_policy(AbstractPage, policy)
        return
    from wagtail.admin.api import views as api

    # One object that all of Wagtail shares by importing it by name.
    permissions.page_permission_policy.__class__ = UnitPagePermissionPolicy
    api.PagePermissionPolicy = UnitPagePermissionPolicy


def _ask_pages_of_their_own_kind():
    """Let a page that was loaded without its fields answer with the permissions of its own kind.

    Some views of Wagtail load it so, moving among them, and would not ask what the kind forbids.
    """
    general = Page.permissions_for_user

    def permissions_for_user(page, user):
        if type(page) is Page and type(page.specific) is not Page:
            return page.specific.permissions_for_user(user)
        return general(page, user)

    Page.permissions_for_user = permissions_for_user


def _confine_report(view, field):
    """Leave out of the report ``view`` the reviews of other units than the user's."""
    whole = view.get_queryset

    def get_queryset(self):
        user = self.request.user
        if not is_confined(user):
            return whole(self)
        own = ReviewTaskState.objects.of_units_of(user)
        others = ReviewTaskState.objects.exclude(pk__in=own.values("pk"))
        return whole(self).exclude(pk__in=others.values(field))

    view.get_queryset = get_queryset


def _confine_log(manager):
    """Leave out of the site history what happened to the snippets of other units."""
    whole = manager.viewable_by_user

    def viewable_by_user(self, user):
        entries = whole(self, user)
        if not is_confined(user):
            return entries
        for model in piece_models():
            if not issubclass(model, Page):
                own = confine(model._base_manager.all(), user, to_change=True)
                keys = own.annotate(key=Cast("pk", CharField())).values("key")
                entries = entries.exclude(
                    Q(content_type=ContentType.objects.get_for_model(model))
                    & ~Q(object_id__in=keys)
                )
        return entries

    manager.viewable_by_user = viewable_by_user


def _confine_confirmations(view):
    """Name in the confirmation of a bulk action nothing that its user may not see."""
    whole = view.get_actionable_objects

    def get_actionable_objects(self):
        objects, without = whole(self)
        user = self.request.user
        hidden = [one for one in without["items_with_no_access"] if not sees(user, one)]
        left = [one for one in without["items_with_no_access"] if one not in hidden]
        return objects, {**without, "items_with_no_access": left}

    view.get_actionable_objects = get_actionable_objects


def _confine_choice(view):
    """Choose none of several pages that the user may not see."""
    whole = view.get

    def get(self, request):
        keys = [key for key in request.GET.getlist("id") if key.isdecimal()]
        seen = confine_pages(Page.objects.filter(pk__in=keys), request.user)
        request.GET = request.GET.copy()
        request.GET.setlist("id", seen.values_list("pk", flat=True))
        return whole(self, request)

    view.get = get


def _confine_question(view):
    """Tell of the review of a piece only whoever may change the piece."""
    whole = view.dispatch

    def dispatch(self, request, *args, **kwargs):
        piece = self.object.specific if isinstance(self.object, Page) else self.object
        if not may_change(request.user, piece):
            raise PermissionDenied
        return whole(self, request, *args, **kwargs)

    view.dispatch = dispatch


def _confine_last_edited(view):
    """Leave out of the report on page types the title of what the user may not see."""
    whole = view.decorate_paginated_queryset

    def decorate_paginated_queryset(self, page_types):
        page_types = whole(self, page_types)
        for page_type in page_types:
            page = page_type.last_edited_page
            if page is not None and not may_see(self.request.user, page):
                page_type.last_edited_page = None
        return page_types

    view.decorate_paginated_queryset = decorate_paginated_queryset
