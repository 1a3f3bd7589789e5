"""Two people at the same moment, in two threads: one wins, the other is told."""

import threading

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection, connections
from wagtail.models import TaskState

from cchc_wagtail.editorial.history import history_of
from tests.editorial.acting import act, build_office, edit, submit, write_article, write_document

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


@pytest.fixture(autouse=True)
def two_writers():
    if connection.vendor == "sqlite" and connection.is_in_memory_db():
        pytest.skip("an SQLite database in memory has one writer for all threads")


@pytest.fixture(params=["page", "document"])
def at_the_leadership(request):
    """A piece that the Office has checked, and the office."""
    office = build_office()
    author, unit = office.people["unit"], office.units["unit"]
    if request.param == "page":
        piece = write_article(office.column, author, unit)
    else:
        piece = write_document(author, unit)
    submit(piece, author)
    return act(piece, office.people["office"], "approve"), office


def at_once(*works):
    """Do all ``works`` in threads that begin together; return what each returned or raised."""
    barrier, results = threading.Barrier(len(works)), [None] * len(works)

    def run(place, work):
        barrier.wait(30)
        try:
            results[place] = work()
        except Exception as error:
            results[place] = error
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=item) for item in enumerate(works)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return results


def test_two_approvals(at_the_leadership):
    piece, office = at_the_leadership
    state = piece.current_workflow_task_state
    task = state.task.specific
    names = ["leadership", "second_leader"]
    told = at_once(
        *(
            lambda name=name: task.on_action(
                state, office.people[name], "approve", comment=f"Của {name}"
            )
            for name in names
        )
    )
    assert not [one for one in told if isinstance(one, Exception)]
    assert len([one for one in told if one and one.endswith(f"?step={state.pk}")]) == 1
    piece = type(piece).objects.get(pk=piece.pk)
    assert piece.live
    steps = TaskState.objects.filter(workflow_state=state.workflow_state, task=task)
    assert steps.count() == 1
    comments = {event.comment for event in history_of(state.workflow_state)}
    assert {f"Của {name}" for name in names} <= comments


def test_an_approval_and_an_edit(at_the_leadership):
    """What is published is what was approved; the edit is kept as a draft, or refused."""
    piece, office = at_the_leadership
    checked = piece.get_latest_revision_as_object().title
    state = piece.current_workflow_task_state
    task = state.task.specific
    leader, second = office.people["leadership"], office.people["second_leader"]
    approved, edited = at_once(
        lambda: task.on_action(state, leader, "approve"),
        lambda: edit(piece, second, title="Sửa cùng lúc"),
    )
    assert not isinstance(approved, Exception)
    assert not isinstance(edited, Exception) or isinstance(edited, PermissionDenied)
    piece = type(piece).objects.get(pk=piece.pk)
    if piece.live:
        assert piece.title == checked
    else:
        assert piece.workflow_in_progress
    if not isinstance(edited, Exception):
        assert piece.get_latest_revision_as_object().title == "Sửa cùng lúc"
