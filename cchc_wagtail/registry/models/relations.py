from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel


class RelationKind(models.TextChoices):
    """The kinds of relation between documents, those of the national legal database (vbpl.vn)."""

    AMENDS = "amends", _("amends, supplements")
    REPLACES = "replaces", _("replaces")
    REPEALS = "repeals", _("repeals")
    SUSPENDS = "suspends", _("suspends the execution of")
    PAUSES = "pauses", _("pauses the effect of")
    CORRECTS = "corrects", _("corrects")
    CONSOLIDATES = "consolidates", _("consolidates")
    DETAILS = "details", _("details, guides the execution of")
    GUIDES = "guides", _("guides the application of")
    INTERPRETS = "interprets", _("interprets")
    PROMULGATES = "promulgates", _("promulgates")
    BASED_ON = "based_on", _("is based on")
    CITES = "cites", _("cites")
    TRANSLATES = "translates", _("is a translation of")
    CONCERNS = "concerns", _("otherwise concerns")


#: Kind → (heading for the documents that act, heading for those acted upon).
HEADINGS = {
    RelationKind.AMENDS: (_("Amending documents"), _("Amended documents")),
    RelationKind.REPLACES: (_("Replacing documents"), _("Replaced documents")),
    RelationKind.REPEALS: (_("Repealing documents"), _("Repealed documents")),
    RelationKind.SUSPENDS: (_("Suspending documents"), _("Suspended documents")),
    RelationKind.PAUSES: (_("Pausing documents"), _("Paused documents")),
    RelationKind.CORRECTS: (_("Correcting documents"), _("Corrected documents")),
    RelationKind.CONSOLIDATES: (_("Consolidating documents"), _("Consolidated documents")),
    RelationKind.DETAILS: (_("Detailing documents"), _("Detailed documents")),
    RelationKind.GUIDES: (_("Guiding documents"), _("Guided documents")),
    RelationKind.INTERPRETS: (_("Interpreting documents"), _("Interpreted documents")),
    RelationKind.PROMULGATES: (_("Promulgating documents"), _("Promulgated documents")),
    RelationKind.BASED_ON: (_("Documents that rest on it"), _("Legal bases")),
    RelationKind.CITES: (_("Citing documents"), _("Cited documents")),
    RelationKind.TRANSLATES: (_("Translations"), _("Originals")),
    RelationKind.CONCERNS: (_("Related documents"), _("Related documents")),
}

ENDING = (RelationKind.REPLACES, RelationKind.REPEALS)
SUSPENDING = (RelationKind.SUSPENDS, RelationKind.PAUSES)
CHANGING = (RelationKind.AMENDS, *ENDING, *SUSPENDING)


class RelationProposal(models.Model):
    """A relation that an imported file names; nothing follows from it until an editor accepts it.

    ``target_key`` is the ``citation_key`` of the other document, which need not be registered yet,
    ``written`` what the file says of it. What was decided stays, and is not proposed again.
    """

    document = models.ForeignKey(
        "cchc_registry.LegalDocument",
        verbose_name=_("legal document"),
        on_delete=models.CASCADE,
        related_name="relation_proposals",
    )
    kind = models.CharField(_("relation"), max_length=20, choices=RelationKind.choices)
    target_key = models.CharField(max_length=255)
    articles = models.CharField(_("part concerned"), max_length=500, blank=True)
    written = models.CharField(max_length=500)
    decided_on = models.DateField(_("decided on"), null=True)

    class Meta:
        verbose_name = _("proposed relation")
        verbose_name_plural = _("proposed relations")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["document", "kind", "target_key", "articles"],
                name="cchc_registry_proposed_once",
            )
        ]

    def __str__(self):
        return f"{self.get_kind_display()} {self.written}"


class DocumentRelation(models.Model):
    """The effect of a document (``source``) on another (``target``); read from both ends."""

    source = ParentalKey(
        "cchc_registry.LegalDocument", on_delete=models.CASCADE, related_name="relations"
    )
    kind = models.CharField(_("relation"), max_length=20, choices=RelationKind.choices)
    target = models.ForeignKey(
        "cchc_registry.LegalDocument",
        verbose_name=_("legal document"),
        on_delete=models.CASCADE,
        related_name="incoming_relations",
    )
    effective_on = models.DateField(
        _("takes effect on"),
        null=True,
        blank=True,
        help_text=_("Left empty: on the day on which this document enters into force."),
    )
    effective_until = models.DateField(
        _("ends on"),
        null=True,
        blank=True,
        help_text=_("For a suspension: its last day, if there is one."),
    )
    articles = models.CharField(
        _("part concerned"),
        max_length=500,
        blank=True,
        help_text=_(
            "The articles, for example “Điều 5, khoản 2 Điều 7”. Left empty: the whole document."
        ),
    )

    panels = [
        FieldRowPanel([FieldPanel("kind"), FieldPanel("target")]),
        FieldPanel("articles"),
        FieldRowPanel([FieldPanel("effective_on"), FieldPanel("effective_until")]),
    ]

    class Meta:
        verbose_name = _("relation")
        verbose_name_plural = _("relations")
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(source=models.F("target")),
                name="cchc_registry_relation_not_to_itself",
                violation_error_message=_("A document has no relation to itself."),
            )
        ]

    def __str__(self):
        return f"{self.source.number} {self.get_kind_display()} {self.target.number}"

    @property
    def is_partial(self):
        return bool(self.articles)

    @property
    def begins_on(self):
        """The day from which the relation has its effect."""
        return self.effective_on or self.source.begins_on or self.source.issued_on

    def clean(self):
        super().clean()
        if self.effective_until:
            if self.kind not in SUSPENDING:
                raise ValidationError({"effective_until": _("Only a suspension has an end.")})
            if self.effective_on and self.effective_until < self.effective_on:
                raise ValidationError({"effective_until": _("The end lies before the beginning.")})
        if self.source_id and self.source_id == self.target_id:
            raise ValidationError({"target": _("A document has no relation to itself.")})
        if self.kind in ENDING and self._closes_a_circle():
            raise ValidationError(
                {
                    "target": _(
                        "%(target)s already replaces or repeals this document, directly or by "
                        "way of others."
                    )
                    % {"target": self.target.type_and_number}
                }
            )

    def _closes_a_circle(self):
        """Tell whether the target ends the source, over any number of steps, as registered."""
        if not self.source_id or not self.target_id or self.articles:
            return False
        seen, reached = set(), {self.target_id}
        while reached:
            if self.source_id in reached:
                return True
            seen |= reached
            ended = DocumentRelation.objects.filter(
                source__in=reached, kind__in=ENDING, articles=""
            )
            reached = set(ended.values_list("target_id", flat=True)) - seen
        return False
