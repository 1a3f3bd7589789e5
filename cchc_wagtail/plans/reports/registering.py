"""A signed report as a legal document of the department: a draft in the registry, with its file."""

from django.core.files.base import ContentFile
from wagtail.documents import get_document_model
from wagtail.log_actions import log

from cchc_wagtail.conf import get_setting
from cchc_wagtail.content.forms import store
from cchc_wagtail.organisation.models import Unit
from cchc_wagtail.registry.keys import number_key
from cchc_wagtail.registry.models import (
    DocumentType,
    Issuer,
    LegalDocument,
    LegalDocumentFile,
    Level,
)

from .regimes import period_name

TYPE = ("bao-cao", "Báo cáo", "BC")


class CannotRegister(Exception):
    """A report without number, day or agency: such a document nobody can cite."""


def number_of(report):
    """Return the whole number (số, ký hiệu) of a report, “12/BC-SNgV”; "" where a part lacks."""
    symbol = get_setting("AGENCY").get("symbol")
    return f"{report.number.zfill(2)}/{TYPE[2]}-{symbol}" if report.number and symbol else ""


def register(report, user):
    """Return the ``LegalDocument`` of ``report``, made as a draft unless it is registered already.

    It has number, day, title, signatory's position and file of the report. Publishing it is up to
    the registry's workflow.

    Raises:
        CannotRegister: number, day or the agency's name is missing.
        OSError: the storage does not take the file.
    """
    agency, number = get_setting("AGENCY"), number_of(report)
    if not (number and report.issued_on and agency.get("name")):
        raise CannotRegister
    issuer, _made = Issuer.objects.get_or_create(
        name=agency["name"], defaults={"level": Level.DEPARTMENT}
    )
    known = LegalDocument.objects.filter(
        number_key=number_key(number), issuer=issuer, issued_on__year=report.issued_on.year
    )
    if found := known.first():
        return found
    document = LegalDocument(
        number=number,
        document_type=_type(),
        issuer=issuer,
        level=issuer.level,
        title=f"{report.regime_data.subject} {period_name(report.period)}",
        issued_on=report.issued_on,
        signatory_position=agency.get("head", "").capitalize(),
        unit=Unit.objects.filter(kind=Unit.Kind.OFFICE).first(),
        live=False,
    )
    document.files.add(LegalDocumentFile(file=_file(report, number, document.unit, user)))
    document.save()
    document.save_revision(user=user)
    log(instance=document, action="wagtail.create", user=user)
    return document


def _type():
    slug, name, abbreviation = TYPE
    found, _made = DocumentType.objects.get_or_create(
        slug=slug, defaults={"name": name, "abbreviation": abbreviation}
    )
    return found


def _file(report, number, unit, user):
    name = number.replace("/", "-")
    file = get_document_model()(title=f"{TYPE[1]} {number}", uploaded_by_user=user)
    if unit and unit.collection:
        file.collection = unit.collection
    file.file = ContentFile(bytes(report.docx), name=f"{name}.docx")
    store(file)
    file.save()
    file.get_file_size()
    file.get_file_hash()
    return file
