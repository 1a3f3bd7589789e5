from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class ReportTemplate(models.Model):
    """A template for reports that the Office has made in Word; see ``reports.template``.

    It is in use from ``taken_at`` to ``ended_at``, one at a time; none is in use where reports are
    made by the first template, which is no row. One that nobody has taken yet is a proposal.
    """

    file_name = models.CharField(_("file"), max_length=255)
    # In the database and not in the media folder, which everybody can read.
    content = models.BinaryField()
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("by"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    created_at = models.DateTimeField(_("uploaded"), auto_now_add=True)
    taken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    taken_at = models.DateTimeField(_("in use from"), null=True)
    ended_at = models.DateTimeField(_("in use until"), null=True)

    # A record beside the reports: it keeps nothing from being deleted.
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("template of reports")
        verbose_name_plural = _("templates of reports")
        ordering = ["-created_at", "-pk"]

    def __str__(self):
        return self.file_name

    @property
    def panel_id(self):
        return f"cchc-template-{self.pk}"

    @classmethod
    def in_use(cls):
        """Return the template in use; None where it is the first one."""
        return (
            cls.objects.filter(taken_at__isnull=False, ended_at=None).order_by("-taken_at").first()
        )

    @classmethod
    def propose(cls, name, content, user):
        """Keep a template that was found good; what ``user`` has proposed before goes."""
        cls.objects.filter(user=user, taken_at=None).delete()
        return cls.objects.create(file_name=name[:255], content=content, user=user)

    @transaction.atomic
    def take(self, user):
        """Make reports by it from now on."""
        self.end()
        self.taken_by, self.taken_at, self.ended_at = user, timezone.now(), None
        self.save(update_fields=["taken_by", "taken_at", "ended_at"])

    @classmethod
    def end(cls):
        """Make reports by the first template again; tell whether they were made by another."""
        current = cls.objects.filter(taken_at__isnull=False, ended_at=None)
        return bool(current.update(ended_at=timezone.now()))
