from django.conf import settings
from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _


class ImportedRecord(models.Model):
    """The values last imported for one object: later changes of editors are told by them."""

    importer = models.CharField(max_length=50)
    key = models.CharField(max_length=255)
    # Field → fingerprint of the value last imported.
    fingerprints = models.JSONField(default=dict)
    # Fingerprint of the whole record; empty while something about it waits for a decision.
    source = models.CharField(max_length=64, blank=True)
    revision = models.PositiveBigIntegerField(null=True)
    imported_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["importer", "key"], name="cchc_imports_record_key")
        ]

    def __str__(self):
        return f"{self.importer} {self.key}"


class ColumnMapping(models.Model):
    """The columns of files with one head, as somebody named them."""

    importer = models.CharField(max_length=50)
    # Fingerprint of the headings.
    head = models.CharField(max_length=64)
    # Heading → key of a column, or "" for what is left out.
    mapping = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["importer", "head"], name="cchc_imports_mapping_head")
        ]

    def __str__(self):
        return f"{self.importer} {self.head}"


class ImportRun(models.Model):
    """A file that somebody uploads: looked through first, imported when they confirm."""

    class State(models.TextChoices):
        CHECKING = "checking", _("Being checked")
        ASKING = "asking", _("Asks what its columns are")
        CHECKED = "checked", _("Waits for your confirmation")
        IMPORTING = "importing", _("Being imported")
        DONE = "done", _("Imported")
        FAILED = "failed", _("Broken off")

    importer = models.CharField(max_length=50)
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
    publish = models.BooleanField(_("publish at once"), default=False)
    state = models.CharField(
        _("state"), max_length=20, choices=State.choices, default=State.CHECKING
    )
    total = models.PositiveIntegerField(_("rows"), default=0)
    processed = models.PositiveIntegerField(default=0)
    # The file is all that there is: what is not in it is told.
    whole = models.BooleanField(_("the file is complete"), default=False)
    # Rows that the spreadsheet hides are not imported.
    leave_hidden = models.BooleanField(default=False)
    withdrawn = models.JSONField(default=list)
    error = models.TextField(blank=True)
    # The headings of the file: {"known", "unknown", "samples"} as of ``readers.Head``.
    head = models.JSONField(default=dict)
    # Heading → key of a column or ""; None while nobody has said.
    mapping = models.JSONField(null=True)
    # What has to be known before anything is imported, as texts.
    notes = models.JSONField(default=list)
    # 1 while a worker has the import in hand, one import at a time.
    turn = models.PositiveSmallIntegerField(null=True, unique=True, editable=False)
    worker = models.CharField(max_length=32, blank=True, editable=False)
    attempts = models.PositiveSmallIntegerField(default=0, editable=False)
    # When the worker last gave a sign of life; an old one means that it has died.
    heartbeat = models.DateTimeField(null=True)
    created_at = models.DateTimeField(_("uploaded"), auto_now_add=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        ordering = ["-created_at"]
        permissions = [("publish_importrun", _("Can publish what they import at once"))]

    def __str__(self):
        return self.file_name

    @property
    def is_working(self):
        return self.state in (self.State.CHECKING, self.State.IMPORTING)

    @property
    def can_be_mapped(self):
        return bool(self.head) and self.state in (self.State.ASKING, self.State.CHECKED)

    @property
    def percent(self):
        return min(100, round(100 * self.processed / self.total)) if self.total else 0

    @cached_property
    def counts(self):
        """State of a row → how many rows have it."""
        rows = self.rows.values("state").annotate(count=models.Count("pk")).order_by()
        return {row["state"]: row["count"] for row in rows}


class ImportRow(models.Model):
    """A row of the file, and what became of it, or would become."""

    class State(models.TextChoices):
        ERROR = "error", _("Error")
        CONFLICT = "conflict", _("To decide")
        NEW = "new", _("New")
        CHANGED = "changed", _("Changed")
        PUBLISHED = "published", _("Published")
        UNCHANGED = "unchanged", _("Unchanged")
        LEFT_OUT = "left_out", _("Left out")

    run = models.ForeignKey(ImportRun, on_delete=models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField(_("row"))
    key = models.CharField(max_length=255, blank=True)
    title = models.CharField(max_length=500, blank=True)
    state = models.CharField(_("state"), max_length=20, choices=State.choices, db_index=True)
    # [{"field", "before", "after"}] as texts.
    changes = models.JSONField(default=list)
    conflicts = models.JSONField(default=list)
    messages = models.JSONField(default=list)
    # Field → "file" or "page".
    decisions = models.JSONField(default=dict)
    is_hidden = models.BooleanField(default=False)
    done = models.BooleanField(default=False)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["run", "number"], name="cchc_imports_row_number")
        ]

    def __str__(self):
        return f"{self.number}: {self.key}"

    @property
    def undecided(self):
        return [one for one in self.conflicts if one["field"] not in self.decisions]
