"""A document as data for machines: schema.org's Legislation, whose terms are those of ELI."""

from ..models import RelationKind, ValidityStatus

#: schema.org knows three states of legal force (LegalForceStatus).
_LEGAL_FORCE = {
    ValidityStatus.IN_FORCE: "InForce",
    ValidityStatus.PARTLY_ENDED: "PartiallyInForce",
    ValidityStatus.PARTLY_SUSPENDED: "PartiallyInForce",
    ValidityStatus.ENDED: "NotInForce",
    ValidityStatus.SUSPENDED: "NotInForce",
    ValidityStatus.UNSUITABLE: "NotInForce",
    ValidityStatus.NOT_YET: "NotInForce",
}
_PROPERTIES = {
    RelationKind.AMENDS: "legislationAmends",
    RelationKind.REPLACES: "legislationRepeals",
    RelationKind.REPEALS: "legislationRepeals",
    RelationKind.CORRECTS: "legislationCorrects",
    RelationKind.CONSOLIDATES: "legislationConsolidates",
    RelationKind.DETAILS: "legislationEnsuresImplementationOf",
    RelationKind.BASED_ON: "isBasedOn",
    RelationKind.CITES: "citation",
    RelationKind.TRANSLATES: "translationOfWork",
}


def legislation(document, relations, absolute):
    """Return the JSON-LD of ``document`` as a dict.

    ``relations`` are its own, to others; ``absolute`` turns a path into a full address.
    """
    address = absolute(document.get_absolute_url())
    data = {
        "@context": "https://schema.org",
        "@type": "Legislation",
        "@id": address,
        "url": address,
        "name": document.type_and_number,
        "description": document.title,
        "abstract": document.summary,
        "inLanguage": "vi",
        "legislationIdentifier": document.number,
        "legislationType": str(document.document_type),
        "legislationDate": document.issued_on.isoformat(),
        "legislationPassedBy": [
            _organisation(issuer) for issuer in [document.issuer, *document.co_issuers.all()]
        ],
        "legislationJurisdiction": "VN",
        "temporalCoverage": _coverage(document),
        "sameAs": document.source_url,
        "encoding": [_file(row, absolute) for row in document.files.all()],
    }
    force = document.legal_force
    if force and force.status in _LEGAL_FORCE:
        data["legislationLegalForce"] = f"https://schema.org/{_LEGAL_FORCE[force.status]}"
    if document.begins_on:
        data["legislationDateOfApplicability"] = document.begins_on.isoformat()
    for relation in relations:
        name = _PROPERTIES.get(relation.kind)
        if name:
            data.setdefault(name, []).append(_cited(relation.target, absolute))
    return {name: value for name, value in data.items() if value}


def _organisation(issuer):
    return {"@type": "GovernmentOrganization", "name": str(issuer)}


def _coverage(document):
    """Return the days in force as an ISO 8601 interval, open where no end is known."""
    if not document.begins_on:
        return ""
    end = document.effective_to.isoformat() if document.effective_to else ".."
    return f"{document.begins_on.isoformat()}/{end}"


def _file(row, absolute):
    return {
        "@type": "LegislationObject",
        "contentUrl": absolute(row.file.url),
        "encodingFormat": row.file.content_type,
        "contentSize": str(row.file.get_file_size() or ""),
    }


def _cited(document, absolute):
    return {
        "@type": "Legislation",
        "@id": absolute(document.get_absolute_url()),
        "legislationIdentifier": document.number,
    }
