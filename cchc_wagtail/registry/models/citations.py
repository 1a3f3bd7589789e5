from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.translation import gettext_lazy as _

from .documents import LegalDocument


class CitationStatus(models.TextChoices):
    """How far it is known which registered document a citation means."""

    RESOLVED = "resolved", _("Registered")
    UNRESOLVED = "unresolved", _("Not registered")
    AMBIGUOUS = "ambiguous", _("Several documents fit")
    DOUBTFUL = "doubtful", _("Date or year disagrees")


class CitationKind(models.TextChoices):
    """By what a document is cited."""

    DOCUMENT = "document", _("number")
    LAW_NAME = "law_name", _("name")
    UNSIGNED = "unsigned", _("number without its sign")
    ALIAS = "alias", _("short name")
    REFERENCE = "reference", _("chosen from the registry")


class OfContent(models.Model):
    """A row about one piece of published content, whatever its model."""

    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    object_id = models.CharField(max_length=255)
    content_object = GenericForeignKey()

    class Meta:
        abstract = True


class CitationSignature(models.Model):
    """The signature of a citation: it decides which document is meant.

    ``key`` is that of the number or of the law's name; issuer and date are as the text has them.
    """

    key = models.CharField(max_length=255, db_index=True)
    issuer = models.CharField(_("issuer"), max_length=255, blank=True)
    date = models.DateField(_("date"), null=True)
    year = models.PositiveSmallIntegerField(_("year"), null=True)

    class Meta:
        abstract = True

    @property
    def signature(self):
        return self.key, self.issuer, self.date, self.year


class ContentCitation(OfContent, CitationSignature):
    """A citation in published content: where it stands, what it says and what it was found to mean.

    ``start`` and ``end`` count the code points of the text of ``field`` (and of ``block``, the id
    of a StreamField's block), without markup. Derived from the content; see ``citator``.
    """

    field = models.CharField(max_length=255)
    block = models.CharField(max_length=64, blank=True)
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    kind = models.CharField(_("cited by"), max_length=20, choices=CitationKind.choices)
    text = models.CharField(_("citation"), max_length=500)
    type_name = models.CharField(_("type"), max_length=100, blank=True)
    number = models.CharField(_("number"), max_length=100, blank=True)
    articles = models.JSONField(default=list)
    status = models.CharField(
        _("status"), max_length=20, choices=CitationStatus.choices, db_index=True
    )
    document = models.ForeignKey(
        LegalDocument,
        verbose_name=_("legal document"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="citations",
    )

    class Meta:
        verbose_name = _("citation")
        verbose_name_plural = _("citations")
        ordering = ["pk"]
        indexes = [models.Index(fields=["content_type", "object_id"])]

    def __str__(self):
        return self.text


class CitationChoice(OfContent, CitationSignature):
    """An editor's word on which document the citations of a signature mean in one piece of content.

    Without a document it says: none of those in the registry.
    """

    document = models.ForeignKey(
        LegalDocument, null=True, on_delete=models.CASCADE, related_name="+"
    )
    chosen_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    chosen_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("choice for a citation")
        verbose_name_plural = _("choices for citations")
        indexes = [models.Index(fields=["content_type", "object_id"])]

    def __str__(self):
        return f"{self.key} → {self.document_id}"


class ContentCheck(OfContent):
    """Somebody's word that content is still right although a document it cites has lapsed.

    It holds for what was the law on that day: a later change asks anew.
    """

    document = models.ForeignKey(LegalDocument, on_delete=models.CASCADE, related_name="+")
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("checked by"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    checked_at = models.DateTimeField(_("checked at"), auto_now=True)

    class Meta:
        verbose_name = _("check of content")
        verbose_name_plural = _("checks of content")
        constraints = [
            models.UniqueConstraint(
                fields=["content_type", "object_id", "document"],
                name="cchc_registry_one_check_a_document",
            )
        ]

    def __str__(self):
        return f"{self.content_type_id}/{self.object_id}: {self.document_id}"
