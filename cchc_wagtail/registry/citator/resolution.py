"""Which registered document a citation means: by key, issuer, year and date; never by guess."""

from collections import defaultdict
from typing import NamedTuple

from django.db.models import Q

from cchc_wagtail.citations import DocumentNumber
from cchc_wagtail.language import normalise, syllables

from ..keys import beginning_of_numbers
from ..models import CitationStatus, LegalDocument, Level

_ABBREVIATIONS = {"ubnd": "uy ban nhan dan", "hdnd": "hoi dong nhan dan", "tp": "thanh pho"}


class Verdict(NamedTuple):
    """The outcome for a citation: a ``CitationStatus`` and the key of the document, or None."""

    status: str
    document_id: int | None


def resolve(signatures):
    """Return signature → ``Verdict``; two queries, however many ``signatures`` there are.

    A signature is ``(key, issuer, date, year)`` of a ``CitationSignature``.
    """
    documents = registered_under({signature[0] for signature in signatures})
    return {signature: _verdict(signature, documents[signature[0]]) for signature in signatures}


def registered_under(keys):
    """Return key → the published documents with that number, or that name of a law.

    A number without its sign is one of those keys too (``unsigned_key``).
    """
    found = defaultdict(list)
    if not keys:
        return found
    keys = list(keys)
    fitting = Q(number_key__in=keys) | Q(name_key__in=keys)
    for beginning in filter(None, map(beginning_of_numbers, keys)):
        fitting |= Q(number_key__startswith=beginning)
    documents = LegalDocument.objects.published().select_related("document_type", "issuer")
    for document in documents.filter(fitting):
        for key in document.citation_keys:
            found[key].append(document)
    return found


def _verdict(signature, documents):
    key, issuer, date, year = signature
    documents = [document for document in documents if _may_issue(document.issuer, issuer)]
    if date:
        exact = [document for document in documents if document.issued_on == date]
        if exact:
            return _only_one_of(exact, CitationStatus.RESOLVED)
        return _only_one_of(_of_year(documents, key, date.year), CitationStatus.DOUBTFUL)
    if year:
        return _only_one_of(_of_year(documents, key, year), CitationStatus.RESOLVED)
    if not key[:1].isdigit():
        return _only_one_of(documents, CitationStatus.DOUBTFUL)
    return _only_one_of(documents, CitationStatus.RESOLVED)


def _only_one_of(documents, status):
    if not documents:
        return Verdict(CitationStatus.UNRESOLVED, None)
    if len(documents) > 1:
        return Verdict(CitationStatus.AMBIGUOUS, None)
    return Verdict(status, documents[0].pk)


def _of_year(documents, key, year):
    """Return the documents of a year; a number that has its year inside needs no other."""
    return [
        document
        for document in documents
        if document.issued_on.year == year
        or (key != document.name_key and DocumentNumber.parse(document.number).year)
    ]


def _may_issue(issuer, name):
    """Tell whether a text that says ``name`` may mean ``issuer``.

    Only local bodies are told apart: their numbers are alike from province to province, while
    those of central ones name the issuer.
    """
    if not name or issuer.level == Level.CENTRAL:
        return True
    return same_body(name, issuer.name)


def same_body(one, other):
    """Tell whether two names may be those of one body, one of them being the shorter."""
    one, other = plain_name(one), plain_name(other)
    return one in other or other in one


def plain_name(name):
    """Return the name of a body without case, marks, punctuation and abbreviations."""
    words = syllables(normalise(name))
    return " ".join(_ABBREVIATIONS.get(word, word) for word in words)
