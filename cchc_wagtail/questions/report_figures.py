"""What a report says of questions."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cchc_wagtail import clock
from cchc_wagtail.organisation.report_figures import Figure, Part, within
from cchc_wagtail.organisation.working_days import working_days_between

from .models import Feedback, Question


def figures_of_questions(first, last):
    """Yield the figures of questions asked, and of those closed, in a period."""
    address = reverse("cchc_questions:index")
    asked = Question.objects.filter(within("asked_at", first, last))
    closed = Question.objects.filter(
        within("closed_at", first, last), state=Question.State.ANSWERED
    ).values_list("asked_at", "closed_at", "due_on")
    days, late = [], 0
    for begun, done, due_on in closed:
        days.append(working_days_between(clock.day_of(begun), clock.day_of(done)))
        late += bool(due_on and clock.day_of(done) > due_on)
    yield Figure(
        "questions.asked", Part.QUESTIONS, _("Questions received"), asked.count(), address=address
    )
    yield Figure(
        "questions.answered", Part.QUESTIONS, _("Questions answered"), len(days), address=address
    )
    yield Figure(
        "questions.late", Part.QUESTIONS, _("Questions answered late"), late, address=address
    )
    yield Figure(
        "questions.days",
        Part.QUESTIONS,
        _("Mean time to an answer"),
        round(sum(days) / len(days), 1) if days else None,
        _("working days"),
    )
    feedback = Feedback.objects.filter(given_on__gte=first, given_on__lte=last)
    for name, useful, label in [
        ("feedback.useful", True, _("Readers who found a page useful")),
        ("feedback.not_useful", False, _("Readers who did not")),
    ]:
        count = feedback.filter(useful=useful).count()
        yield Figure(name, Part.QUESTIONS, label, count, address=reverse("cchc_feedback"))
