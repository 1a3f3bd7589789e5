from django.db import models
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from cchc_wagtail import clock
from cchc_wagtail.open_forms.models import Submission, SubmissionQuerySet
from cchc_wagtail.organisation.deletion import protect_open
from cchc_wagtail.organisation.models import Unit

from .situations import SituationIndexPage, SituationPage


class QuestionQuerySet(SubmissionQuerySet):
    def seen_by(self, user):
        """The questions whose personal data ``user`` may see: the Office all, a unit its own."""
        if not user.is_active:
            return self.none()
        if user.has_perm("cchc_questions.change_question"):
            return self
        if user.has_perm("cchc_questions.view_question"):
            return self.filter(unit__in=Unit.objects.of_user(user))
        return self.none()

    def assigned(self):
        return self.filter(state=Question.State.ASSIGNED)

    def overdue(self, day):
        """The assigned questions whose last day was before ``day``."""
        return self.assigned().filter(due_on__lt=day)


class Question(Submission):
    """A question of a citizen (câu hỏi của người dân), and where it stands.

    ``name``, ``email``, ``phone``, ``text`` and the file are personal data: they are emptied by
    ``answering.forget``, after which the state can still be looked up by ``reference``.
    """

    class State(models.TextChoices):
        NEW = "new", _("New")
        ASSIGNED = "assigned", _("Being answered")
        ANSWERED = "answered", _("Answered")
        DECLINED = "declined", _("Closed without an answer")

    class Reason(models.TextChoices):
        NOT_OURS = "not_ours", _("Another body is competent")
        UNCLEAR = "unclear", _("It cannot be told what is asked")
        SPAM = "spam", _("Advertising or nonsense")

    OPEN = frozenset({State.NEW, State.ASSIGNED})

    page = models.ForeignKey(
        SituationIndexPage, null=True, on_delete=models.PROTECT, related_name="questions"
    )
    text = models.TextField(_("question"), max_length=3000, blank=True)
    asked_at = models.DateTimeField(_("asked at"), default=timezone.now)
    state = models.CharField(
        _("status"), max_length=10, choices=State.choices, default=State.NEW, db_index=True
    )
    unit = models.ForeignKey(
        Unit,
        verbose_name=_("unit that answers"),
        null=True,
        blank=True,
        on_delete=protect_open,
        related_name="questions",
    )
    due_on = models.DateField(_("to be answered by"), null=True, blank=True)
    situation = models.ForeignKey(
        SituationPage,
        verbose_name=_("answer"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="questions",
    )
    reason = models.CharField(_("reason"), max_length=10, choices=Reason.choices, blank=True)
    word = models.TextField(_("message to the asker"), max_length=2000, blank=True)

    objects = QuestionQuerySet.as_manager()
    # It is no use of the page that an editor would have to know of.
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("question of a citizen")
        verbose_name_plural = _("questions of citizens")
        ordering = ["-asked_at", "-pk"]
        default_permissions = ["change", "view"]

    @property
    def told(self):
        return self.text

    @property
    def excerpt(self):
        return Truncator(self.text).chars(90)

    @property
    def is_overdue(self):
        today = clock.today()
        return self.state == self.State.ASSIGNED and bool(self.due_on) and self.due_on < today

    @property
    def has_file(self):
        return hasattr(self, "file")


class QuestionFile(models.Model):
    """The file of a question.

    It stands in the database, where no web server can hand it out by mistake and nothing is left
    behind when it is deleted.
    """

    question = models.OneToOneField(Question, on_delete=models.CASCADE, related_name="file")
    name = models.CharField(max_length=150)
    content_type = models.CharField(max_length=50)
    size = models.PositiveIntegerField()
    content = models.BinaryField()

    class Meta:
        verbose_name = _("file of a question")
        verbose_name_plural = _("files of questions")
        default_permissions = []

    def __str__(self):
        return self.name
