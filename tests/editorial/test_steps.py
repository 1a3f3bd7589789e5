"""What the settings of a task do, and that nothing is lost where two act at once."""

import os
import subprocess
import sys

import pytest
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry, PageLogEntry

from cchc_wagtail.editorial.models import ReviewTaskState
from cchc_wagtail.editorial.problems import check_problems, task_problems
from cchc_wagtail.organisation.models import Unit
from cchc_wagtail.organisation.working_days import add_working_days
from tests.editorial.acting import act, edit, step_of, submit, write_article

pytestmark = pytest.mark.django_db


def names(task, piece, user):
    return [name for name, *_rest in task.get_actions(piece, user)]


def test_each_step_has_its_working_days_and_the_unit_of_the_piece(article, people, tasks, own_unit):
    tasks["office"].due_days, tasks["office"].return_days = 5, 7
    tasks["office"].save()
    submit(article, people["unit"])
    today = timezone.localdate()
    assert step_of(article).due_on == add_working_days(today, 5)
    assert step_of(article).unit == own_unit
    act(article, people["office"], "reject", comment="Thiếu căn cứ.")
    assert step_of(article).return_due_on == add_working_days(today, 7)
    assert step_of(article).deadline == add_working_days(today, 7)


@pytest.mark.parametrize("comment", ["", "  "])
def test_sending_back_needs_a_comment_unless_the_task_says_otherwise(
    article, people, tasks, comment
):
    submit(article, people["unit"])
    with pytest.raises(PermissionDenied):
        act(article, people["office"], "reject", comment=comment)
    tasks["office"].comment_required = False
    tasks["office"].save()
    act(article, people["office"], "reject", comment=comment)
    assert article.current_workflow_state.status == "needs_changes"


def test_after_a_checkers_edit_the_piece_goes_back_one_step(piece, people, tasks):
    submit(piece, people["unit"])
    piece = act(piece, people["office"], "approve")
    piece = edit(piece, people["leadership"])
    for leader in ("leadership", "second_leader"):
        assert names(tasks["leadership"], piece, people[leader]) == ["reject", "pass_back"]
    piece = act(piece, people["leadership"], "pass_back")
    assert piece.current_workflow_task == tasks["office"]
    piece = act(piece, people["office"], "approve")
    assert piece.current_workflow_task == tasks["leadership"]
    assert act(piece, people["second_leader"], "approve").live


def test_where_nobody_may_edit_checkers_are_locked_out_too(piece, people, tasks):
    submit(piece, people["unit"])
    assert not tasks["office"].locked_for_user(piece, people["office"])
    tasks["office"].may_correct = False
    assert tasks["office"].locked_for_user(piece, people["office"])


def test_an_administrator_approves_their_own_work_on_record_only(piece, people):
    piece = edit(piece, people["admin"])
    submit(piece, people["admin"])
    with pytest.raises(PermissionDenied):
        act(piece, people["admin"], "approve")
    with pytest.raises(PermissionDenied):
        act(piece, people["admin"], "approve_own")
    for _step in range(2):
        piece = act(piece, people["admin"], "approve_own", comment="Việc khẩn.")
    assert piece.live
    log = PageLogEntry if hasattr(piece, "path") else ModelLogEntry
    entries = log.objects.for_instance(piece).filter(action="cchc_editorial.approve_own")
    assert [(entry.user, entry.data["comment"]) for entry in entries] == [
        (people["admin"], "Việc khẩn."),
        (people["admin"], "Việc khẩn."),
    ]


@pytest.mark.parametrize("user", ["unit", "office", "leadership"])
def test_nobody_else_may(piece, people, user):
    piece = edit(piece, people[user])
    submit(piece, people[user])
    with pytest.raises(PermissionDenied):
        act(piece, people[user], "approve_own", comment="Việc khẩn.")


def test_of_two_at_once_one_wins_and_the_other_is_told(client, article, people):
    submit(article, people["unit"])
    step = step_of(article)
    client.force_login(people["second_officer"])
    address = reverse("cchc_editorial_review", args=[step.pk])
    form = client.get(address).context["form"]
    act(article, people["office"], "approve")
    answer = client.post(
        address, {"action": "reject", "comment": "Chậm", "revision": form["revision"].value()}
    )
    told = client.get(answer.url).content.decode()
    assert "office" in told and answer.url.endswith(f"?step={step.pk}")
    assert "Chậm" in told
    step.refresh_from_db()
    assert (step.status, step.finished_by) == ("approved", people["office"])
    # Wagtail's own view, which looks at the step that is over.
    answer = client.post(
        reverse("wagtailadmin_pages:workflow_action", args=[article.pk, "approve", step.pk])
    )
    assert answer.url.endswith(f"?step={step.pk}")
    assert step_of(article).task_id != step.task_id
    assert step_of(article).status == "in_progress"


