"""The way of a question from the citizen who asks to the answer they get.

Every step is one transaction that locks the question, leaves an entry in Wagtail's log and queues
the mails that tell of it. A step that does not fit the question's state raises ``WrongState``.
"""

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.coreutils import find_available_slug
from wagtail.models import ModelLogEntry, PageLogEntry, Revision, TaskState

from cchc_wagtail import clock
from cchc_wagtail.conf import get_setting
from cchc_wagtail.language import format_date, slugify
from cchc_wagtail.open_forms import steps
from cchc_wagtail.open_forms.personal_data import mask_personal_data
from cchc_wagtail.open_forms.steps import WrongState, close, locked, note
from cchc_wagtail.organisation.models import Unit
from cchc_wagtail.organisation.working_days import add_working_days
from cchc_wagtail.search.visibility import is_visible

from . import letters
from .models import Question, QuestionFile, SituationIndexPage, SituationPage
from .personal_data import personal_data_of


def usual_due_date(day):
    """The day by which a question assigned on ``day`` is usually to be answered."""
    return add_working_days(day, get_setting("QUESTION_WORKING_DAYS"))


@transaction.atomic
def receive(question, file=None):
    """Store a new ``question`` and its ``file`` (a ``QuestionFile``); return what is stored.

    A form sent twice gives the question that it made the first time.
    """
    stored, is_new = steps.store_once(question)
    if is_new:
        if file is not None:
            file.question = stored
            file.save()
        letters.confirm(stored)
        letters.notify_office(stored)
    return stored


@transaction.atomic
def assign(question, unit, due_on, user):
    """Give ``question`` to ``unit``, to be answered by the date ``due_on``; tell its members.

    Nobody is told twice where it was so assigned already.
    """
    question = locked(question, Question.State.NEW, Question.State.ASSIGNED)
    if (question.unit, question.due_on) == (unit, due_on):
        return question
    question.unit, question.due_on = unit, due_on
    question.state = Question.State.ASSIGNED
    question.save()
    note(question, "assign", user, unit=unit.name, due_on=format_date(due_on))
    letters.notify_unit(question)
    return question


@transaction.atomic
def give_back(question, why, user):
    """Return ``question`` to the Office, whose members read ``why`` in its history."""
    question = locked(question, Question.State.ASSIGNED)
    note(question, "give_back", user, unit=question.unit.name if question.unit else "", why=why)
    question.unit = question.due_on = None
    question.state = Question.State.NEW
    question.save()
    letters.notify_office(question)
    return question


@transaction.atomic
def draft_answer(question, user):
    """Return the draft that answers ``question``; make it where there is none.

    Nothing of the citizen's words stands in it: whoever answers reads them beside it, and writes
    the question as anybody could ask it.

    Raises:
        WrongState: the question is closed, or there is no list of situations to put it in.
    """
    question = locked(question, Question.State.ASSIGNED)
    if question.situation is not None:
        return question.situation
    parent = question.page or SituationIndexPage.objects.live().order_by("path").first()
    if parent is None:
        raise WrongState(_("There is no list of situations to which the answer could be added."))
    draft = begin_situation(parent, working_title(question), question.unit, user)
    question.situation = draft
    question.save()
    note(question, "draft", user)
    return draft


@transaction.atomic
def begin_situation(parent, title, unit, user):
    """Return a new draft below ``parent``, whose answer ``unit`` is still to write."""
    draft = SituationPage(
        title=title,
        slug=find_available_slug(parent, slugify(title)),
        short_answer="",
        unit=unit,
        locale=parent.locale,
        owner=user,
        live=False,
        has_unpublished_changes=True,
    )
    parent.add_child(instance=draft)
    draft.save_revision(user=user, clean=False)
    return draft


def working_title(question):
    """Return what the draft answer to ``question`` is called until its author names it."""
    return _("Answer to question no. %(number)d") % {"number": question.pk}


@transaction.atomic
def answer_with(question, situation, user):
    """Answer ``question`` with the published ``situation``, which it asks the same as.

    Raises:
        WrongState: the question is closed, or the situation cannot be read by everybody.
    """
    question = locked(question, Question.State.NEW, Question.State.ASSIGNED)
    if not is_visible(situation):
        raise WrongState(_("This situation is not published."))
    abandoned = {"draft": question.situation_id} if question.situation_id else {}
    question.situation = situation
    note(question, "answer_with", user, situation=situation.title, **abandoned)
    close(question, Question.State.ANSWERED, letters.tell)
    return question


