"""The pieces that are in a review, as lists, mails and screens show them."""

from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, Exists, OuterRef, Q
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from wagtail.admin.utils import get_latest_str
from wagtail.coreutils import get_content_type_label
from wagtail.models import Page, Task, TaskState, WorkflowState

from cchc_wagtail import clock
from cchc_wagtail.organisation.models import Unit, units_of

from .models import ReviewTask, ReviewTaskState
from .scope import piece_models


def with_pieces(states):
    """Fetch with ``states`` what a ``Piece`` shows, in a number of queries that does not grow."""
    return states.select_related(
        "task", "unit", "finished_by", "workflow_state__requested_by"
    ).prefetch_related(
        "workflow_state__content_object__latest_revision",
        "workflow_state__content_type",
        "workflow_state__cchc_urgings",
    )


def read_pieces(states):
    """Return a ``Piece`` for each of ``states`` whose content still exists."""
    pieces = [Piece(state) for state in with_pieces(states)]
    return [piece for piece in pieces if piece.content is not None]


class Piece:
    """A piece of content at one step of its review."""

    def __init__(self, state):
        self.state = state
        self.workflow_state = state.workflow_state
        self.content = state.workflow_state.content_object
        self.today = clock.today()

    @property
    def pk(self):
        """The key of the step, for listings whose rows are pieces."""
        return self.state.pk

    @cached_property
    def title(self):
        if isinstance(self.content, Page):
            return self.content.draft_title
        return get_latest_str(self.content)

    @property
    def kind(self):
        return get_content_type_label(self.workflow_state.content_type)

    @property
    def unit_name(self):
        return self.state.unit.name if self.state.unit else _("No unit")

    @property
    def author_name(self):
        return name_of(self.workflow_state.requested_by)

    @property
    def is_sent_back(self):
        return self.workflow_state.status == WorkflowState.STATUS_NEEDS_CHANGES

    @property
    def is_open(self):
        return self.is_sent_back or self.workflow_state.status == WorkflowState.STATUS_IN_PROGRESS

    @property
    def where(self):
        """In words, whom the piece waits for or how its review ended."""
        if self.is_sent_back:
            return _("Sent back to the unit")
        if self.is_open:
            return self.state.task.name
        return self.workflow_state.get_status_display()

    @property
    def since(self):
        """The day on which the piece came to where it is."""
        if self.state.status == TaskState.STATUS_IN_PROGRESS:
            return clock.day_of(self.state.started_at)
        return clock.day_of(self.state.finished_at)

    @property
    def due_on(self):
        return self.state.deadline if self.is_open else None

    @property
    def is_late(self):
        return self.is_open and self.state.is_late(self.today)

    @property
    def lateness(self):
        return _("Overdue") if self.is_late else ""

    @property
    def comment(self):
        return self.state.comment

    @property
    def reviewer_name(self):
        return name_of(self.state.finished_by) or self.state.task.name

    @property
    def last_urging(self):
        return next(iter(self.workflow_state.cchc_urgings.all()), None)

    @property
    def urged_today(self):
        return self.last_urging is not None and self.last_urging.day == self.today

    def is_with(self, user):
        """Tell whether the piece waits for ``user`` or their unit, who then need no urging."""
        if self.state.status == TaskState.STATUS_IN_PROGRESS:
            return self.state.task_id in tasks_in_groups_of(user)
        is_own = self.workflow_state.requested_by_id == user.pk
        return is_own or any(unit.pk == self.state.unit_id for unit in units_of(user))

    @property
    def edit_url(self):
        return edit_url(self.content)

    @property
    def review_url(self):
        return reverse("cchc_editorial_review", args=[self.state.pk])

    @property
    def history_url(self):
        return self.state.history_url

    @property
    def urge_url(self):
        return reverse("cchc_editorial_urge", args=[self.workflow_state.pk])


def name_of(user):
    """Return the full name of ``user``, or else their user name; nothing for nobody."""
    return (user.get_full_name() or user.get_username()) if user else ""


def edit_url(content):
    """Return the address of the editor of ``content``, a page or a snippet."""
    if isinstance(content, Page):
        return reverse("wagtailadmin_pages:edit", args=[content.pk])
    return reverse(content.snippet_viewset.get_url_name("edit"), args=[content.pk])


def review_task_models():
    return ReviewTask.__subclasses__()


