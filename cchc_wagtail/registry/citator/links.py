"""The citations of a public page as links: where each leads, and whether that is in force."""

import logging
import re

from django.contrib.contenttypes.models import ContentType
from django.db.models import F, FilteredRelation, Q
from django.template.loader import get_template
from django.utils.functional import cached_property
from django.utils.html import format_html

from ..models import CitationKind, CitationStatus, LegalDocument
from ..models.validity import attach_legal_force
from .annotation import annotate
from .recording import SIGNATURE, cited_in, read_citations, signature_of

logger = logging.getLogger(__name__)

_DAY = re.compile(r",? (?:ban hành )?ngày \d{1,2}(?:[/.-]\d{1,2}[/.-]| tháng \d{1,2} năm )\d{4}")
LINKED = (CitationStatus.RESOLVED, CitationStatus.DOUBTFUL)


class CitationLinks:
    """Links the citations of one page or document; several parts of its page share one of these.

    What a citation means was stored when ``instance`` was published; for the preview of a draft it
    is found out now. The number of queries does not depend on the number of citations.
    """

    def __init__(self, instance, *, is_preview=False):
        self._instance = instance
        self._is_preview = is_preview
        self._note = get_template("cchc_registry/_citation_note.html")
        self._mark = get_template("cchc_registry/_citation_mark.html")
        self._notes = self._parts = 0
        self._explained, self._marked = set(), set()

    def link(self, html):
        """Return ``html`` with links around the citations whose document is known.

        A fault in reading it is logged, and leaves the page as it is written.
        """
        self._parts += 1
        try:
            return annotate(html, cited_in, self._around)
        except Exception:
            logger.exception("The citations in %r could not be linked.", self._instance)
            return html

    def _around(self, citation, text):
        document = self._documents.get(signature_of(citation, text))
        if document is None or document == self._instance:
            return None
        self._notes += 1
        note_id = f"dan-chieu-{self._notes}"
        before = format_html(
            '<a class="cchc-citation" href="{}{}" aria-describedby="{}">',
            document.get_absolute_url(),
            _anchor(citation),
            note_id,
        )
        after = "</a>" + self._note.render({"document": document, "note_id": note_id}).strip()
        if not self._is_to_be_marked(document, citation, text):
            return before, after
        is_first = document.pk not in self._explained
        self._explained.add(document.pk)
        mark = self._mark.render({"force": document.legal_force, "with_cause": is_first}).rstrip()
        return before, after, mark, _end_of_name(citation, text)

    def _is_to_be_marked(self, document, citation, text):
        """Tell whether a reader is to be warned here: once a paragraph of what has lapsed.

        That it has lapsed by the very document that is read is no warning.
        """
        force = document.legal_force
        if not force.has_lapsed or any(one.source == self._instance for one in force.causes):
            return False
        place = document.pk, self._parts, text.rfind("\n", 0, citation.start)
        is_new = place not in self._marked
        self._marked.add(place)
        return is_new

    @cached_property
    def _documents(self):
        """Signature → the published document that citations with it are linked to."""
        documents = LegalDocument.objects.public().select_related("document_type")
        if self._is_preview:
            rows = read_citations(self._instance)
            meant = {row.signature: row.document_id for row in rows if _is_linked(row)}
            found = attach_legal_force(documents.filter(pk__in=set(meant.values())))
            by_key = {document.pk: document for document in found}
            return {signature: by_key[key] for signature, key in meant.items() if key in by_key}
        return {
            tuple(getattr(one, f"cited_{name}") for name in SIGNATURE): one
            for one in attach_legal_force(self._cited(documents))
        }

    def _cited(self, documents):
        """Return those of ``documents`` that are linked, once for each citation, in one query."""
        here = Q(
            citations__content_type=ContentType.objects.get_for_model(self._instance),
            citations__object_id=str(self._instance.pk),
        )
        # A law's name without its year may mean any of its versions.
        certain = Q(cited__status=CitationStatus.RESOLVED) | Q(
            cited__kind__in=set(CitationKind) - {CitationKind.LAW_NAME}
        )
        parts = {f"cited_{name}": F(f"cited__{name}") for name in SIGNATURE}
        return (
            documents.defer("summary", "body")
            .annotate(cited=FilteredRelation("citations", condition=here), **parts)
            .filter(certain, cited__status__in=LINKED)
        )


def links_of(instance, *, is_preview=False):
    """Return the ``CitationLinks`` of ``instance``, the same for all parts of its page."""
    if not hasattr(instance, "citation_links"):
        instance.citation_links = CitationLinks(instance, is_preview=is_preview)
    return instance.citation_links


def _is_linked(row):
    # A law's name without its year may mean any of its versions.
    certain = row.status == CitationStatus.RESOLVED or row.kind != CitationKind.LAW_NAME
    return row.document_id and row.status in LINKED and certain


def _end_of_name(citation, text):
    """Return the end of all that names the document: the day and the issuer behind its number."""
    tail = _DAY.match(text, citation.end)
    end = tail.end() if tail else citation.end
    issuer = f" của {citation.issuer}" if citation.issuer else ""
    return end + len(issuer) if issuer and text.startswith(issuer, end) else end


def _anchor(citation):
    articles = {reference.article for reference in citation.articles}
    return f"#dieu-{articles.pop()}" if len(articles) == 1 else ""
