"""Faults in the way the site is run, so that nothing is stuck in silence.

A room adds what it knows with a function under Wagtail's hook ``register_cchc_problems`` that
returns ``Problem`` objects. The Office sees them on its home; ``check --database default`` too.
"""

from dataclasses import dataclass
from itertools import chain

from django.core.checks import Warning
from django.db import DatabaseError
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.models import Workflow, WorkflowTask

from cchc_wagtail.organisation.models import Unit

from .pieces import review_tasks

HOOK = "register_cchc_problems"


@dataclass
class Problem:
    """``text`` for people, ``id`` of the system check, ``url`` in the admin where it is mended."""

    id: str
    text: str
    url: str = ""


def problems():
    """Return the ``Problem`` list of all rooms, that of the tasks first."""
    of_rooms = (register() for register in hooks.get_hooks(HOOK))
    return [*task_problems(), *chain.from_iterable(of_rooms)]


def task_problems():
    """Return the ``Problem`` list of all active tasks and of the Office."""
    problems = []
    for task in review_tasks():
        url = reverse("wagtailadmin_workflows:edit_task", args=[task.pk])
        if not task.groups.exists():
            text = _("The task “%(task)s” has no group: what comes to it waits for nobody.")
            problems.append(Problem("cchc_editorial.W001", text % {"task": task.name}, url))
        elif not task.members().exists():
            text = _("The task “%(task)s” waits for groups that have no active member.")
            problems.append(Problem("cchc_editorial.W002", text % {"task": task.name}, url))
    return [*problems, *workflow_problems(), *unit_problems()]


def workflow_problems():
    """Return a ``Problem`` for each workflow that is assigned and has no step left."""
    is_assigned = Q(workflow_pages__isnull=False) | Q(workflow_content_types__isnull=False)
    assigned = Workflow.objects.filter(is_assigned, active=True)
    steps = WorkflowTask.objects.filter(workflow=OuterRef("pk"), task__active=True)
    text = _(
        "The workflow “%(workflow)s” has no active task: nothing can be handed in to it, and what "
        "it is assigned to is not published."
    )
    return [
        Problem(
            "cchc_editorial.W004",
            text % {"workflow": workflow.name},
            reverse("wagtailadmin_workflows:edit", args=[workflow.pk]),
        )
        for workflow in assigned.exclude(Exists(steps)).distinct()
    ]


def unit_problems():
    problems = []
    for unit in Unit.objects.filter(kind=Unit.Kind.OFFICE).select_related("head"):
        if unit.head is not None and not unit.head.is_active:
            text = _(
                "The account of the head of “%(unit)s” is deactivated: "
                "they are notified of nothing."
            )
            url = reverse("cchc_organisation_unit_modeladmin_edit", args=[unit.pk])
            problems.append(Problem("cchc_editorial.W003", text % {"unit": unit.name}, url))
    return problems


def check_problems(app_configs, databases=None, **kwargs):
    """Warn of what ``problems`` finds; runs with ``check --database default``."""
    if not databases:
        return []
    try:
        return [Warning(problem.text, id=problem.id) for problem in problems()]
    except DatabaseError:
        # The command "migrate" checks before it makes the tables.
        return []
