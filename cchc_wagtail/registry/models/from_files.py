from django.conf import settings
from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from cchc_wagtail.files import ReadFile

from .documents import LegalDocument


class SourceFile(models.Model):
    """A file from which somebody registers a legal document: read, corrected, then a draft.

    What was decided stays as the record of where a document comes from; the bytes and the text are
    removed after a while (``retention``).
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("Waits to be read")
        READ = "read", _("Waits for your look")
        FAILED = "failed", _("Could not be read")
        REGISTERED = "registered", _("Registered or added")
        SET_ASIDE = "set_aside", _("Set aside")

    file_name = models.CharField(_("file"), max_length=255)
    # In the database and not in the media folder, which everybody can read.
    content = models.BinaryField()
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64, db_index=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("by"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    state = models.CharField(
        _("state"), max_length=20, choices=State.choices, default=State.WAITING, db_index=True
    )
    # Why it could not be read, a code of ``cchc_wagtail.files``.
    error = models.CharField(max_length=50, blank=True)
    # ``ReadFile.as_dict`` without the picture of the first page.
    reading = models.JSONField(null=True)
    first_page = models.BinaryField(default=bytes)
    # What the text calls itself, for lists: "Nghị định 61/2018/NĐ-CP".
    title = models.CharField(max_length=255, blank=True)
    document = models.ForeignKey(
        LegalDocument,
        verbose_name=_("legal document"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="source_files",
    )
    attempts = models.PositiveSmallIntegerField(default=0)
    queued_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(_("uploaded"), auto_now_add=True)

    # A record beside the registry: it keeps nothing from being deleted.
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("file of a legal document")
        verbose_name_plural = _("files of legal documents")
        ordering = ["-created_at", "pk"]

    def __str__(self):
        return self.file_name

    @cached_property
    def read_file(self):
        """What stands in the file, a ``ReadFile``; None while, or where, it is not read."""
        return ReadFile.from_dict(self.reading) if self.reading else None
