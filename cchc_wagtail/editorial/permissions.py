"""Wagtail's permission policies, confined to the pieces of a user's own units."""

from wagtail import permissions
from wagtail.models import Page
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permission_policies.pages import PagePermissionPolicy

from .review import may_delete, may_withdraw
from .scope import confine, confine_pages, has_unit, may_change, may_see, piece_models


class UnitPagePermissionPolicy(PagePermissionPolicy):
    """Pages in lists, searches, reports and the admin's API."""

    def user_has_any_permission_for_instance(self, user, actions, instance):
        page = instance.specific
        if not may_change(user, page):
            # Who may add something below a page of the section does not change the page itself.
            actions = set(actions) & {"add"} if not has_unit(type(page)) else set()
        return super().user_has_any_permission_for_instance(user, actions, instance)

    def instances_user_has_any_permission_for(self, user, actions):
        pages = super().instances_user_has_any_permission_for(user, actions)
        # Who may add something below a page explores it.
        return confine_pages(pages, user, to_change="add" not in actions)


class PiecePermissionPolicy(ModelPermissionPolicy):
    """Snippets that are pieces; what the public reads may be viewed by all who may view any.

    ``unpublish`` is an action of its own: see ``review.may_withdraw``.
    """

    def user_has_permission(self, user, action):
        if action == "unpublish":
            return self.user_has_any_permission(user, ["publish", "change"]) and may_withdraw(user)
        return super().user_has_permission(user, action)

    def user_has_permission_for_instance(self, user, action, instance):
        return self.user_has_any_permission_for_instance(user, [action], instance)

    def user_has_any_permission_for_instance(self, user, actions, instance):
        changes = set(actions) - {"view"}
        if not may_delete(user, instance):
            changes -= {"delete"}
        if self.user_has_any_permission(user, changes) and may_change(user, instance):
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


#: What lets somebody see an image, a file or a snippet.
SEEING = ["view", "choose", "add", "change", "delete"]


def policy_of(model):
    """Return the policy that is registered for ``model``, or None."""
    if HAS_REGISTRY:
        return permissions.policy_registry.get_by_type(model, fallback=False)
    from wagtail.documents.permissions import permission_policy as file_policy
    from wagtail.images.permissions import permission_policy as image_policy

    return {policy.model: policy for policy in (file_policy, image_policy)}.get(model)


def page_policy():
    """Return the policy that Wagtail asks about pages."""
    if HAS_REGISTRY:
        return permissions.policy_registry.get_by_type(Page)
    return permissions.page_permission_policy


def sees(user, obj):
    """Tell whether the admin may name ``obj``, of any model, to ``user``."""
    if isinstance(obj, Page):
        return may_see(user, obj.specific)
    if type(obj) in piece_models():
        return may_see(user, obj)
    policy = policy_of(type(obj))
    return policy is None or policy.user_has_any_permission_for_instance(user, SEEING, obj)
