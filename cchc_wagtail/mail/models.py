from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.translation import gettext_lazy as _


class OutgoingMail(models.Model):
    """A mail to one person, kept from the moment it is due; ``outbox`` sends it.

    ``about`` is the content that it speaks of, if any; whoever deletes personal data deletes the
    mails about it too.
    """

    recipient = models.EmailField(_("recipient"))
    subject = models.CharField(_("subject"), max_length=255)
    text = models.TextField(_("text"))
    html = models.TextField(blank=True)
    content_type = models.ForeignKey(
        ContentType, null=True, on_delete=models.CASCADE, related_name="+"
    )
    object_id = models.CharField(max_length=255, blank=True)
    about = GenericForeignKey()
    created_at = models.DateTimeField(_("due at"), auto_now_add=True)
    # Until then whoever has claimed the mail is sending it; later they count as dead.
    claimed_until = models.DateTimeField(null=True, editable=False)
    sent_at = models.DateTimeField(_("sent at"), null=True)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    error = models.TextField(_("last error"), blank=True)

    class Meta:
        verbose_name = _("mail")
        verbose_name_plural = _("mails")
        ordering = ["-created_at", "-pk"]
        indexes = [
            models.Index("id", condition=models.Q(sent_at=None), name="cchc_mail_waiting"),
        ]

    def __str__(self):
        return f"{self.recipient}: {self.subject}"


class DailyMail(models.Model):
    """The reminders of one day were sent to a user, who gets one mail of them a day."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    day = models.DateField(_("day"))

    class Meta:
        verbose_name = _("daily mail")
        verbose_name_plural = _("daily mails")
        constraints = [models.UniqueConstraint("user", "day", name="cchc_mail_one_a_day")]

    def __str__(self):
        return f"{self.user_id}: {self.day}"


class DailyRun(models.Model):
    """How a part of the daily work went when it was last tried."""

    part = models.CharField(max_length=50, unique=True)
    tried_at = models.DateTimeField(auto_now=True)
    done_at = models.DateTimeField(null=True)
    error = models.TextField(blank=True)

    def __str__(self):
        return self.part
