"""The finder behind ``SearchedMultiple``: published content of one kind, as readers find it."""

from django.http import JsonResponse

from .. import search
from ..models import SearchEntry

MOST = 10


def choose(request, kind):
    """Answer ``?q=`` with the keys and names of the published content of ``kind`` that fit best.

    For whoever may enter the admin; it holds what everybody reads.
    """
    found = search(request.GET.get("q", ""), filters={"kind": [kind]}, page_size=MOST)
    hits = [] if found.is_guess else found.hits
    places = {hit.key: place for place, hit in reversed(list(enumerate(hits)))}
    entries = SearchEntry.objects.filter(kind=kind, key__in=places)
    ordered = sorted(entries, key=lambda entry: (places[entry.key], entry.pk))
    return JsonResponse({"results": [_row(entry) for entry in ordered[:MOST]]})


def _row(entry):
    return {"key": entry.object_id, "label": f"{entry.title} ({entry.key})"}
