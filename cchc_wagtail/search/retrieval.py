"""One search, from the typed text to a page of results."""

from django.db.models import Q
from wagtail.models import Site

from .engines import get_engine
from .exact_keys import possible_keys
from .facets import KINDS, Facets, clean_filters
from .highlights import Highlighter
from .matching import match
from .models import EntryKey, SearchEntry, SearchPassage, passage_id
from .query import mended_query, parse_query
from .repairs import mend
from .results import Hit, SearchResults

MAX_PAGE_SIZE = 100


def find(text, *, filters=None, page=1, page_size=10, site=None, language=None, exact=False):
    """Search; ``cchc_wagtail.search.search`` says how."""
    engine = get_engine()
    query = parse_query(text or "")
    filters = clean_filters(filters)
    scope = _scope(site, language)
    if not query.text:
        return _browsed(engine, filters, page, page_size, scope, site)
    direct = _direct_entries(query)
    typed = query
    if not exact and not direct:
        query = _mended(query)
    passages = {entry: passage_id(entry, 0) for entry in direct}
    passages.update(match(engine, query))
    ids = _within(engine, scope, passages)
    facets = Facets(engine, ids, filters)
    kept = facets.filtered()
    order = [entry for entry in passages if entry in kept]
    page_size = _page_size(page_size)
    page = _page(page, len(order), page_size)
    hits, complete = _hits(
        query, [(entry, passages[entry]) for entry in _slice(order, page, page_size)], site
    )
    direct_hit = None
    if order and order[0] in direct:
        first = hits if page == 1 else _hits(query, [(order[0], passages[order[0]])], site)[0]
        direct_hit = first[0]
    return SearchResults(
        text=typed.text,
        hits=hits,
        total=len(order),
        page=page,
        page_size=page_size,
        facets=facets.counts(),
        filters=filters,
        suggestion=query.text if query is not typed else "",
        direct_hit=direct_hit,
        relaxed=bool(hits) and not complete,
    )


def _mended(query):
    syllables = mend(query.syllables)
    return query if syllables == query.syllables else mended_query(query, syllables)


def _browsed(engine, filters, page, page_size, scope, site):
    """Without words: the newest of what the filters choose, or no hits where they choose nothing."""
    newest = SearchEntry.objects.filter(scope).order_by("-date", "-pk")
    order = list(newest.values_list("pk", flat=True))
    facets = Facets(engine, order, filters)
    kept = facets.filtered() if filters else ()
    order = [entry for entry in order if entry in kept]
    page_size = _page_size(page_size)
    page = _page(page, len(order), page_size)
    shown = [(entry, passage_id(entry, 0)) for entry in _slice(order, page, page_size)]
    return SearchResults(
        text="",
        hits=_hits(parse_query(""), shown, site)[0],
        total=len(order),
        page=page,
        page_size=page_size,
        facets=facets.counts(),
        filters=filters,
    )


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
    """Return the entries whose number or code stands in the query, of the longest one."""
    keys = possible_keys(query.syllables)
    rows = list(EntryKey.objects.filter(key__in=list(keys)).values_list("key", "entry_id"))
    longest = max((keys[key] for key, _ in rows), default=0)
    return dict.fromkeys(entry for key, entry in sorted(rows) if keys[key] == longest)


def _page_size(size):
    return min(max(int(size), 1), MAX_PAGE_SIZE)


def _page(page, total, page_size):
    last = max(1, -(-total // page_size))
    try:
        page = int(page)
    except (TypeError, ValueError):
        return last
    return page if 1 <= page <= last else last


def _slice(order, page, page_size):
    return order[(page - 1) * page_size : page * page_size]


def _hits(query, shown, site):
    """Return the hits, and whether one of them holds all the words of weight."""
    entries = SearchEntry.objects.in_bulk([entry for entry, _ in shown])
    numbers = {number for _, number in shown} | {passage_id(entry, 1) for entry, _ in shown}
    passages = SearchPassage.objects.in_bulk(list(numbers))
    highlighter = Highlighter(query.syllables)
    hits, complete = [], False
    for entry_id, number in shown:
        entry = entries.get(entry_id)
        if entry is None:
            continue
        passage = passages[number]
        hits.append(
            _hit(highlighter, entry, passage, passages.get(passage_id(entry_id, 1)), site)
        )
        complete = complete or all(
            f" {syllable} " in entry.folded_title or f" {syllable} " in passage.folded
            for syllable in query.weighty_syllables
        )
    return hits, complete


def _hit(highlighter, entry, passage, first, site):
    # The passage that repeats the title shows nothing new: the summary does, or the first text.
    if passage.pk == passage_id(entry.pk, 0):
        text = entry.summary or (first.text if first else "")
    else:
        text = passage.text
    return Hit(
        url=_address(entry, site) + (f"#{passage.anchor}" if passage.anchor else ""),
        title=entry.title,
        kind=entry.kind,
        kind_label=str(KINDS.get(entry.kind, entry.kind)),
        key=entry.key,
        summary=entry.summary,
        date=entry.date,
        highlights={
            "title": highlighter.mark(entry.title),
            "text": highlighter.snippet(text),
        },
    )


def _address(entry, site):
    if entry.site_id is None or (site is not None and entry.site_id == site.pk):
        return entry.url
    roots = {root.site_id: root.root_url for root in Site.get_site_root_paths()}
    return entry.url if len(roots) == 1 else roots.get(entry.site_id, "") + entry.url
