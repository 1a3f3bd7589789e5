from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel
from wagtail.models import Orderable

from cchc_wagtail.citations import DocumentNumber
from cchc_wagtail.registry.models import LegalDocument
from cchc_wagtail.registry.models.validity import attach_legal_force


class ProcedureLegalBasis(Orderable):
    """A document that the procedure rests on: registered, or named as the source names it."""

    page = ParentalKey(
        "cchc_procedures.ProcedurePage", on_delete=models.CASCADE, related_name="legal_bases"
    )
    document = models.ForeignKey(
        LegalDocument,
        verbose_name=_("legal document"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="procedure_bases",
    )
    number = models.CharField(
        _("number"),
        max_length=100,
        blank=True,
        help_text=_("For a document that is not in the registry yet."),
    )
    number_key = models.CharField(max_length=100, editable=False, blank=True, db_index=True)
    title = models.TextField(_("title"), blank=True)

    panels = [FieldPanel("document"), FieldPanel("number"), FieldPanel("title")]

    class Meta(Orderable.Meta):
        verbose_name = _("legal basis")
        verbose_name_plural = _("legal bases")

    def __str__(self):
        return self.number or (str(self.document) if self.document else self.title)

    def clean(self):
        super().clean()
        if not self.document and not self.number and not self.title:
            raise ValidationError(_("Choose a document or write its number."))

    def save(self, *args, **kwargs):
        self.number_key = self.key
        super().save(*args, **kwargs)

    @property
    def key(self):
        """The key of the document's number; empty where there is none that can be read."""
        if self.document_id:
            return self.document.number_key
        try:
            return DocumentNumber.parse(self.number).key
        except ValueError:
            return ""


def attach_documents(bases):
    """Give each legal basis the ``published_document`` that it is, or None; return ``bases``.

    What is only named by its number is found once exactly one document has that number. Three
    queries, however many ``bases`` there are.
    """
    chosen = {basis.document_id for basis in bases if basis.document_id}
    named = {basis.key for basis in bases if not basis.document_id} - {""}
    found = []
    if chosen or named:
        documents = LegalDocument.objects.public().select_related("document_type")
        found = attach_legal_force(
            documents.filter(models.Q(pk__in=chosen) | models.Q(number_key__in=named))
        )
    by_pk = {document.pk: document for document in found}
    by_key = {}
    for document in found:
        by_key.setdefault(document.number_key, []).append(document)
    for basis in bases:
        same = by_key.get(basis.key, []) if not basis.document_id else []
        only = same[0] if len(same) == 1 else None
        basis.published_document = by_pk.get(basis.document_id, only)
    return bases


def attach_legal_bases(pages):
    """Give each procedure its ``legal_basis_list``, in as few queries as for one."""
    own = [(page, list(page.legal_bases.all())) for page in pages]
    attach_documents([basis for _page, bases in own for basis in bases])
    for page, bases in own:
        page.legal_basis_list = bases


class RelatedProcedure(Orderable):
    """A procedure that an editor recommends beside another."""

    page = ParentalKey(
        "cchc_procedures.ProcedurePage", on_delete=models.CASCADE, related_name="chosen_procedures"
    )
    related = models.ForeignKey(
        "cchc_procedures.ProcedurePage",
        verbose_name=_("procedure"),
        on_delete=models.CASCADE,
        related_name="+",
    )

    panels = [FieldPanel("related")]

    class Meta(Orderable.Meta):
        verbose_name = _("related procedure")
        verbose_name_plural = _("related procedures")

    def __str__(self):
        return str(self.related)
