import datetime

from cchc_wagtail.citations import DocumentNumber
from cchc_wagtail.organisation.models import ReformField
from cchc_wagtail.registry.models import DocumentRelation, DocumentType, Issuer, LegalDocument

from . import read


def create_documents():
    """Register the documents that the yearly plan names; return how many are new."""
    types = {row.slug: row for row in DocumentType.objects.all()}
    issuers = {row.slug: row for row in Issuer.objects.all()}
    fields = {row.slug: row for row in ReformField.objects.all()}
    new = []
    for row in read("registry.json")["documents"]:
        issued_on = parse(row["issued_on"])
        issuer = issuers[row["issuer"]]
        if LegalDocument.objects.filter(
            number_key=DocumentNumber.parse(row["number"]).key,
            issuer=issuer,
            issued_on__year=issued_on.year,
        ).exists():
            continue
        document = LegalDocument(
            live=False,
            number=row["number"],
            document_type=types[row["type"]],
            issuer=issuer,
            level=row["level"],
            title=row["title"],
            summary=row["summary"],
            issued_on=issued_on,
            effective_from=parse(row["effective_from"]),
            effective_to=parse(row["effective_to"]),
            reform_field=fields.get(row["reform_field"]),
        )
        document.full_clean(exclude=["slug"])
        document.save()
        document.tags.set(row["tags"])
        document.save()
        new.append((document, row["relations"]))
    for document, relations in new:
        for relation in relations:
            target = LegalDocument.objects.get(
                number_key=DocumentNumber.parse(relation["target"]).key
            )
            document.relations.add(DocumentRelation(kind=relation["type"], target=target))
        document.save_revision().publish()
    return len(new)


def parse(day):
    return day and datetime.date.fromisoformat(day)
