from django.contrib.auth import get_user_model
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cchc_wagtail.mail.reminders import Reminder
from cchc_wagtail.organisation.working_days import add_working_days

from .answering import questions_due

QUESTIONS = gettext_lazy("Questions of citizens")


def remind_of_questions(today):
    """Remind the members of a unit of the questions due on the next working day or overdue.

    The Office hears of those that nobody answers yet. The mail says nothing of who asked what.
    """
    for unit, questions in questions_due(add_working_days(today, 1)).items():
        members = list(get_user_model().objects.filter(is_active=True, groups__cchc_unit=unit))
        for question in questions:
            title = _("Question %(reference)s") % {"reference": question.reference}
            url = reverse("cchc_questions:question", args=[question.pk])
            for user in members:
                yield Reminder(user, QUESTIONS, title, url, question.due_on)
