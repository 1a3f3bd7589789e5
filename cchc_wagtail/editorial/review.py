"""Publication is the end of an approval, and nobody approves what they wrote.

The rule is held by the server in two places: the tasks of the workflow refuse a contributor, and
``publish()`` refuses whatever was not approved, however it is called (editor, bulk action,
schedule, API). Code that publishes without a user, such as a command, is trusted.
"""

from django.db.models import Max
from django.utils.translation import gettext as _
from wagtail.actions.publish_revision import PublishPermissionError
from wagtail.models import PagePermissionTester, Revision, WorkflowState

from cchc_wagtail.organisation.models import is_confined

from .scope import may_change


def contributor_ids(obj):
    """Return the ids of the users who wrote what is not yet published of ``obj``.

    These are the authors of all revisions since the published one, and the owner of a page that
    was never published. ``obj`` is a page or a snippet with revisions.
    """
    revisions = Revision.objects.for_instance(obj).filter(user__isnull=False)
    if obj.live_revision_id:
        revisions = revisions.filter(created_at__gt=obj.live_revision.created_at)
    ids = set(revisions.values_list("user_id", flat=True))
    owner_id = getattr(obj, "owner_id", None)
    if owner_id and not obj.first_published_at:
        ids.add(owner_id)
    return ids


def is_approved(obj):
    """Tell whether the latest revision of ``obj`` went through its whole workflow."""
    state = WorkflowState.objects.for_instance(obj).order_by("-created_at", "-pk").first()
    if state is None or state.status != WorkflowState.STATUS_APPROVED:
        return False
    approved_at = state.task_states.aggregate(last=Max("finished_at"))["last"]
    return obj.latest_revision.created_at <= approved_at


def may_publish(obj, user):
    """Tell whether ``user``, who has the permission to publish, may do so with ``obj`` now.

    Approved work may be published by an administrator who wrote it: that approval is on record.
    """
    if is_approved(obj):
        return user.is_superuser or user.pk not in contributor_ids(obj)
    return not obj.has_workflow and user.pk not in contributor_ids(obj)


class ReviewedMixin:
    """A page or snippet that is published only by the approval of somebody who did not write it."""

    def publish(self, revision, user=None, **kwargs):
        if user is not None and not may_publish(self, user):
            raise PublishPermissionError(
                _("Only the approval of somebody else than its authors publishes this content.")
            )
        return super().publish(revision, user=user, **kwargs)


class ReviewedPagePermissionTester(PagePermissionTester):
    """Lets editors work on the pages of their own unit only, and publish what was approved."""

    def is_mine(self):
        return may_change(self.user, self.page.specific)

    def can_edit(self):
        return super().can_edit() and self.is_mine()

    def can_delete(self, ignore_bulk=False):
        return super().can_delete(ignore_bulk) and self.is_mine()

    def can_lock(self):
        return super().can_lock() and self.is_mine()

    def can_unlock(self):
        return super().can_unlock() and self.is_mine()

    def can_unpublish(self):
        return super().can_unpublish() and self.is_mine()

    def can_submit_for_moderation(self):
        return super().can_submit_for_moderation() and self.is_mine()

    def can_view_revisions(self):
        return super().can_view_revisions() and self.is_mine()

    def can_publish(self):
        return super().can_publish() and self.is_mine() and may_publish(self.page, self.user)


class ReviewedPageMixin(ReviewedMixin):
    def permissions_for_user(self, user):
        return ReviewedPagePermissionTester(user, self)


class SectionPermissionTester(PagePermissionTester):
    def can_publish_subpage(self):
        # Creating and publishing in one go would publish one's own work.
        return False

    def can_copy(self):
        # A copy takes along the pages below, of all units.
        return super().can_copy() and not is_confined(self.user)


class SectionPageMixin:
    """A page whose children are reviewed before they are published."""

    def permissions_for_user(self, user):
        return SectionPermissionTester(user, self)
