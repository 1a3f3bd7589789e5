"""An office at work, for the demo: an example in every state of the review, as of today."""

from datetime import timedelta

from django.contrib.auth import get_user_model
from django.db.models import F
from wagtail.models import TaskState, WorkflowState

from cchc_wagtail import clock
from cchc_wagtail.editorial.models import ReviewTaskState
from cchc_wagtail.mail.models import OutgoingMail
from cchc_wagtail.news.models import ArticlePage, NewsColumnPage
from cchc_wagtail.organisation.models import Unit
from cchc_wagtail.organisation.working_days import add_working_days

from . import read

OFFICE, LEADERSHIP = "vanphong", "giamdoc"
#: Who does what, one after the other, until a piece has come to its state.
STEPS = {
    "draft": [],
    "office": [],
    "sent_back": [(OFFICE, "reject")],
    "leadership": [(OFFICE, "approve")],
    "approved": [(OFFICE, "approve"), (LEADERSHIP, "approve")],
}


def create_reviews(note):
    """Write the example pieces that are missing and bring each to its state; return how many.

    ``note`` says below each that it is an example. Nobody is mailed about them.
    """
    known = set(ArticlePage.objects.values_list("slug", flat=True))
    rows = [row for row in read("demo/reviews.json") if row["slug"] not in known]
    users = {user.username: user for user in get_user_model().objects.filter(is_active=True)}
    last_mail = OutgoingMail.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    for row in rows:
        page = write(row, users[row["author"]], note)
        if row["state"] != "draft":
            review(page, row, users)
            move_back(page, row["ago"], row.get("took", 0))
    OutgoingMail.objects.filter(pk__gt=last_mail).delete()
    return len(rows)


def write(row, author, note):
    column = NewsColumnPage.objects.get(slug=row["column"])
    page = ArticlePage(
        title=row["title"],
        slug=row["slug"],
        lead=row["lead"],
        date=clock.today() - timedelta(days=row.get("ago", 0)),
        unit=Unit.objects.get(slug=row["unit"]),
        body=[("paragraph", f"<p><i>{note}</i></p>")],
        locale=column.locale,
        owner=author,
        live=False,
    )
    column.add_child(instance=page)
    page.save_revision(user=author)
    return page


def review(page, row, users):
    page.get_workflow().start(page, users[row["author"]])
    for username, action in STEPS[row["state"]]:
        step = page.current_workflow_task_state
        comment = row.get("comment", "") if action == "reject" else ""
        step.task.specific.on_action(step, users[username], action, comment=comment)
        page = ArticlePage.objects.get(pk=page.pk)


def move_back(page, ago, took):
    """Let the last thing have happened ``ago`` days ago, and the first ``took`` days before it."""
    ended, began = timedelta(days=ago), timedelta(days=ago + took)
    reviews = WorkflowState.objects.for_instance(page)
    reviews.update(created_at=F("created_at") - began)
    page.revisions.update(created_at=F("created_at") - began)
    first = True
    for step in ReviewTaskState.objects.filter(workflow_state__in=reviews).order_by("pk"):
        step.started_at -= began if first else ended
        if step.finished_at:
            step.finished_at -= ended
        TaskState.objects.filter(pk=step.pk).update(
            started_at=step.started_at, finished_at=step.finished_at
        )
        task = step.task.specific
        due = add_working_days(step.started_at.date(), task.due_days)
        back = step.finished_at and add_working_days(step.finished_at.date(), task.return_days)
        ReviewTaskState.objects.filter(pk=step.pk).update(
            due_on=due, return_due_on=back if step.return_due_on else None
        )
        first = False
    for name in ("first_published_at", "last_published_at"):
        if moment := getattr(ArticlePage.objects.get(pk=page.pk), name):
            ArticlePage.objects.filter(pk=page.pk).update(**{name: moment - ended})
