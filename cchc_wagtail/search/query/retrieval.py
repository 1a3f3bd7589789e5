"""One search, from the typed text to a page of results."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from wagtail.models import Site

from cchc_wagtail.frontend.languages import reader_language

from ..engines import get_engine
from ..index.frequencies import TermCounts
from ..models import EntryKey, SearchEntry, passage_id
from ..text.asked import asked_in
from ..text.exact_keys import possible_keys
from ..text.query import changed_query, parse_query
from .answers import answer_of
from .facets import Facets, clean_filters
from .hits import as_hits, load
from .matching import match, nearest
from .repairs import mend, surely_meant
from .results import NEWEST, RELEVANCE, SORTS, SearchResults
from .suggestions import as_the_site_writes
from .synonyms import find_replacements, readings
from .versions import one_of_each

MAX_PAGE_SIZE = 100
# So many are shown where nothing matches and the nearest are offered.
MOST_NEAR = 10


def find(
    text: str | None,
    *,
    filters: Mapping[str, Iterable[str]] | None = None,
    page: int | str | None = 1,
    page_size: int = 10,
    site: Site | None = None,
    language: str | None = None,
    exact: bool = False,
    sort: str = RELEVANCE,
) -> SearchResults:
    """Search; ``cchc_wagtail.search.search`` says how."""
    engine = get_engine()
    typed = parse_query(text or "")
    filters = clean_filters(filters)
    scope = scope_of(site)
    language = reader_language() if language is None else language
    if typed.syllables:
        answer = _answer(engine, typed, exact, near=True)
    else:
        ids = SearchEntry.objects.filter(scope).values_list("pk", flat=True)
        answer = _Answer([typed], {pk: passage_id(pk, 0) for pk in ids.order_by("-date", "-pk")})
    versions = {}
    if language:
        passages, versions = one_of_each(engine, answer.passages, language, scope)
        answer = replace(answer, passages=passages)
    ids = _within(engine, scope, answer.passages) if typed.syllables else answer.passages
    facets = Facets(engine, ids, filters)
    kept = facets.filtered() if typed.syllables or filters else set()
    order = [entry for entry in answer.passages if entry in kept]
    if answer.is_guess:
        order = order[:MOST_NEAR]
        facets = Facets(engine, order, filters)
    if sort == NEWEST and typed.syllables:
        order = _newest_first(engine, order)
    page_size = min(max(int(page_size), 1), MAX_PAGE_SIZE)
    page = _page(page, len(order), page_size)
    shown = order[(page - 1) * page_size : page * page_size]
    number_typed = [entry for entry in answer.passages if entry in answer.direct and entry in kept]
    places = dict.fromkeys([*number_typed[:1], *shown])
    found = load([(entry, answer.passages[entry]) for entry in places])
    hits = as_hits(found, answer.queries, site, versions)
    hits = dict(zip((one.entry.pk for one in found), hits, strict=True))
    is_first = page == 1 and sort != NEWEST and typed.syllables and not answer.is_guess
    return SearchResults(
        text=typed.text,
        hits=[hits[entry] for entry in shown if entry in hits],
        total=len(order),
        page=page,
        page_size=page_size,
        facets=facets.counts(),
        filters=filters,
        sort=sort if sort in SORTS else RELEVANCE,
        suggestion=_suggestion(typed, answer.queries[0], found),
        synonyms=answer.synonyms,
        direct_hit=next((hits[entry] for entry in number_typed if entry in hits), None),
        relaxed=_is_relaxed(answer, found),
        is_guess=answer.is_guess and bool(order),
        answer=answer_of(typed, answer, found, hits) if is_first else None,
    )


def find_objects(text, model):
    """Return the keys of the objects of ``model`` that match ``text``, the best first.

    Raises:
        SearchUnavailable: no engine can answer.
    """
    engine, typed = get_engine(), parse_query(text)
    if not typed.syllables:
        return []
    order = _answer(engine, typed).passages
    content_type = ContentType.objects.get_for_model(model)
    rows = SearchEntry.objects.filter(content_type=content_type, pk__in=engine.id_set(order))
    keys = dict(rows.values_list("pk", "object_id"))
    return [model._meta.pk.to_python(keys[entry]) for entry in order if entry in keys]


@dataclass(frozen=True)
class _Answer:
    """The queries searched for, the first as typed or mended; entry → passage, in order."""

    queries: list
    passages: dict
    is_guess: bool = False
    direct: dict = field(default_factory=dict)
    synonyms: list = field(default_factory=list)
    counts: TermCounts = field(default_factory=TermCounts)


def _answer(engine, typed, exact=False, near=False):
    """Return the ``_Answer`` to a query; with ``near`` the nearest where nothing matches it.

    The nearest are those to what was typed: a repair that finds nothing is no help.
    """
    direct = entries_called(typed.syllables)
    first = {entry: passage_id(entry, 0) for entry in direct}
    counts = TermCounts()
    found = [] if exact or direct else find_replacements(typed)
    if not (exact or direct or typed.phrases):
        covered = {s for one in found for s in typed.syllables[one.start : one.end]}
        syllables = mend(typed.syllables, covered | surely_meant(typed), counts)
        if syllables != typed.syllables:
            mended = changed_query(typed, syllables)
            answer = _with_synonyms(engine, mended, find_replacements(mended), counts)
            if answer.passages:
                return answer
    answer = _with_synonyms(engine, typed, found, counts)
    if near and not (answer.passages or direct):
        if not exact and (answer := _answer_to_matter(engine, typed, counts)).passages:
            return answer
        return replace(_with_synonyms(engine, typed, found, counts, nearest), is_guess=True)
    return replace(answer, passages=first | answer.passages, direct=direct)


def _answer_to_matter(engine, typed, counts):
    """Return the ``_Answer`` without the words that ask for a fact: they say not of what."""
    asked = asked_in(typed)
    matter = asked and asked.matter_of(typed)
    if not matter:
        return _Answer([typed], {})
    answer = _with_synonyms(engine, matter, find_replacements(matter), counts)
    return replace(answer, queries=[typed, *answer.queries])


def _with_synonyms(engine, query, found, counts, look_for=match):
    read = _of_this_site(readings(query, found), query, counts)
    passages = look_for(engine, query, list(read.values()), counts)
    meanings = dict.fromkeys(meaning for meanings in read for meaning in meanings)
    return _Answer([query, *read.values()], passages, synonyms=list(meanings), counts=counts)


def _of_this_site(read, query, counts):
    """Return those of the readings that bring a word which the site has."""
    typed = {*query.terms, *query.weighty_syllables}
    words = {key: {*one.terms, *one.weighty_syllables} - typed for key, one in read.items()}
    known = counts.of([word for key in words for word in words[key]]) if words else {}
    return {key: one for key, one in read.items() if words[key] & known.keys()}


def _suggestion(typed, query, found):
    if query is typed:
        return ""
    texts = [text for one in found for text in (one.entry.title, one.passage.text)]
    return as_the_site_writes(query, texts)


def _newest_first(engine, order):
    rows = SearchEntry.objects.filter(pk__in=engine.id_set(order))
    dates = dict(rows.values_list("pk", "date"))
    return sorted(order, key=lambda entry: dates.get(entry) or date.min, reverse=True)


def _is_relaxed(answer, found):
    if not found or answer.direct or answer.is_guess:
        return False
    return not any(one.holds(query.weighty_syllables) for one in found for query in answer.queries)


def entries_called(syllables):
    """Return, as keys, the entries whose number or code stands in the folded ``syllables``.

    The newest come first. Of several numbers or codes the one that says most counts.
    """
    keys = possible_keys(syllables)
    rows = EntryKey.objects.filter(key__in=list(keys)).order_by("-entry__date", "entry")
    rows = list(rows.values_list("key", "entry_id"))
    longest = max((keys[key] for key, _ in rows), default=0)
    return dict.fromkeys(entry for key, entry in rows if keys[key] == longest)


def scope_of(site):
    """Return the condition that an entry belongs to ``site``, where one is given."""
    scope = Q()
    # Of one site alone all entries are, and asking for that would be one more query.
    if site is not None and len({root.site_id for root in Site.get_site_root_paths()}) > 1:
        scope &= Q(site=None) | Q(site=site)
    return scope


def _within(engine, scope, ids):
    if not scope:
        return ids
    rows = SearchEntry.objects.filter(scope, pk__in=engine.id_set(ids))
    return set(rows.values_list("pk", flat=True))


def _page(page, total, page_size):
    last = max(1, -(-total // page_size))
    try:
        page = int(page)
    except (TypeError, ValueError):
        return last
    return page if 1 <= page <= last else last
