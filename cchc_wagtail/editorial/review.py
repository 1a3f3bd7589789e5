"""Publication is the end of an approval, and nobody approves what they wrote.

The rule is held by the server in two places: the tasks of the workflow refuse an author, and
``publish()`` refuses whatever wording was not approved, however it is called (editor, bulk action,
schedule, API). Code that publishes without a user, such as a command, is trusted.
"""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from modelcluster.models import get_all_child_relations
from wagtail.actions.publish_revision import PublishPermissionError
from wagtail.locks import WorkflowLock
from wagtail.models import Orderable, Page, PagePermissionTester, Revision, TaskState, WorkflowState

from cchc_wagtail import clock
from cchc_wagtail.language import format_date
from cchc_wagtail.organisation.models import is_confined

from .authors import author_ids, contributor_ids
from .findings import findings_of
from .scope import PieceMixin, may_change
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
    return not obj.is_to_be_reviewed and user.pk not in contributor_ids(obj)


def may_withdraw(user):
    """Tell whether ``user`` takes down and hides what is published, without a review.

    So do all who answer for the content of all: a mistake must not stay online until it is
    approved that it was one.
    """
    return not is_confined(user)


def may_delete(user, obj):
    """Tell whether ``user``, who has the permission, deletes ``obj`` now.

    What is published is taken down first, so that what others rest on goes in two steps; what is
    with somebody else who reviews it stays.
    """
    if user.is_superuser:
        return True
    lock = obj.get_lock()
    return not obj.live and not (lock and lock.for_user(user))


def check_may_write(obj, user):
    """Raise ``PermissionDenied`` where ``user`` may not write to the stored row of ``obj``."""
    row = type(obj)._base_manager.filter(pk=obj.pk).first()
    if row is None:
        return
    lock = row.get_lock()
    if not may_change(user, row) or (lock is not None and lock.for_user(user)):
        raise PermissionDenied(_("You may not change this piece now."))


def expiry_of(revision):
    """Return the day on which ``revision`` is to be taken down, in the form of the country."""
    return format_date(clock.day_of(_expire_at(revision)))


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


def that_begins(workflow):
    """Return ``workflow``, or None where it has no active task: nothing can be handed in to it."""
    if workflow is not None and workflow.tasks.filter(active=True).exists():
        return workflow
    return None


def hand_in(obj, user):
    """Begin the review of ``obj``, or go on with the one that sent it back.

    Returns whether there is a workflow to hand it in to.
    """
    state = obj.current_workflow_state
    if state is not None and state.status == WorkflowState.STATUS_NEEDS_CHANGES:
        state.resume(user=user)
        return True
    workflow = obj.get_workflow()
    if workflow is None:
        return False
    workflow.start(obj, user)
    return True


class ReviewedMixin(PieceMixin):
    """A page or snippet that is published only by the approval of somebody who did not write it."""

    @property
    def is_to_be_reviewed(self):
        """Whether a workflow is assigned to it, be it one that cannot begin."""
        if isinstance(self, Page):
            return super().get_workflow() is not None
        return super(ReviewedMixin, type(self)).get_default_workflow() is not None

    @classmethod
    def get_default_workflow(cls):
        return that_begins(super().get_default_workflow())

    def get_workflow(self):
        return that_begins(super().get_workflow())

    @property
    def has_workflow(self):
        return self.get_workflow() is not None

    @transaction.atomic
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

    def get_preview_context(self, request, mode_name):
        """Return the context of a preview; for whoever writes, with what the rooms find in it."""
        context = super().get_preview_context(request, mode_name)
        if getattr(request, "for_the_public", False):
            return context
        return {**context, "findings": findings_of(self)}

    def why_not_published(self, revision):
        """Return why nobody may publish ``revision`` as it is; empty where nothing forbids it.

        Whoever approves last is told before; ``publish()`` holds it.
        """
        return EXPIRED_TEXT % {"date": expiry_of(revision)} if has_expired(revision) else ""

    @transaction.atomic
    def publish(self, revision, user=None, **kwargs):
        if user is not None and not may_publish(self, user, revision):
            raise PublishPermissionError(
                _("This content is published once somebody other than its authors has approved it.")
            )
        if user is None and has_expired(revision):
            # A schedule that came too late shows it for no moment, and ends.
            return Revision.objects.filter(pk=revision.pk).update(approved_go_live_at=None)
        if reason := self.why_not_published(revision):
            raise PublishPermissionError(reason)
        return super().publish(revision, user=user, **kwargs)


class ReviewedPagePermissionTester(PagePermissionTester):
    """Lets editors work on the pages of their own unit only, and publish what was approved.

    Publishing is the end of a review. To take a page down, or to hide it, is not: that may be
    urgent, and shows nobody what was not approved.
    """

    @cached_property
    def is_mine(self):
        return may_change(self.user, self.page.specific)

    def may(self, action):
        return self.user.is_superuser or (self.user.is_active and action in self.permissions)

    def may_withdraw(self):
        return (self.may("publish") or self.may("change")) and may_withdraw(self.user)

    def can_edit(self):
        return super().can_edit() and self.is_mine

    def can_delete(self, ignore_bulk=False):
        if not (super().can_delete(ignore_bulk) and self.is_mine):
            return False
        if self.user.is_superuser:
            return True
        has_shown = not self.page.is_leaf() and self.page.get_descendants().live().exists()
        return may_delete(self.user, self.page) and not has_shown

    def can_move(self):
        return super().can_delete(ignore_bulk=True) and self.is_mine and not self.page_locked()

    def can_lock(self):
        return super().can_lock() and self.is_mine

    def can_unlock(self):
        return super().can_unlock() and self.is_mine

    def can_unpublish(self):
        if not self.page.live or not self.may_withdraw():
            return False
        lock = self.page.get_lock()
        return lock is None or isinstance(lock, WorkflowLock) or not lock.for_user(self.user)

    def can_set_view_restrictions(self):
        return not self.page_is_root and self.may_withdraw()

    def can_unschedule(self):
        return self.may_withdraw()

    def can_submit_for_moderation(self):
        return super().can_submit_for_moderation() and self.is_mine

    def can_view_revisions(self):
        return super().can_view_revisions() and self.is_mine

    def can_publish(self):
        return super().can_publish() and self.is_mine and may_publish(self.page, self.user)


class ReviewedPageMixin(ReviewedMixin):
    def permissions_for_user(self, user):
        return ReviewedPagePermissionTester(user, self)
