from contextlib import suppress
from dataclasses import replace

from django.core.signing import BadSignature
from django.db.models import Q
from django.http import HttpResponse, JsonResponse, QueryDict
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST
from wagtail.models import Site

from cchc_wagtail.citations import DocumentNumber, find_citations
from cchc_wagtail.frontend.languages import links_to_address, reader_language

from . import search
from .engines import SearchUnavailable
from .kinds import label_of
from .log import log_click, log_search, read_receipt, receipt
from .query.cards import with_cards
from .query.completion import complete
from .query.facets import FACETS, clean_filters
from .query.hits import address_of, entry_named
from .query.promotions import picks_for
from .query.results import NEWEST, RELEVANCE
from .query.retrieval import scope_of

SORTS = [(RELEVANCE, _("Best first")), (NEWEST, _("Latest first"))]
MOST_FIELDS = 12
JSON_FACET = ["value", "label", "count", "selected"]


def results(request):
    """The search page. Works with plain links and forms; a failing engine is told, not thrown."""
    query = request.GET.get("q", "")
    context = {
        "query": query,
        "exact": "exact" in request.GET,
        "sorts": SORTS,
        "language_links": links_to_address(request.get_full_path()),
    }
    try:
        found = _search(request)
    except SearchUnavailable:
        return render(request, "cchc_search/results.html", {**context, "unavailable": True})
    context.update(
        results=found,
        kinds=found.facets.get("kind", []),
        facets=[
            (name, label, found.facets[name], name in found.filters)
            for name, label in FACETS.items()
            if name != "kind" and name in found.facets
        ],
        chosen=[
            (value.label, _address(request, without=(name, value.value)))
            for name, values in found.facets.items()
            for value in values
            if value.selected and name != "kind"
        ],
        all_kinds=_address(request, without=("kind", None)),
        page_address=f"{_address(request, without=('page', None))}&page=",
        typed_address=f"{_address(request, without=('exact', None))}&exact=1",
        log_address=_log_address(query, found),
        ask_url=_ask_url(),
        picks=picks_for(query, request) if found.page == 1 else [],
        filter_count=sum(len(values) for name, values in found.filters.items() if name != "kind"),
    )
    is_sortable = bool(query) and found.total > 1 and not found.is_guess
    has_facets = bool(context["facets"]) and not found.is_guess
    context.update(
        is_sortable=is_sortable,
        has_facets=has_facets,
        has_drawer=has_facets or is_sortable or bool(context["chosen"]),
    )
    if query and not _is_answered(found):
        context.update(help_needed=True, fields=_fields(request))
    if unknown := _unknown_number(query, found):
        context.update(unknown_number=unknown)
    return render(request, "cchc_search/results.html", context)


def suggestions(request):
    """Titles that fit what is typed so far, as JSON, for the suggestions below the search box."""
    site = Site.find_for_request(request)
    scope = scope_of(site).condition
    if kind := request.GET.get("kind"):
        scope &= Q(kind=clean_filters({"kind": kind}).get("kind", [""])[0])
    try:
        entries = complete(request.GET.get("q", ""), scope, reader_language())
    except SearchUnavailable as error:
        return JsonResponse({"error": str(error)}, status=503)
    return JsonResponse(
        {
            "suggestions": [
                {
                    "title": entry.title,
                    "url": address_of(entry, site),
                    "kind": label_of(entry.kind),
                    "language": entry.language,
                }
                for entry in entries
            ]
        }
    )


@csrf_exempt
@require_POST
def log(request):
    """Count a search (``opened`` absent) or an opened result; the browser sends the receipt."""
    try:
        searched = read_receipt(request.GET.get("receipt", ""))
    except BadSignature:
        return HttpResponse("The receipt is not valid.", status=400, content_type="text/plain")
    if "opened" in request.GET:
        log_click(*searched, entry=entry_named(request.GET["opened"]))
    else:
        log_search(*searched)
    return HttpResponse(status=204)


def results_json(request):
    """The same as JSON; 503 where no engine can answer."""
    try:
        found = _search(request)
    except SearchUnavailable as error:
        return JsonResponse({"error": str(error)}, status=503)
    return JsonResponse(
        {
            "query": found.text,
            "suggestion": found.suggestion,
            "synonyms": found.synonyms,
            "sort": found.sort,
            "total": found.total,
            "has_more": found.has_more,
            "page": found.page,
            "pages": found.num_pages,
            "relaxed": found.relaxed,
            "is_guess": found.is_guess,
            "direct_hit": found.direct_hit and _hit(found.direct_hit),
            "answer": found.answer and _answer(found.answer),
            "hits": [_hit(hit) for hit in found.hits],
            "facets": {
                name: [dict(zip(JSON_FACET, value, strict=True)) for value in values]
                for name, values in found.facets.items()
            },
        }
    )


def _search(request):
    found = search(
        request.GET.get("q", ""),
        filters={name: request.GET.getlist(name) for name in FACETS if name in request.GET},
        page=request.GET.get("page", 1),
        site=Site.find_for_request(request),
        exact="exact" in request.GET,
        sort=request.GET.get("sort", RELEVANCE),
    )
    return replace(found, hits=with_cards(found.hits))


def _fields(request):
    """Return the fields with the most content, to browse where nothing was found."""
    everything = search("", site=Site.find_for_request(request))
    return everything.facets.get("field", [])[:MOST_FIELDS]


def _log_address(query, found):
    if not query.strip():
        return ""
    total = found.total if _is_answered(found) else 0
    is_near = found.total > 0 and not total
    return f"{reverse('cchc_wagtail:search_log')}?receipt={receipt(query, total, is_near)}"


def _is_answered(found):
    """Tell whether something matches: what is merely near counts as nothing, in the log too."""
    return found.total > 0 and not found.is_guess


def _unknown_number(query, found):
    """Return the number of a legal document that was typed and that none here has; or empty."""
    if found.direct_hit or found.page > 1:
        return ""
    numbers = [str(one.number) for one in find_citations(query) if one.number]
    with suppress(ValueError):
        numbers.append(str(DocumentNumber.parse(query)))
    return numbers[0] if numbers else ""


def _ask_url():
    try:
        return reverse("cchc_wagtail:ask")
    except NoReverseMatch:
        return ""


def _hit(hit):
    return {
        "url": hit.url,
        "title": hit.title,
        "kind": hit.kind,
        "key": hit.key,
        "summary": hit.summary,
        "date": hit.date,
        "highlights": hit.highlights,
        "language": hit.language,
        "versions": [{"language": link.code, "url": link.url} for link in hit.versions],
        "card": hit.card and {"facts": [*map(list, hit.card.facts)], "badge": hit.card.badge},
    }


def _answer(answer):
    return {
        "kind": answer.kind,
        "label": answer.label,
        "text": answer.text,
        "items": answer.items,
        "is_known": answer.is_known,
        "url": answer.url,
        "as_of": answer.as_of,
        "source": answer.source,
        "title": answer.hit.title,
        "key": answer.hit.key,
        "others": [{"title": hit.title, "url": hit.url, "key": hit.key} for hit in answer.others],
    }


def _address(request, without):
    """Return this page's query string without one parameter (value None: all of its values)."""
    name, value = without
    kept = QueryDict(mutable=True)
    for key, values in request.GET.lists():
        if key != "page":
            dropped = values if value is None else [value]
            kept.setlist(key, [v for v in values if key != name or v not in dropped])
    return f"?{kept.urlencode()}"