def decline(question, reason, word, user):
    """Close ``question`` without an answer, for a ``Question.Reason``, with a message to the asker.

    Whoever sent advertising or nonsense is not written to.
    """
    return steps.decline(question, reason, word, user, letters.tell)


@transaction.atomic
def answer_published(situation):
    """Close the questions for which ``situation`` was written, now that everybody may read it.

    Where it was merged into another situation, that one is their answer from now on.
    """
    target = situation.merged_into
    if target is not None:
        Question.objects.filter(situation=situation).update(situation=target)
    answer = target or situation
    if not is_visible(answer):
        return
    waiting = Question.objects.assigned().filter(situation=answer)
    for question in waiting.select_for_update(of=("self",)):
        close(question, Question.State.ANSWERED, letters.tell)


def questions_due(day):
    """Return what is to be done by the date ``day``: a dict of units to lists of questions.

    A unit has the questions assigned to it that are to be answered by then, the Office those that
    were asked on an earlier day and are not assigned yet. The most urgent comes first. Three
    queries, however many there are.
    """
    due = {}
    assigned = Question.objects.assigned().filter(due_on__lte=day, unit__isnull=False)
    for question in assigned.select_related("unit").order_by("due_on", "pk"):
        due.setdefault(question.unit, []).append(question)
    midnight = clock.midnight(day)
    new = list(Question.objects.new().filter(asked_at__lt=midnight).order_by("asked_at", "pk"))
    office = Unit.objects.filter(kind=Unit.Kind.OFFICE).first()
    if new and office:
        due[office] = new + due.get(office, [])
    return due


def forget(now=None):
    """Remove the personal data of questions closed ``QUESTION_DATA_DAYS`` days ago or earlier.

    These are name, addresses, words and file, the message to the asker, the mails about the
    question, drafts of an answer that never came to be published, and what tells who asked in
    earlier drafts and comments of the one that was. What is left tells nobody who asked. Returns
    how many questions that were.
    """
    return steps.forget_senders(Question, _forget_words, now)


def _forget_words(question):
    QuestionFile.objects.filter(question=question).delete()
    _forget_in_log(question)
    _forget_in_answer(question)
    question.text = ""


def _forget_in_log(question):
    """Empty what was written about the question, and delete the drafts that lead nowhere."""
    drafts = {question.situation_id}
    for entry in ModelLogEntry.objects.for_instance(question):
        drafts.add(entry.data.get("draft"))
        if "why" in entry.data:
            entry.data["why"] = ""
            entry.save()
    never_shown = SituationPage.objects.filter(live=False, first_published_at=None)
    awaited = Question.objects.open().filter(situation__isnull=False).values("situation")
    for draft in never_shown.filter(pk__in=drafts - {None}).exclude(pk__in=awaited):
        key = draft.pk
        draft.delete()
        PageLogEntry.objects.filter(page=key).delete()
    question.situation = SituationPage.objects.filter(pk=question.situation_id).first()


def _forget_in_answer(question):
    """Take out of the earlier drafts of the answer, and of its comments, what tells who asked.

    A situation that was there before the question has nothing of it. Drafts after the published
    one are somebody's work, and stay.
    """
    answer = question.situation
    log_of_question = ModelLogEntry.objects.for_instance(question)
    was_there_before = log_of_question.filter(action="cchc.question.answer_with").exists()
    if answer is None or answer.live_revision is None or was_there_before:
        return
    known, live = question.known, answer.live_revision
    # What the title was before stays in a revision, where nobody sees it.
    said = {**live.content, "draft_title": live.content["title"]}
    public = _told_by(live, question)
    for revision in Revision.objects.for_instance(answer).filter(created_at__lte=live.created_at):
        if revision.pk == live.pk or _told_by(revision, question) - public:
            revision.content, revision.object_str = said, live.object_str
            revision.save()
    for step in TaskState.objects.filter(workflow_state__in=answer.workflow_states):
        step.comment = mask_personal_data(step.comment, **known)
        step.save(update_fields=["comment"])
    entries = PageLogEntry.objects.for_instance(answer)
    entries.update(label=answer.get_admin_display_title())
    for entry in entries:
        if entry.data.get("comment"):
            entry.data["comment"] = mask_personal_data(entry.data["comment"], **known)
            entry.save()


def _told_by(revision, question):
    return {found.text for found in personal_data_of(revision.as_object(), [question])}
