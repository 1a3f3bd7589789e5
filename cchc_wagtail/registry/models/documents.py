from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from modelcluster.models import ClusterableModel
from taggit.models import ItemBase
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
    TabbedInterface,
)
from wagtail.documents import get_document_model_string
from wagtail.fields import RichTextField
from wagtail.models import (
    DraftStateMixin,
    LockableMixin,
    Orderable,
    PreviewableMixin,
    RevisionMixin,
    WorkflowMixin,
)
from wagtail.search import index

from cchc_wagtail import clock
from cchc_wagtail.citations import DocumentNumber
from cchc_wagtail.content.citing import Citing
from cchc_wagtail.content.references import noted_once
from cchc_wagtail.editorial.panels import ReviewPanel
from cchc_wagtail.editorial.review import ReviewedMixin
from cchc_wagtail.frontend.blocks import PARAGRAPH_FEATURES
from cchc_wagtail.language import normalise
from cchc_wagtail.organisation.models import ReformField, Tag, ThematicArea, Unit
from cchc_wagtail.registry.articles import articles_of
from cchc_wagtail.registry.forms import LegalDocumentForm
from cchc_wagtail.registry.keys import law_key, unsigned_key
from cchc_wagtail.registry.panels import CitationsPanel, ValidityPanel
from cchc_wagtail.registry.signals import saved_whole
from cchc_wagtail.registry.validators import validate_document_file, validate_text_size
from cchc_wagtail.search.descriptions import EntryDescription, Period, Searchable, facet_values
from cchc_wagtail.search.folding import FoldedSearchMixin
from cchc_wagtail.search.index.indexing import index_once
from cchc_wagtail.search.text.passages import plain_text, split_passages

from .registers import DocumentType, Issuer, Level
from .validity import changes_by_others, legal_force

#: A text of law has parts below parts, and tables (``registry/rich_text.py``).
LAW_FEATURES = [*PARAGRAPH_FEATURES, "h4", "h5", "h6", "cchc-table"]


class LegalDocumentTag(ItemBase):
    tag = models.ForeignKey(Tag, on_delete=models.CASCADE, related_name="document_items")
    content_object = ParentalKey(
        "cchc_registry.LegalDocument", on_delete=models.CASCADE, related_name="tagged_items"
    )


class LegalDocumentQuerySet(models.QuerySet):
    def published(self):
        return self.filter(live=True)

    def public(self):
        """Those that everybody may read: published, and on a list that everybody may read."""
        return self.filter(LegalDocument.public_condition)

    def at(self, slug):
        """The document whose address holds ``slug``, else the one whose address did."""
        is_here = models.Case(models.When(slug=slug, then=0), default=1)
        found = self.filter(models.Q(slug=slug) | models.Q(former_addresses__slug=slug))
        return found.distinct().order_by(is_here)[:1]


