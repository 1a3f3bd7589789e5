from django.core.paginator import Paginator
from django.db.models import Q
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode

from cchc_wagtail import clock
from cchc_wagtail.citations import DocumentNumber
from cchc_wagtail.frontend.gone import gone
from cchc_wagtail.language import parse_date
from cchc_wagtail.search.models import SearchEntry
from cchc_wagtail.search.query.retrieval import entries_called
from cchc_wagtail.search.text.terms import folded_syllables

from ..citator.citing import citing_kinds, citing_objects
from ..documents.listed import may_read
from ..documents.structured_data import legislation
from ..keys import number_key
from ..models import DocumentRelation, LegalDocument
from ..models.relations import HEADINGS
from ..models.validity import attach_legal_force, legal_force
from ..validity.timeline import events_of

CITING_SHOWN = 5
PAGE_LENGTH = 50
MOST_TYPED = 150


def document(request, slug):
    """The public page of one published legal document, for today or for the day in ``ngay``.

    What is not the address of a document but reads as its number leads there, and so does the
    address that it had before its number was corrected.
    """
    found = _with_what_is_shown(LegalDocument.objects.published()).filter(slug=slug).first()
    if found is not None and not may_read(request, found):
        raise Http404(f"{slug!r} is on no list that is open to this visitor")
    if found is None:
        before = LegalDocument.objects.filter(live=False, is_listed=True)
        once = before.filter(slug=slug, first_published_at__isnull=False).first()
        if once is not None:
            return gone(request, once, str(once))
        return _by_number(request, slug)
    return render(request, "cchc_registry/document.html", document_context(request, found))


def document_context(request, found):
    """Return the context of the page of ``found``, stored or the draft of a preview."""
    today = clock.today()
    typed = request.GET.get("ngay", "")
    day = parse_date(typed) if typed else today
    outgoing, incoming = _relations(found)
    force_on = _legal_force(found, incoming)
    found.legal_force = force_on(today)
    return {
        "document": found,
        "address": request.build_absolute_uri(found.get_absolute_url()),
        "day": day or today,
        "day_typed": typed,
        "day_is_unknown": bool(typed) and day is None,
        "is_today": day in (None, today),
        "force": force_on(day or today),
        "events": events_of(found, incoming),
        "relations": _grouped(outgoing, incoming),
        "citing": citing_kinds(found, shown=CITING_SHOWN),
        "structured_data": legislation(found, outgoing, request.build_absolute_uri),
    }


def lookup(request):
    """Lead to the document with the number in ``so``; what is no number, to the search."""
    number = request.GET.get("so", "").replace("\x00", "").strip()
    if not number:
        return redirect(f"{reverse('cchc_wagtail:search')}?{urlencode({'kind': 'document'})}")
    try:
        return _by_number(request, number)
    except Http404:
        query = urlencode({"q": number, "kind": "document"})
        return redirect(f"{reverse('cchc_wagtail:search')}?{query}")


def cited_by(request, slug):
    """All public content that cites a document, of the kind in ``loai`` or of every kind."""
    found = get_object_or_404(_with_what_is_shown(LegalDocument.objects.public()).at(slug))
    if found.slug != slug:
        return redirect("cchc_wagtail:document_cited_by", found.slug)
    kinds = citing_kinds(found, shown=0)
    if not kinds:
        return redirect(found.get_absolute_url())
    kind = next((one for one in kinds if one.name == request.GET.get("loai")), kinds[0])
    rows = citing_objects(found, kind)
    return render(
        request,
        "cchc_registry/cited_by.html",
        {
            "document": found,
            "kinds": kinds,
            "kind": kind,
            "listing": Paginator(rows, PAGE_LENGTH).get_page(request.GET.get("page")),
            "filter_query": urlencode({"loai": kind.name}),
        },
    )


def _with_what_is_shown(documents):
    return documents.select_related(
        "document_type", "issuer", "reform_field", "unit"
    ).prefetch_related("files__file", "co_issuers", "thematic_areas")


def _by_number(request, number):
    documents = LegalDocument.objects.public().select_related("document_type", "issuer")
    documents = documents.order_by("-issued_on")
    try:
        found = list(documents.filter(number_key=number_key(number)))
        is_number = True
    except ValueError:
        found, is_number = [], False
    found = found or list(documents.filter(former_addresses__slug=number))
    found = attach_legal_force(found or list(documents.filter(pk__in=_called(number))))
    if not found and not is_number:
        raise Http404(f"{number!r} is no number of a document")
    if len(found) == 1:
        return redirect(found[0].get_absolute_url(), permanent=False)
    return render(
        request,
        "cchc_registry/documents_with_number.html",
        {
            "number": str(DocumentNumber.parse(number)) if is_number else number,
            "documents": found,
        },
        status=200 if found else 404,
    )


def _called(typed):
    """Return the keys of the documents whose number is ``typed`` in any spelling: nd 61 2018."""
    entries = entries_called(folded_syllables(typed[:MOST_TYPED]))
    names = SearchEntry.objects.filter(pk__in=entries, kind="document").values_list("object_id")
    return [int(key) for (key,) in names]


def _relations(document):
    """Return the relations of ``document`` to published others, and theirs to it."""
    both = DocumentRelation.objects.filter(
        Q(source=document.pk, target__live=True, target__is_listed=True)
        | Q(target=document.pk, source__live=True, source__is_listed=True)
    )
    both = both.select_related("source__document_type", "target__document_type").order_by("pk")
    relations = list(both)
    return (
        [relation for relation in relations if relation.source_id == document.pk],
        [relation for relation in relations if relation.target_id == document.pk],
    )


def _legal_force(document, incoming):
    """Return a function from a day to the ``LegalForce`` of ``document``; None for a new draft."""
    periods = list(document.periods.all()) if document.pk else []

    def force_on(day):
        period = next((one for one in periods if one.begins_on <= day <= one.ends_on), None)
        return period and legal_force(period, incoming, day)

    return force_on


def _grouped(outgoing, incoming):
    """Return ``(heading, [(document, relation)])`` of both directions, in the order of kinds."""
    groups = {}
    for relation in incoming:
        groups.setdefault((relation.kind, 0), []).append((relation.source, relation))
    for relation in outgoing:
        groups.setdefault((relation.kind, 1), []).append((relation.target, relation))
    return [
        (HEADINGS[kind][direction], groups[kind, direction])
        for kind in HEADINGS
        for direction in (0, 1)
        if (kind, direction) in groups
    ]
