"""Publication is the end of an approval, and nobody approves what they wrote.

The rule is held by the server in two places: the tasks of the workflow refuse an author, and
``publish()`` refuses whatever wording was not approved, however it is called (editor, bulk action,
schedule, API). Code that publishes without a user, such as a command, is trusted.
"""

from django.core.exceptions import PermissionDenied
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from modelcluster.models import get_all_child_relations
from wagtail.actions.publish_revision import PublishPermissionError
from wagtail.models import Orderable, PagePermissionTester, Revision, TaskState, WorkflowState

from cchc_wagtail.language import format_date
from cchc_wagtail.organisation.models import is_confined

from .authors import author_ids, contributor_ids
from .scope import may_change
from .wording import same_wording

EXPIRED_TEXT = gettext_lazy(
    "The day on which it is to be taken down, %(date)s, has passed. Change that day first."
)


def approved_step(obj):
    """Return the last step of the review that approved ``obj`` and is its latest, or None."""
    state = WorkflowState.objects.for_instance(obj).order_by("-created_at", "-pk").first()
    if state is None or state.status != WorkflowState.STATUS_APPROVED:
        return None
    steps = state.task_states.filter(status=TaskState.STATUS_APPROVED)
    return steps.select_related("revision__content_type").order_by("-finished_at", "-pk").first()


def is_approved(obj, revision=None):
    """Tell whether ``revision`` of ``obj``, or else its latest, is what its workflow approved."""
    step = approved_step(obj)
    return step is not None and same_wording(step.revision, revision or obj.latest_revision)


def may_publish(obj, user, revision=None):
    """Tell whether ``user``, who has the permission to publish, may do so with ``revision`` now.

    ``revision`` is one of ``obj``, or else its latest. What was approved may be published by
    whoever approved it; the tasks have seen to it that it was not theirs.
    """
    if is_approved(obj, revision):
        approver = approved_step(obj).finished_by_id
        return user.is_superuser or user.pk == approver or user.pk not in author_ids(obj)
    return not obj.has_workflow and user.pk not in contributor_ids(obj)


def check_may_write(obj, user):
    """Raise ``PermissionDenied`` where ``user`` may not write to the stored row of ``obj``."""
    stored = type(obj)._base_manager.filter(pk=obj.pk).first()
    if stored is None:
        return
    lock = stored.get_lock()
    if not may_change(user, stored) or (lock is not None and lock.for_user(user)):
        raise PermissionDenied(_("You may not change this piece now."))


def expiry_of(revision):
    """Return the day on which ``revision`` is to be taken down, in the form of the country."""
    return format_date(timezone.localdate(_expire_at(revision)))


def has_expired(revision):
    """Tell whether the time at which ``revision`` is to be taken down has passed."""
    expire_at = _expire_at(revision)
    return expire_at is not None and expire_at <= timezone.now()


def _expire_at(revision):
    typed = revision.content.get("expire_at")
    return parse_datetime(typed) if isinstance(typed, str) else typed


def number_rows(obj):
    """Number the rows of the inline lists of ``obj`` where code that made them did not.

    The form numbers only the rows that were changed in it; rows without a number then move.
    """
    for relation in get_all_child_relations(type(obj)):
        if not issubclass(relation.related_model, Orderable):
            continue
        manager = getattr(obj, relation.get_accessor_name())
        rows = list(manager.all())
        if any(row.sort_order is None for row in rows):
            for number, row in enumerate(rows):
                row.sort_order = number
            manager.set(rows)


class ReviewedMixin:
    """A page or snippet that is published only by the approval of somebody who did not write it."""

    def save_revision(self, user=None, **kwargs):
        """Store a revision.

        Raises:
            PermissionDenied: the piece, as its row stands, is not within the work of ``user``, or
                is locked for them. Views look before; this holds for those that do not, such as
                the reverting of Wagtail's API.
        """
        if user is not None and self.pk:
            check_may_write(self, user)
        number_rows(self)
        return super().save_revision(user=user, **kwargs)

    def publish(self, revision, user=None, **kwargs):
        if user is not None and not may_publish(self, user, revision):
            raise PublishPermissionError(
                _("This content is published once somebody other than its authors has approved it.")
            )
        if has_expired(revision):
            return self.leave_offline(revision, user)
        return super().publish(revision, user=user, **kwargs)

    def leave_offline(self, revision, user):
        """Do not show for a moment what is to be taken down; a schedule that came too late ends."""
        if user is not None:
            raise PublishPermissionError(EXPIRED_TEXT % {"date": expiry_of(revision)})
        Revision.objects.filter(pk=revision.pk).update(approved_go_live_at=None)


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
