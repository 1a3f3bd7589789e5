from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cchc_wagtail.open_forms.models import Submission, SubmissionQuerySet

from .pages import InitiativeIndexPage, InitiativePage

LONGEST_TEXT = 3000


class ProposalQuerySet(SubmissionQuerySet):
    def taken(self):
        return self.filter(state=Proposal.State.TAKEN)


class Proposal(Submission):
    """What a citizen proposes (đề xuất sáng kiến), and where it stands.

    The texts may hold personal data too: ``proposing.forget`` empties them.
    """

    class State(models.TextChoices):
        NEW = "new", _("Received")
        TAKEN = "taken", _("Being worked out")
        PUBLISHED = "published", _("Published")
        DECLINED = "declined", _("Not taken up")

    class Reason(models.TextChoices):
        NOT_OURS = "not_ours", _("Another body is competent")
        KNOWN = "known", _("It is done already, or was proposed before")
        UNSUITABLE = "unsuitable", _("It cannot be carried out, or the law has it otherwise")
        SPAM = "spam", _("Advertising or nonsense")

    OPEN = frozenset({State.NEW, State.TAKEN})

    page = models.ForeignKey(
        InitiativeIndexPage, null=True, on_delete=models.PROTECT, related_name="proposals"
    )
    title = models.CharField(_("what is proposed"), max_length=200, blank=True)
    problem = models.TextField(_("the problem today"), max_length=LONGEST_TEXT, blank=True)
    solution = models.TextField(_("how to do it better"), max_length=LONGEST_TEXT, blank=True)
    sent_at = models.DateTimeField(_("sent at"), default=timezone.now)
    state = models.CharField(
        _("status"), max_length=10, choices=State.choices, default=State.NEW, db_index=True
    )
    initiative = models.ForeignKey(
        InitiativePage,
        verbose_name=_("initiative"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="proposals",
    )
    reason = models.CharField(_("reason"), max_length=10, choices=Reason.choices, blank=True)
    word = models.TextField(_("message to the sender"), max_length=2000, blank=True)

    objects = ProposalQuerySet.as_manager()
    # It is no use of the page that an editor would have to know of.
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("proposal of a citizen")
        verbose_name_plural = _("proposals of citizens")
        ordering = ["-sent_at", "-pk"]
        default_permissions = ["change"]

    @property
    def told(self):
        return "\n".join([self.title, self.problem, self.solution])