def test_what_was_edited_meanwhile_is_read_again_before_it_is_approved(client, article, people):
    submit(article, people["unit"])
    address = reverse("cchc_editorial_review", args=[step_of(article).pk])
    client.force_login(people["office"])
    read = client.get(address).context["form"]["revision"].value()
    article.save_revision(user=people["second_officer"])
    answer = client.post(address, {"action": "approve", "revision": read})
    assert answer.status_code == 200
    assert step_of(article).status == "in_progress"
    again = answer.context["form"]["revision"].value()
    client.post(address, {"action": "approve", "revision": again})
    assert step_of(article).task.name == "Ban Giám đốc Sở"


def test_a_comment_that_is_missing_is_asked_for_and_nothing_is_lost(client, article, people):
    submit(article, people["unit"])
    address = reverse("cchc_editorial_review", args=[step_of(article).pk])
    client.force_login(people["office"])
    revision = article.latest_revision_id
    answer = client.post(address, {"action": "reject", "comment": " ", "revision": revision})
    assert answer.context["form"].errors["comment"]
    assert step_of(article).status == "in_progress"


def test_later_goes_on_to_the_next_and_comes_round_again(client, column, people, own_unit):
    pieces = [write_article(column, people["unit"], own_unit) for _number in range(2)]
    for piece in pieces:
        submit(piece, people["unit"])
    client.force_login(people["office"])
    following = reverse("cchc_editorial_next")
    seen = []
    for _number in range(3):
        seen.append(client.get(following).url)
        client.post(seen[-1], {"action": "later"})
    assert seen[0] == seen[2] != seen[1]


def test_a_piece_that_is_taken_from_its_unit_goes_to_the_office(client, piece, people):
    submit(piece, people["unit"])
    draft = piece.get_latest_revision_as_object()
    draft.unit = None
    draft.save()
    draft.save_revision(user=people["office"])
    piece.refresh_from_db()
    states = ReviewTaskState.objects.waiting()
    assert [state.unit for state in states.of_units_of(people["office"])] == [None]
    assert not states.of_units_of(people["other"])
    client.force_login(people["office"])
    assert "Chưa có đơn vị" in client.get(reverse("cchc_editorial_pieces")).content.decode()
    piece = act(piece, people["office"], "approve")
    assert act(piece, people["leadership"], "approve").live


def test_an_edit_that_hands_the_piece_to_another_unit_moves_its_review(article, people, office):
    submit(article, people["unit"])
    article.unit = office.units["other"]
    article.save_revision(user=people["office"])
    assert step_of(article).unit == office.units["other"]


def test_a_task_that_waits_for_nobody_is_named(client, tasks, people):
    assert task_problems() == []
    tasks["leadership"].groups.clear()
    tasks["office"].groups.set([Group.objects.create(name="Trống")])
    assert [one.id for one in task_problems()] == ["cchc_editorial.W002", "cchc_editorial.W001"]
    assert [one.id for one in check_problems(None, databases=["default"])] == [
        "cchc_editorial.W002",
        "cchc_editorial.W001",
        "cchc_mail.W002",
    ]
    assert check_problems(None) == []
    client.force_login(people["office"])
    home = client.get(reverse("wagtailadmin_home")).content.decode()
    assert all(problem.text.split("“")[0] in home for problem in task_problems())


def test_deactivated_approvers_are_a_problem_and_so_is_a_deactivated_head(tasks, people):
    for name in ("office", "second_officer"):
        people[name].is_active = False
        people[name].save()
    Unit.objects.filter(kind=Unit.Kind.OFFICE).update(head=people["office"])
    assert [one.id for one in task_problems()] == ["cchc_editorial.W002", "cchc_editorial.W003"]


def test_the_check_is_silent_before_the_tables_are_made(tmp_path):
    """As on a new site, where “migrate” begins with the checks."""
    settings = {"SANDBOX_DATA": str(tmp_path), "DATABASE_URL": f"sqlite:///{tmp_path}/new.sqlite3"}
    command = [sys.executable, "sandbox/manage.py", "check", "--database", "default"]
    done = subprocess.run(command, env={**os.environ, **settings}, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