def review_tasks():
    """Return the active tasks of this room, each of its own class."""
    return [
        task
        for model in review_task_models()
        for task in model.objects.filter(active=True).order_by("pk")
    ]


def is_reviewed(workflow_state):
    """Tell whether ``workflow_state`` goes through a task of this room."""
    return any(
        model.objects.filter(workflow_tasks__workflow=workflow_state.workflow_id).exists()
        for model in review_task_models()
    )


def tasks_of(user):
    """Return the keys of the tasks that ``user`` may do."""
    if user.is_superuser:
        return Task.objects.filter(active=True).values("pk")
    return _tasks_in_groups_of(user)


def tasks_in_groups_of(user):
    """Return the keys of the tasks of the groups in which ``user`` is, asked for once a request."""
    if not hasattr(user, "_cchc_tasks"):
        user._cchc_tasks = set(_tasks_in_groups_of(user).values_list("pk", flat=True))
    return user._cchc_tasks


def _tasks_in_groups_of(user):
    in_groups = Q()
    for model in review_task_models():
        of_model = model.objects.filter(groups__in=user.groups.all())
        in_groups |= Q(pk__in=of_model.values("pk"))
    return Task.objects.filter(in_groups).values("pk")


def waiting_for(user):
    """Return the steps that ``user`` may do, what is due first first."""
    states = ReviewTaskState.objects.waiting().filter(task__in=tasks_of(user))
    return states.order_by("due_on", "started_at", "pk")


def sent_back_to(user):
    """Return the steps that sent pieces back to the units of ``user``."""
    states = ReviewTaskState.objects.sent_back().filter(mine(user))
    return states.order_by("return_due_on", "pk")


def work_of(user):
    """Return the steps at which ``user`` is to act: to check, to approve, to write anew."""
    to_do = ReviewTaskState.objects.waiting().filter(task__in=tasks_of(user))
    return to_do | ReviewTaskState.objects.sent_back().filter(mine(user))


def waiting_of(user):
    """Return the steps at which pieces of the units of ``user`` wait for others."""
    return ReviewTaskState.objects.waiting().filter(mine(user)).order_by("due_on", "pk")


def published_of(user):
    """Return the last steps of approved pieces of the units of ``user``, the newest first."""
    approved = ReviewTaskState.objects.approved().filter(mine(user))
    return approved.order_by("-finished_at", "-pk")


def mine(user):
    """Return the condition that a step is of a unit of ``user``, or of a piece they submitted."""
    return Q(unit__in=units_of(user)) | Q(unit=None, workflow_state__requested_by=user.pk)


class Draft:
    """A piece that its author has not submitted yet."""

    def __init__(self, content):
        self.content = content
        self.title = content.draft_title if isinstance(content, Page) else get_latest_str(content)
        self.kind = content._meta.verbose_name
        self.edited_at = content.latest_revision.created_at
        self.edit_url = edit_url(content)


def drafts_of(user, limit):
    """Return at most ``limit`` pieces that ``user`` edited last and that are in no review.

    The queries are as many as there are kinds of pieces.
    """
    found = []
    for model in piece_models():
        reviews = WorkflowState.objects.active().filter(
            content_type=ContentType.objects.get_for_model(model),
            object_id=Cast(OuterRef("pk"), CharField()),
        )
        drafts = model._default_manager.filter(
            Q(live=False) | Q(has_unpublished_changes=True), latest_revision__user=user.pk
        )
        drafts = drafts.exclude(Exists(reviews)).select_related("latest_revision")
        found += drafts.order_by("-latest_revision__created_at")[:limit]
    found.sort(key=lambda content: content.latest_revision.created_at, reverse=True)
    return [Draft(content) for content in found[:limit]]


def waits_for(state):
    """Return the active users who are to act on the piece at the step ``state``.

    Once it is sent back these are its author and unit, or the Office where it has no unit.
    """
    users = get_user_model().objects.filter(is_active=True)
    if state.status == TaskState.STATUS_IN_PROGRESS:
        return users.filter(groups__in=state.task.specific.groups.all()).distinct()
    return authors(state)


def authors(state):
    """Return the active users who answer for the piece: its author and unit, or else the Office."""
    users = get_user_model().objects.filter(is_active=True)
    if state.unit_id:
        whose = Q(groups__cchc_unit=state.unit_id)
    else:
        whose = Q(groups__cchc_unit__kind=Unit.Kind.OFFICE)
    return users.filter(whose | Q(pk=state.workflow_state.requested_by_id)).distinct()
