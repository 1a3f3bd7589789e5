"""Wagtail's permission policies, confined to the pieces of a user's own units."""

from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, Q
from django.db.models.functions import Cast
from wagtail import permissions
from wagtail.models import ModelLogEntry, Page
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permission_policies.pages import PagePermissionPolicy

from cchc_wagtail.organisation.models import is_confined

from .models import ReviewTaskState
from .scope import confine, confine_pages, may_change, may_see, piece_models


class UnitPagePermissionPolicy(PagePermissionPolicy):
    """Pages in lists, searches, reports and the admin's API."""

    def user_has_any_permission_for_instance(self, user, actions, instance):
        allowed = super().user_has_any_permission_for_instance(user, actions, instance)
        return allowed and may_change(user, instance.specific)

    def instances_user_has_any_permission_for(self, user, actions):
        pages = super().instances_user_has_any_permission_for(user, actions)
        # Who may add something below a page explores it; all other actions change the page.
        return confine_pages(pages, user, to_change="add" not in actions)


class PiecePermissionPolicy(ModelPermissionPolicy):
    """Snippets that are pieces; what the public reads may be viewed by all who may view any."""

    def user_has_permission_for_instance(self, user, action, instance):
        return self.user_has_any_permission_for_instance(user, [action], instance)

    def user_has_any_permission_for_instance(self, user, actions, instance):
        if self.user_has_any_permission(user, set(actions) - {"view"}) and may_change(
            user, instance
        ):
            return True
        return (
            "view" in actions and self.user_has_permission(user, "view") and may_see(user, instance)
        )

    def instances_user_has_any_permission_for(self, user, actions):
        instances = super().instances_user_has_any_permission_for(user, actions)
        return confine(instances, user, to_change="view" not in actions)

    def instances_user_has_permission_for(self, user, action):
        return self.instances_user_has_any_permission_for(user, [action])


#: Since 8.0 Wagtail asks a registry for the policy of a model.
HAS_REGISTRY = hasattr(permissions, "register_permission_policy")


def page_policy():
    """Return the policy that Wagtail asks about pages."""
    if HAS_REGISTRY:
        return permissions.policy_registry.get_by_type(Page)
    return permissions.page_permission_policy


def confine_wagtail():
    """Put the scope of units into Wagtail: its page policy, and three reports without a hook."""
    from wagtail.admin.views.reports.workflows import WorkflowTasksView, WorkflowView

    _confine_page_policy()
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
