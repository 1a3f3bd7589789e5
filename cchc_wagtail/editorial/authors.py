"""Who wrote what is not yet published of a piece, and who only corrected it while checking.

Only what changes the wording counts as writing: a revision that says the same as the one before it
was saved by whoever looked.
"""

from dataclasses import dataclass

from wagtail.models import Revision, TaskState

from .wording import same_wording


@dataclass(frozen=True)
class Change:
    """A ``revision`` that changed the wording, by the user with the key ``user_id``.

    ``step`` is the step of the review that the user was doing then; None for an author's change.
    """

    revision: Revision
    user_id: int
    step: TaskState | None


def changes_of(obj):
    """Return the ``Change`` list of a page or snippet since it was published, the oldest first."""
    revisions = Revision.objects.for_instance(obj).select_related("content_type", "user")
    before = obj.live_revision if obj.live_revision_id else None
    if before:
        revisions = revisions.filter(created_at__gt=before.created_at)
    steps = steps_of(obj.current_workflow_state)
    changes = []
    for revision in revisions.order_by("created_at", "pk"):
        is_change = before is None or not same_wording(before, revision)
        before = revision
        if is_change and revision.user_id:
            step = next((one for one in steps if was_doing(one, revision)), None)
            changes.append(Change(revision, revision.user_id, step))
    return changes


def steps_of(workflow_state):
    """Return the steps of one review in their order; none where there is no review."""
    if workflow_state is None:
        return []
    steps = workflow_state.task_states.select_related("task", "revision__content_type")
    return list(steps.order_by("started_at", "pk"))


def was_doing(step, revision):
    """Tell whether the author of ``revision`` was there to do ``step`` when it was stored."""
    if revision.created_at < step.started_at:
        return False
    if step.finished_at and revision.created_at > step.finished_at:
        return False
    return step.task.specific.user_can_access_editor(revision.content_object, revision.user)


def author_ids(obj):
    """Return the keys of the users who wrote what is not yet published of ``obj``.

    Whoever changed it while doing a step of its review is none. The owner of a page that was never
    published is one.
    """
    ids = {change.user_id for change in changes_of(obj) if change.step is None}
    owner_id = getattr(obj, "owner_id", None)
    if owner_id and not obj.first_published_at:
        ids.add(owner_id)
    return ids


def contributor_ids(obj):
    """Return the keys of all who changed what is not yet published of ``obj``, authors or not."""
    return author_ids(obj) | {change.user_id for change in changes_of(obj)}


def is_unchecked(change, steps):
    """Tell whether nobody but its author has looked at ``change``, in the review of ``steps``.

    Somebody has who finished a later step; so has the unit that handed the piece in again.
    """
    for step in steps:
        if step.finished_at is None or step.finished_at < change.revision.created_at:
            continue
        if step.status == TaskState.STATUS_APPROVED and step.finished_by_id != change.user_id:
            return False
        if step.status == TaskState.STATUS_REJECTED and step is not steps[-1]:
            return False
    return True
