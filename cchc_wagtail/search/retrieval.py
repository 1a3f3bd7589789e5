"""One search, from the typed text to a page of results."""

from django.db.models import Q

from .engines import get_engine
from .exact_keys import possible_keys
from .facets import Facets, clean_filters
from .hits import as_hits, load
from .matching import match
from .models import EntryKey, SearchEntry, passage_id
from .query import mended_query, parse_query
from .repairs import mend
from .results import SearchResults
from .suggestions import as_the_site_writes

MAX_PAGE_SIZE = 100


def find(text, *, filters=None, page=1, page_size=10, site=None, language=None, exact=False):
    """Search; ``cchc_wagtail.search.search`` says how."""
    engine = get_engine()
    typed = parse_query(text or "")
    filters = clean_filters(filters)
    scope = _scope(site, language)
    if typed.text:
        direct = _direct_entries(typed)
        query, passages = _matches(engine, typed, direct, exact)
        ids = _within(engine, scope, passages)
    else:
        direct, query = {}, typed
        ids = SearchEntry.objects.filter(scope).order_by("-date", "-pk")
        passages = {pk: passage_id(pk, 0) for pk in ids.values_list("pk", flat=True)}
        ids = passages
    facets = Facets(engine, ids, filters)
    kept = facets.filtered() if typed.text or filters else set()
    order = [entry for entry in passages if entry in kept]
    page_size = min(max(int(page_size), 1), MAX_PAGE_SIZE)
    page = _page(page, len(order), page_size)
    shown = order[(page - 1) * page_size : page * page_size]
    number_typed = [entry for entry in order[:1] if entry in direct]
    found = load([(entry, passages[entry]) for entry in dict.fromkeys([*number_typed, *shown])])
    hits = dict(zip((one.entry.pk for one in found), as_hits(found, query, site), strict=True))
    return SearchResults(
        text=typed.text,
        hits=[hits[entry] for entry in shown if entry in hits],
        total=len(order),
        page=page,
        page_size=page_size,
        facets=facets.counts(),
        filters=filters,
        suggestion=_suggestion(typed, query, found),
        direct_hit=next((hits[entry] for entry in number_typed if entry in hits), None),
        relaxed=_is_relaxed(query, found, direct),
    )


def _matches(engine, typed, direct, exact):
    """Return the query searched for, mended where that helps, and entry → passage, in order."""
    passages = {entry: passage_id(entry, 0) for entry in direct}
    syllables = typed.syllables if exact or direct else mend(typed.syllables)
    if syllables != typed.syllables:
        mended = mended_query(typed, syllables)
        found = match(engine, mended)
        if found:
            return mended, found
    return typed, passages | match(engine, typed)


def _suggestion(typed, query, found):
    if query is typed:
        return ""
    texts = [text for one in found for text in (one.entry.title, one.passage.text)]
    return as_the_site_writes(query, texts)


def _is_relaxed(query, found, direct):
    if not found or direct:
        return False
    return not any(one.holds(query.weighty_syllables) for one in found)


def _scope(site, language):
    scope = Q()
    if site is not None:
        scope &= Q(site=None) | Q(site=site)
    if language:
        scope &= Q(language__in=["", language])
    return scope


def _within(engine, scope, ids):
    if not scope:
        return ids
    rows = SearchEntry.objects.filter(scope, pk__in=engine.id_set(ids))
    return set(rows.values_list("pk", flat=True))


def _direct_entries(query):
    """Return, as keys, the entries whose number or code stands in the query, of the longest one."""
    keys = possible_keys(query.syllables)
    rows = list(EntryKey.objects.filter(key__in=list(keys)).values_list("key", "entry_id"))
    longest = max((keys[key] for key, _ in rows), default=0)
    return dict.fromkeys(entry for key, entry in sorted(rows) if keys[key] == longest)


def _page(page, total, page_size):
    last = max(1, -(-total // page_size))
    try:
        page = int(page)
    except (TypeError, ValueError):
        return last
    return page if 1 <= page <= last else last
