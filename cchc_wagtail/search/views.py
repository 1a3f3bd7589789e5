from django.http import JsonResponse, QueryDict
from django.shortcuts import render
from wagtail.models import Site

from . import search
from .engines import SearchUnavailable
from .facets import FACETS

JSON_FACET = ["value", "label", "count", "selected"]


def results(request):
    """The search page. Works with plain links and forms; a failing engine is told, not thrown."""
    context = {"query": request.GET.get("q", ""), "exact": "exact" in request.GET}
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
    )
    return render(request, "cchc_search/results.html", context)


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
            "total": found.total,
            "page": found.page,
            "pages": found.num_pages,
            "relaxed": found.relaxed,
            "direct_hit": found.direct_hit and _hit(found.direct_hit),
            "hits": [_hit(hit) for hit in found.hits],
            "facets": {
                name: [dict(zip(JSON_FACET, value, strict=True)) for value in values]
                for name, values in found.facets.items()
            },
        }
    )


def _search(request):
    return search(
        request.GET.get("q", ""),
        filters={name: request.GET.getlist(name) for name in FACETS if name in request.GET},
        page=request.GET.get("page", 1),
        site=Site.find_for_request(request),
        exact="exact" in request.GET,
    )


def _hit(hit):
    return {
        "url": hit.url,
        "title": hit.title,
        "kind": hit.kind,
        "key": hit.key,
        "summary": hit.summary,
        "date": hit.date,
        "highlights": hit.highlights,
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
