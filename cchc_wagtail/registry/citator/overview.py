"""The citations of one piece of content as its editor needs to see them."""

from collections import Counter
from dataclasses import dataclass

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from wagtail.admin.admin_url_finder import AdminURLFinder

from cchc_wagtail.citations import DocumentNumber
from cchc_wagtail.language import fold, parse_date

from ..models import (
    CitationKind,
    CitationStatus,
    ContentCitation,
    DocumentType,
    Issuer,
    LegalDocument,
)
from ..models.validity import attach_legal_force
from .recording import read_citations
from .resolution import same_body

#: What the editor has to look at comes first.
_ORDER = [
    CitationStatus.AMBIGUOUS,
    CitationStatus.DOUBTFUL,
    CitationStatus.UNRESOLVED,
    CitationStatus.RESOLVED,
]


@dataclass
class CitedDocument:
    """All citations with one signature in one piece of content.

    ``citation`` is the first of them, ``count`` how many there are, ``document`` what they mean.
    """

    citation: ContentCitation
    count: int
    document: LegalDocument | None

    @property
    def can_choose(self):
        """Whether an editor can say which document is meant: not where they chose it themselves."""
        return self.citation.kind != CitationKind.REFERENCE

    @property
    def choose_url(self):
        return choose_url(self.citation)

    @property
    def register_url(self):
        return register_url(self.citation)


def cited_by_draft(instance):
    """Return what the editor of ``instance`` is shown beside the text: its ``CitedDocument``s."""
    return {"citations": overview_of(instance)}


def overview_of(instance):
    """Return the ``CitedDocument`` list of ``instance`` as it is at hand, the doubtful first.

    Three queries and those of reading the citations, however many there are.
    """
    rows = read_citations(instance)
    counts = Counter((row.kind, row.signature) for row in rows)
    firsts = {(row.kind, row.signature): row for row in reversed(rows)}
    documents = LegalDocument.objects.select_related("document_type")
    meant = {row.document_id for row in rows if row.document_id}
    by_key = {one.pk: one for one in attach_legal_force(documents.filter(pk__in=meant))}
    cited = [
        CitedDocument(row, counts[signature], by_key.get(row.document_id))
        for signature, row in firsts.items()
    ]
    return sorted(cited, key=lambda one: (_ORDER.index(one.citation.status), one.citation.start))


def doubts_of(instance):
    """Return a sentence for each document cited in ``instance`` that needs a look.

    Those are documents that are unknown, doubtful, one of several, or no longer in force. What
    cites law as the law of its day, a legal document, is asked about unknown ones alone.
    """
    sentences = {
        CitationStatus.UNRESOLVED: _("%(citation)s is not in the registry."),
        CitationStatus.AMBIGUOUS: _("%(citation)s may mean several documents."),
        CitationStatus.DOUBTFUL: _("%(citation)s: its date is not that of the registry."),
    }
    for one in overview_of(instance):
        if text := sentences.get(one.citation.status):
            yield text % {"citation": one.citation.text}
        elif not isinstance(instance, LegalDocument) and has_lapsed(one.document):
            name = one.document.type_and_number
            yield _("%(document)s is no longer in force.") % {"document": name}


def has_lapsed(document):
    """Tell whether ``document``, a registered one or None, is no longer in force today."""
    return bool(document and document.legal_force and document.legal_force.has_lapsed)


def choose_url(citation):
    """Return the address of the screen on which an editor says what ``citation`` means."""
    place = reverse(
        "cchc_registry_choose_document", args=[citation.content_type_id, citation.object_id]
    )
    query = {"key": citation.key, "issuer": citation.issuer}
    if citation.date:
        query["date"] = citation.date.isoformat()
    if citation.year:
        query["year"] = citation.year
    return f"{place}?{urlencode(query)}"


def register_url(citation):
    """Return the address of the form for a new document, filled in from ``citation``."""
    address = reverse(LegalDocument.snippet_viewset.get_url_name("add"))
    filled = {"number": citation.number, "type": citation.type_name, "issuer": citation.issuer}
    if citation.kind == CitationKind.LAW_NAME:
        filled["title"] = _name_of_law(citation)
    if citation.date:
        filled["issued_on"] = citation.date.isoformat()
    return f"{address}?{urlencode({name: value for name, value in filled.items() if value})}"


def edit_url(citation):
    """Return where to edit the content of ``citation``, at its block where it stands in one."""
    address = AdminURLFinder().get_edit_url(citation.content_object)
    if address and citation.block:
        return f"{address}#block-{citation.block}-section"
    return address


def initial_from(query):
    """Return the values of a new document's fields from the ``query`` of ``register_url``."""
    values = {}
    for name in ("number", "title"):
        if query.get(name):
            values[name] = query[name]
    if issued_on := parse_date(query.get("issued_on", "")):
        values["issued_on"] = issued_on
    number = _number(query.get("number", ""))
    type_name = query.get("type") or (number and number.type_name)
    rows = {
        "document_type": DocumentType.objects.filter(name=type_name or "").first(),
        "issuer": _issuer(query.get("issuer", ""), number and number.issuer),
    }
    return values | {name: row for name, row in rows.items() if row}


def _number(typed):
    try:
        return DocumentNumber.parse(typed)
    except ValueError:
        return None


def _name_of_law(citation):
    """Return the name that a text gives a law, without its type: it is the law's title."""
    name = citation.text.removeprefix(citation.type_name).strip()
    return name[:1].upper() + name[1:]


def _issuer(name, abbreviation):
    """Return the registered issuer called ``name``, else the only one that text or number fits."""
    issuers = list(Issuer.objects.all())
    exact = [issuer for issuer in issuers if fold(issuer.name) == fold(name)]
    by_number = [
        issuer for issuer in issuers if abbreviation and issuer.abbreviation == abbreviation
    ]
    similar = [issuer for issuer in issuers if name and same_body(issuer.name, name)]
    for fitting in (exact, by_number, similar):
        if len(fitting) == 1:
            return fitting[0]
    return None
