from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel

from cchc_wagtail.organisation.models import Register


class Level(models.TextChoices):
    """Whose document it is: the central state's, the province's or the department's."""

    CENTRAL = "central", _("Central")
    PROVINCE = "province", _("Province")
    DEPARTMENT = "department", _("Department")


class DocumentType(Register):
    """A type of document (loại văn bản) and its abbreviation in numbers.

    Source: Nghị định 30/2020/NĐ-CP, Phụ lục III.
    """

    abbreviation = models.CharField(_("abbreviation"), max_length=20, blank=True)
    normative = models.BooleanField(
        _("normative"), default=False, help_text=_("A legal normative document.")
    )

    panels = [
        FieldPanel("name"),
        FieldRowPanel([FieldPanel("abbreviation"), FieldPanel("sort_order")]),
        FieldPanel("normative"),
        FieldPanel("slug"),
    ]

    class Meta(Register.Meta):
        verbose_name = _("document type")
        verbose_name_plural = _("document types")


class Issuer(Register):
    """A body that issues documents (cơ quan ban hành)."""

    abbreviation = models.CharField(_("abbreviation"), max_length=50, blank=True)
    level = models.CharField(
        _("level"), max_length=20, choices=Level.choices, default=Level.CENTRAL
    )

    panels = [
        FieldPanel("name"),
        FieldRowPanel([FieldPanel("abbreviation"), FieldPanel("level"), FieldPanel("sort_order")]),
        FieldPanel("slug"),
    ]

    class Meta(Register.Meta):
        verbose_name = _("issuer")
        verbose_name_plural = _("issuers")