class LegalDocument(
    FoldedSearchMixin,
    Searchable,
    Citing,
    ReviewedMixin,
    WorkflowMixin,
    DraftStateMixin,
    LockableMixin,
    RevisionMixin,
    PreviewableMixin,
    index.Indexed,
    ClusterableModel,
):
    """A legal document (văn bản). Its identity is number + issuer + year of issue.

    A number alone is not unique: real registers reuse it from year to year.
    """

    locked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=LockableMixin._meta.get_field("locked_by").verbose_name,
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="locked_cchc_legaldocuments",
    )
    locked_by.wagtail_reference_index_ignore = True
    number = models.CharField(
        _("number"),
        max_length=100,
        help_text=_("As printed, for example 61/2018/NĐ-CP."),
    )
    number_key = models.CharField(max_length=100, editable=False, db_index=True)
    # How texts name a law that they cite without its number; empty for all other documents.
    name_key = models.CharField(max_length=255, editable=False, blank=True, db_index=True)
    slug = models.SlugField(max_length=150, unique=True, editable=False)
    document_type = models.ForeignKey(
        DocumentType, verbose_name=_("type"), on_delete=models.PROTECT, related_name="documents"
    )
    issuer = models.ForeignKey(
        Issuer, verbose_name=_("issuer"), on_delete=models.PROTECT, related_name="documents"
    )
    co_issuers = ParentalManyToManyField(
        Issuer,
        verbose_name=_("co-issuers"),
        help_text=_("Other bodies that issue it together with the issuer above."),
        blank=True,
        related_name="joint_documents",
    )
    level = models.CharField(
        _("level"), max_length=20, choices=Level.choices, default=Level.CENTRAL, db_index=True
    )
    title = models.CharField(
        _("subject matter"),
        max_length=1000,
        help_text=_("What the document is about (trích yếu), without its type and number."),
    )
    summary = models.TextField(
        _("summary"),
        blank=True,
        help_text=_("One or two sentences: what it means for people."),
    )
    issued_on = models.DateField(_("issued on"), db_index=True)
    effective_from = models.DateField(_("in force from"), null=True, blank=True)
    effective_to = models.DateField(
        _("in force until"),
        null=True,
        blank=True,
        help_text=_("The last day on which it is in force."),
    )
    unsuitable_from = models.DateField(
        _("no longer suitable from"),
        null=True,
        blank=True,
        help_text=_("When the competent body has declared that it no longer fits."),
    )
    signatory = models.CharField(_("signatory"), max_length=255, blank=True)
    signatory_position = models.CharField(_("position"), max_length=255, blank=True)
    source_url = models.URLField(_("official source"), max_length=500, blank=True)
    body = RichTextField(
        _("text"), blank=True, features=LAW_FEATURES, validators=[validate_text_size]
    )
    thematic_areas = ParentalManyToManyField(
        ThematicArea, verbose_name=_("legal fields"), blank=True, related_name="documents"
    )
    reform_field = models.ForeignKey(
        ReformField,
        verbose_name=_("reform field"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="documents",
    )
    unit = models.ForeignKey(
        Unit,
        verbose_name=_("unit in charge"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="documents",
    )
    tags = ClusterTaggableManager(
        verbose_name=_("tags"), through=LegalDocumentTag, blank=True, related_name="documents"
    )

    # Whether it is on a list that everybody may read; see ``registry/documents/listed.py``.
    is_listed = models.BooleanField(default=False, editable=False, db_index=True)

    objects = LegalDocumentQuerySet.as_manager()
    public_condition = models.Q(live=True, is_listed=True)

    citing_exclude = ("number", "signatory", "signatory_position", "relations")
    base_form_class = LegalDocumentForm
    folded_attributes = ["number", "title"]
    search_fields = [
        index.FilterField("id"),
        index.SearchField("number", boost=3),
        index.AutocompleteField("number"),
        index.SearchField("title", boost=2),
        index.AutocompleteField("title"),
        *FoldedSearchMixin.folded_search_fields,
        index.FilterField("level"),
        index.FilterField("document_type"),
        index.FilterField("issuer"),
        index.FilterField("issued_on"),
        index.FilterField("live"),
        index.FilterField("is_listed"),
    ]

    text_panels = [
        ReviewPanel(),
        FieldRowPanel([FieldPanel("document_type"), FieldPanel("number")]),
        FieldPanel("title"),
        FieldPanel("summary"),
        FieldPanel("body"),
        CitationsPanel(),
        InlinePanel("files", heading=_("Files"), label=_("File")),
        FieldPanel("source_url"),
    ]
    attribute_panels = [
        FieldRowPanel([FieldPanel("issuer"), FieldPanel("level")]),
        FieldPanel("co_issuers"),
        FieldRowPanel([FieldPanel("signatory"), FieldPanel("signatory_position")]),
        MultiFieldPanel(
            [
                FieldPanel("reform_field"),
                FieldPanel("thematic_areas"),
                FieldPanel("unit"),
                FieldPanel("tags"),
            ],
            heading=_("Where it belongs"),
        ),
    ]
    validity_panels = [
        ValidityPanel(),
        FieldPanel("issued_on"),
        FieldRowPanel([FieldPanel("effective_from"), FieldPanel("effective_to")]),
        FieldPanel("unsuitable_from"),
        InlinePanel(
            "relations",
            heading=_("What it does to other documents"),
            help_text=_(
                "What others do to this document is recorded with those; it is shown above."
            ),
            label=_("Relation"),
        ),
    ]
    edit_handler = TabbedInterface(
        [
            ObjectList(text_panels, heading=_("Content")),
            ObjectList(attribute_panels, heading=_("Attributes")),
            ObjectList(validity_panels, heading=_("Validity and relations")),
        ]
    )

    class Meta:
        verbose_name = _("legal document")
        verbose_name_plural = _("legal documents")
        ordering = ["-issued_on", "number"]
        constraints = [
            models.UniqueConstraint(
                "number_key",
                "issuer",
                models.functions.ExtractYear("issued_on"),
                name="cchc_registry_document_identity",
            )
        ]

    def __str__(self):
        return f"{self.type_and_number} – {self.title}"

    @property
    def type_and_number(self):
        return f"{self.document_type} {self.number}"

    @property
    def citation_keys(self):
        """The keys under which texts may cite it: number, name, number without its sign."""
        unsigned = unsigned_key(self.document_type.name, self.number)
        return {self.number_key, self.name_key, unsigned} - {""}

    @property
    def is_normative(self):
        """Whether it is a legal normative document: their numbers have the year inside."""
        return self.document_type.normative and DocumentNumber.parse(self.number).year is not None

    @property
    def begins_on(self):
        """The first day in force; None for a normative document for which nobody recorded it.

        Any other document is in force from the day of its issue unless it says otherwise
        (Nghị định 30/2020/NĐ-CP; for normative ones Luật 80/2015/QH13, Điều 151).
        """
        if self.effective_from or self.is_normative:
            return self.effective_from
        return self.issued_on

    @cached_property
    def legal_force(self):
        """The ``LegalForce`` today; None before it is saved. Lists use ``attach_legal_force``."""
        today = clock.today()
        period = self.periods.on(today).first()
        return period and legal_force(period, changes_by_others().filter(target=self), today)

    def clean(self):
        super().clean()
        errors = {}
        self.title = normalise(self.title)
        try:
            number = DocumentNumber.parse(self.number)
        except ValueError:
            errors["number"] = _(
                "“%(number)s” is not the number of a document. Write it as printed, for example "
                "61/2018/NĐ-CP or 76/NQ-CP."
            ) % {"number": self.number}
        else:
            self.number, self.number_key = str(number), number.key
            if self._is_registered():
                errors["number"] = _("This number of this issuer and year is already registered.")
        if self.effective_from and self.issued_on and self.effective_from < self.issued_on:
            errors["effective_from"] = _("A document is not in force before it is issued.")
        if self.effective_from and self.effective_to and self.effective_to < self.effective_from:
            errors["effective_to"] = _("The end lies before the beginning.")
        if errors:
            raise ValidationError(errors)

    @transaction.atomic
    def save(self, *args, **kwargs):
        number = DocumentNumber.parse(self.number)
        self.number, self.number_key = str(number), number.key
        self.name_key = law_key(self.document_type.name, self.title)
        before = self._stored()
        self.keys_before = before.citation_keys if before else set()
        if before is None:
            self.slug = self.slug or self._free_slug(number.slug)
        elif kwargs.get("update_fields") is None:
            # The address follows the number; a revision from before may hold an older one.
            is_same = before.number_key == self.number_key
            self.slug = before.slug if is_same else self._free_slug(number.slug)
        # A revision from before may hold an older answer.
        self.is_listed = bool(before and before.is_listed)
        with index_once():
            with noted_once(self):
                super().save(*args, **kwargs)
            if kwargs.get("update_fields") is None:
                saved_whole.send(LegalDocument, instance=self)
        if before is None or before.slug != self.slug:
            FormerAddress.objects.filter(slug=self.slug).delete()
            if before is not None and (before.live or before.first_published_at):
                FormerAddress.objects.create(slug=before.slug, document=self)

    def _stored(self):
        """Return what the database holds of this document's identity, or None."""
        if self.pk is None:
            return None
        documents = LegalDocument.objects.select_related("document_type").only(
            "number",
            "number_key",
            "name_key",
            "slug",
            "live",
            "is_listed",
            "first_published_at",
            "document_type__name",
        )
        return documents.filter(pk=self.pk).first()

    def _is_registered(self):
        if not self.issuer_id or not self.issued_on:
            return False
        same = LegalDocument.objects.filter(
            number_key=self.number_key, issuer=self.issuer_id, issued_on__year=self.issued_on.year
        )
        return same.exclude(pk=self.pk).exists()

    def _free_slug(self, slug):
        taken = LegalDocument.objects.exclude(pk=self.pk)
        candidates = [slug, f"{slug}-{self.issued_on:%Y}", f"{slug}-{self.issued_on:%Y-%m-%d}"]
        for candidate in candidates:
            if not taken.filter(slug=candidate).exists():
                return candidate
        return f"{candidates[-1]}-{self.issuer.slug}"

    def get_absolute_url(self):
        return reverse("cchc_wagtail:document", args=[self.slug])

    def get_preview_template(self, request, mode_name):
        return "cchc_registry/document.html"

    def get_preview_context(self, request, mode_name):
        # By its path: what stands on the page is known to the view, which knows this model.
        document_context = import_string("cchc_wagtail.registry.views.documents.document_context")
        return {
            **super().get_preview_context(request, mode_name),
            **document_context(request, self),
        }

    def get_search_entry(self):
        facets = {
            "level": [(self.level, self.get_level_display())],
            "field": facet_values(*self.thematic_areas.all()),
            "year": [(str(self.issued_on.year), str(self.issued_on.year))],
            "reform_field": facet_values(self.reform_field),
            "unit": facet_values(self.unit),
            "tag": facet_values(*self.tags.all()),
        }
        return EntryDescription(
            kind="document",
            key=self.number,
            title=f"{self.type_and_number} {self.title}",
            url=self.get_absolute_url(),
            summary=self.summary,
            date=self.issued_on,
            passages=[
                *split_passages(self.summary),
                *(
                    passage
                    for anchor, html in articles_of(self.body)
                    for passage in split_passages(plain_text(html), anchor=anchor)
                ),
            ],
            exact_keys=[self.number],
            facets=facets,
            periods=[
                Period("validity", p.status, p.get_status_display(), p.begins_on, p.ends_on)
                for p in self.periods.all()
            ],
        )


class FormerAddress(models.Model):
    """The slug that a document had before its number was corrected; it leads to the document."""

    slug = models.SlugField(max_length=150, unique=True)
    document = models.ForeignKey(
        LegalDocument, on_delete=models.CASCADE, related_name="former_addresses"
    )

    class Meta:
        verbose_name = _("former address")
        verbose_name_plural = _("former addresses")

    def __str__(self):
        return self.slug


class LegalDocumentFile(Orderable):
    document = ParentalKey(LegalDocument, on_delete=models.CASCADE, related_name="files")
    file = models.ForeignKey(
        get_document_model_string(),
        verbose_name=_("file"),
        on_delete=models.CASCADE,
        related_name="+",
        validators=[validate_document_file],
        help_text=_("The signed copy as PDF, and the text as DOCX where there is one."),
    )
    title = models.CharField(_("title"), max_length=255, blank=True)

    panels = [FieldPanel("file"), FieldPanel("title")]

    class Meta(Orderable.Meta):
        verbose_name = _("file")
        verbose_name_plural = _("files")

    def __str__(self):
        return self.title or self.file.title
