"""Find every citation in a text."""

from operator import attrgetter

from .aliases import find_aliases
from .articles import attach_articles
from .citation import ArticleReference, Citation
from .documents import find_documents
from .laws import find_laws
from .selves import find_selves
from .source import Source
from .unsigned import find_decrees, find_of_many_issuers, outside

_by_start = attrgetter("start")


def find_citations(text: str) -> list[Citation]:
    """Return the citations of legal documents in ``text``, in order and without overlaps.

    ``text`` may be any string, of any length; time is linear in it. Offsets are code points of
    ``text`` exactly as given. What counts as a citation, and where it begins and ends, is set out
    in the documentation of this package. No errors.
    """
    source = Source(text)
    plain = source.plain
    laws = find_laws(plain)
    citations = find_documents(plain, laws)
    others = [*laws, *find_selves(plain), *find_decrees(plain)]
    if others:
        citations = _without_overlaps(citations, others)
    if citations:
        aliases = find_aliases(plain, citations)
        if aliases:
            citations = sorted([*citations, *aliases], key=_by_start)
        attach_articles(plain, citations)
    if not source.is_identical:
        for citation in citations:
            _restore(source, citation)
    return citations


def find_unsigned(text: str, citations: list[Citation]) -> list[Citation]:
    """Return what ``text`` cites by type, serial and year alone, of types with many issuers.

    ``citations`` are those of ``find_citations``; nothing overlaps them. Each result has kind
    "unsigned", its ``type``, the ``year`` and as ``number`` what is written of it ("01/2020").
    Which document is meant only a register can tell, and only where one alone fits. Offsets are
    code points of ``text`` as given. No errors.
    """
    source = Source(text)
    found = list(find_of_many_issuers(source.plain))
    if not source.is_identical:
        for citation in found:
            _restore(source, citation)
    return list(outside(citations, found))


def _without_overlaps(documents: list[Citation], others: list[Citation]) -> list[Citation]:
    """Merge the lists; where two overlap the document stays, else the one that starts first."""
    kept: list[Citation] = []
    for citation in sorted([*documents, *others], key=_by_start):
        if kept and citation.start < kept[-1].end:
            if citation.kind != "document":
                continue
            kept.pop()
        kept.append(citation)
    return kept


def _restore(source: Source, citation: Citation) -> None:
    citation.start, citation.end = source.span(citation.start, citation.end)
    citation.articles = [
        ArticleReference(
            *source.span(reference.start, reference.end),
            reference.article,
            reference.clause,
            reference.point,
        )
        for reference in citation.articles
    ]
