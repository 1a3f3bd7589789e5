"""The scope of units in the views of Wagtail: by its seams, and in place where it has none."""

from functools import partial

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.db.models import CharField, Q
from django.db.models.functions import Cast
from wagtail import permissions
from wagtail.models import Page

from cchc_wagtail.organisation.models import is_confined
from cchc_wagtail.replacing import replace

from .models import ReviewTaskState
from .permissions import HAS_REGISTRY, UnitPagePermissionPolicy, sees
from .scope import confine, confine_pages, may_change, may_see, piece_models


def confine_wagtail():
    """Put the scope of units into Wagtail: its page policy, and what asks no policy."""
    _confine_page_policy()
    views = "wagtail.admin.views"
    replace(f"{views}.bulk_action:BulkAction.get_actionable_objects", _confine_confirmations)
    replace(f"{views}.chooser:ChosenMultipleView.get", _confine_choice)
    replace(f"{views}.generic.workflow:ConfirmWorkflowCancellation.dispatch", _confine_question)
    replace(
        f"{views}.reports.page_types_usage:PageTypesUsageReportView.decorate_paginated_queryset",
        _confine_last_edited,
    )
    replace(
        f"{views}.reports.workflows:WorkflowView.get_queryset",
        partial(_confine_report, field="workflow_state"),
    )
    replace(
        f"{views}.reports.workflows:WorkflowTasksView.get_queryset",
        partial(_confine_report, field="pk"),
    )
    replace("wagtail.models.audit_log:ModelLogEntryManager.viewable_by_user", _confine_log)


def _confine_page_policy():
    if HAS_REGISTRY:
        from wagtail.models import AbstractPage

        policy = UnitPagePermissionPolicy(Page)
        permissions.register_permission_policy(AbstractPage, policy)
        return
    # One object that all of Wagtail shares by importing it by name; its API makes one of its own.
    for target in (
        "wagtail.permissions:page_permission_policy.__class__",
        "wagtail.admin.api.views:PagePermissionPolicy",
    ):
        replace(target, lambda general: UnitPagePermissionPolicy)


def _confine_report(whole, field):
    """Leave out of a report the reviews of other units than the user's."""

    def get_queryset(self):
        user = self.request.user
        if not is_confined(user):
            return whole(self)
        own = ReviewTaskState.objects.of_units_of(user)
        others = ReviewTaskState.objects.exclude(pk__in=own.values("pk"))
        return whole(self).exclude(pk__in=others.values(field))

    return get_queryset


def _confine_log(whole):
    """Leave out of the site history what happened to the snippets of other units."""

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

    return viewable_by_user


def _confine_confirmations(whole):
    """Name in the confirmation of a bulk action nothing that its user may not see."""

    def get_actionable_objects(self):
        objects, without = whole(self)
        user = self.request.user
        hidden = [one for one in without["items_with_no_access"] if not sees(user, one)]
        left = [one for one in without["items_with_no_access"] if one not in hidden]
        return objects, {**without, "items_with_no_access": left}

    return get_actionable_objects


def _confine_choice(whole):
    """Choose none of several pages that the user may not see."""

    def get(self, request):
        keys = [key for key in request.GET.getlist("id") if key.isdecimal()]
        seen = confine_pages(Page.objects.filter(pk__in=keys), request.user)
        request.GET = request.GET.copy()
        request.GET.setlist("id", seen.values_list("pk", flat=True))
        return whole(self, request)

    return get


def _confine_question(whole):
    """Tell of the review of a piece only whoever may change the piece."""

    def dispatch(self, request, *args, **kwargs):
        piece = self.object.specific if isinstance(self.object, Page) else self.object
        if not may_change(request.user, piece):
            raise PermissionDenied
        return whole(self, request, *args, **kwargs)

    return dispatch


def _confine_last_edited(whole):
    """Leave out of the report on page types the title of what the user may not see."""

    def decorate_paginated_queryset(self, page_types):
        page_types = whole(self, page_types)
        for page_type in page_types:
            page = page_type.last_edited_page
            if page is not None and not may_see(self.request.user, page):
                page_type.last_edited_page = None
        return page_types

    return decorate_paginated_queryset
