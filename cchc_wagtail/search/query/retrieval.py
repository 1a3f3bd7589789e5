"""One search, from the typed text to a page of results."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from django.contrib.contenttypes.models import ContentType
from wagtail.models import Site

from cchc_wagtail.frontend.languages import reader_language

from ..engines import Matching, Scope, database_engine, get_engine
from ..index.frequencies import TermCounts
from ..models import EntryKey, SearchEntry, SearchPassage, passage_id
from ..text.asked import asked_in
from ..text.exact_keys import possible_keys
from ..text.law_words import article_named
from ..text.query import changed_query, parse_query
from .answers import answer_of
from .facets import Facets, clean_filters
from .hits import as_hits, load
from .matching import match, nearest
from .repairs import mend, surely_meant
from .results import NEWEST, RELEVANCE, SORTS, SearchResults
from .suggestions import as_the_site_writes
from .synonyms import find_replacements, readings
from .versions import one_of_each, versions_among

MAX_PAGE_SIZE = 100
# So many are shown where nothing matches and the nearest are offered.
MOST_NEAR = 10
# So many can be paged through; where more match, their number is told as “more than” that.
MOST_LISTED = 10_000


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
    facets = Facets(filters := clean_filters(filters))
    scope = scope_of(site)
    language = reader_language() if language is None else language
    if typed.syllables:
        answer = _answer(engine, scope, typed, exact, near=True)
    else:
        answer = _Answer([typed], {}, Matching(None, scope))
    others = {}
    if language:
        answer, others = _with_one_of_each(answer, language)
    first = list(answer.passages)
    if filters:
        kept = facets.let_through(first)
        first = [entry for entry in first if entry in kept]
    matching = replace(answer.matching, chosen=facets.chosen)
    if answer.is_guess:
        first = first[:MOST_NEAR]
        matching = replace(matching, wanted=[], also=frozenset(first))
    counted = engine.count(matching)
    matches = counted.total if typed.syllables or filters else 0
    total = min(matches, MOST_LISTED)
    page_size = min(max(int(page_size), 1), MAX_PAGE_SIZE)
    page = _page(page, total, page_size)
    by_date = sort == NEWEST or not typed.syllables
    start, stop = (page - 1) * page_size, min(page * page_size, total)
    shown = _places(engine, matching, [] if by_date else first, start, stop, by_date)
    shown = {entry: answer.passages.get(entry, place) for entry, place in shown.items()}
    number_typed = [entry for entry in first if entry in answer.direct]
    places = {entry: answer.passages[entry] for entry in number_typed[:1]} | shown
    found = load(list(places.items()))
    hits = as_hits(found, answer.queries, site, others, to_mentions=not answer.is_guess)
    hits = dict(zip((one.entry.pk for one in found), hits, strict=True))
    is_first = page == 1 and sort != NEWEST and typed.syllables and not answer.is_guess
    return SearchResults(
        text=typed.text,
        hits=[hits[entry] for entry in shown if entry in hits],
        total=total,
        has_more=matches > total,
        page=page,
        page_size=page_size,
        facets=facets.listed(counted),
        filters=filters,
        sort=sort if sort in SORTS else RELEVANCE,
        suggestion=_suggestion(typed, answer.queries[0], found),
        synonyms=answer.synonyms,
        direct_hit=next((hits[entry] for entry in number_typed if entry in hits), None),
        relaxed=_is_relaxed(answer, found),
        is_guess=answer.is_guess and bool(first),
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
    content_type = ContentType.objects.get_for_model(model)
    answer = _answer(engine, Scope(content_type=content_type.pk), typed)
    # A list is made by the database, whose own engine holds the same.
    matching = database_engine().entries_of(answer.matching)
    rows = SearchEntry.objects.filter(content_type=content_type, pk__in=matching).order_by("pk")
    keys = dict(rows.values_list("pk", "object_id"))
    order = dict.fromkeys([*answer.passages, *keys])
    return [model._meta.pk.to_python(keys[entry]) for entry in order if entry in keys]


@dataclass(frozen=True)
class _Answer:
    """The queries searched for, the first as typed or mended; of the best, in order, entry →
    passage; and all that match."""

    queries: list
    passages: dict
    matching: Matching
    is_guess: bool = False
    direct: dict = field(default_factory=dict)
    synonyms: list = field(default_factory=list)
    counts: TermCounts = field(default_factory=TermCounts)


def _answer(engine, scope, typed, exact=False, near=False):
    """Return the ``_Answer`` to a query; with ``near`` the nearest where nothing matches it."""
    direct = _within(scope, entries_called(typed.syllables))
    first = {entry: passage_id(entry, 0) for entry in direct}
    counts = TermCounts()
    found = [] if exact or direct else find_replacements(typed)
    asked = [(typed, found)]
    if not (exact or direct or typed.phrases):
        covered = {s for one in found for s in typed.syllables[one.start : one.end]}
        syllables = mend(typed.syllables, covered | surely_meant(typed), counts)
        if syllables != typed.syllables:
            mended = changed_query(typed, syllables)
            asked.insert(0, (mended, find_replacements(mended)))
            answer = _with_synonyms(engine, scope, *asked[0], counts)
            if answer.passages:
                return answer
    answer = _with_synonyms(engine, scope, typed, found, counts)
    if near and not (answer.passages or direct):
        if not exact and (answer := _answer_to_matter(engine, scope, typed, counts)).passages:
            return answer
        return _nearest(engine, scope, asked, counts)
    matching = replace(answer.matching, also=answer.matching.also.union(direct))
    passages = first | answer.passages | _named_articles(typed, direct)
    return replace(answer, passages=passages, matching=matching, direct=direct)


def _nearest(engine, scope, asked, counts):
    """Return the ``_Answer`` of what is nearest to the first of ``asked`` that is near anything.

    ``asked`` are pairs of a query and its ``Replacement``s.
    """
    for query, found in asked:
        answer = _with_synonyms(engine, scope, query, found, counts, nearest)
        if answer.passages:
            break
    return replace(answer, is_guess=True)


def _named_articles(typed, direct):
    """Return entry → passage of the article that is typed, of those called by their number."""
    anchor = article_named(typed) if direct else ""
    if not anchor:
        return {}
    rows = SearchPassage.objects.filter(entry__in=list(direct), anchor=anchor)
    # Of an article in several passages, the first.
    return dict(rows.order_by("-pk").values_list("entry", "pk"))


def _answer_to_matter(engine, scope, typed, counts):
    """Return the ``_Answer`` without the words that ask for a fact: they say not of what."""
    asked = asked_in(typed)
    matter = asked and asked.matter_of(typed)
    if not matter:
        return _Answer([typed], {}, Matching([], scope))
    answer = _with_synonyms(engine, scope, matter, find_replacements(matter), counts)
    return replace(answer, queries=[typed, *answer.queries])


def _with_synonyms(engine, scope, query, found, counts, look_for=match):
    read = _of_this_site(readings(query, found), query, counts)
    found = look_for(engine, scope, query, list(read.values()), counts)
    meanings = dict.fromkeys(meaning for meanings in read for meaning in meanings)
    return _Answer([query, *read.values()], *found, synonyms=list(meanings), counts=counts)


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


def _with_one_of_each(answer, language):
    """Return ``answer`` with one version of each page, and entry → its other versions."""
    matching = answer.matching
    # With a search server too the database says it, for a list of all that matches stays there.
    versions = versions_among(database_engine().entries_of(matching), matching.scope.condition)
    passages, others = one_of_each(answer.passages, versions, language)
    hidden = frozenset(entry for same in others.values() for entry in same)
    scope = replace(matching.scope, without=matching.scope.without | hidden)
    also = (matching.also - hidden).union(others)
    return replace(
        answer, passages=passages, matching=replace(matching, scope=scope, also=also)
    ), others


def _places(engine, matching, first, start, stop, newest_first):
    """Return entry → passage, or None, of the listed from ``start`` to before ``stop``.

    The entries ``first`` are the first of them; the engine lists the rest.
    """
    places = dict.fromkeys(first[start:stop])
    if stop <= len(first) or stop <= start:
        return places
    scope = replace(matching.scope, without=matching.scope.without.union(first))
    rest = replace(matching, scope=scope, also=matching.also.difference(first))
    start = max(start - len(first), 0)
    return places | dict(engine.places(rest, start, stop - len(first), newest_first))


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
    """Return the ``Scope`` of ``site``, where one is given."""
    # Of one site alone all entries are, and asking for that would cost something.
    several = site is not None and len({root.site_id for root in Site.get_site_root_paths()}) > 1
    return Scope(site=site.pk if several else None)


def _within(scope, entries):
    """Return those of ``entries``, as keys, that are in ``scope``."""
    if not entries or not scope.condition:
        return entries
    rows = SearchEntry.objects.filter(scope.condition, pk__in=entries)
    kept = set(rows.values_list("pk", flat=True))
    return {entry: None for entry in entries if entry in kept}


def _page(page, total, page_size):
    last = max(1, -(-total // page_size))
    try:
        page = int(page)
    except (TypeError, ValueError):
        return last
    return page if 1 <= page <= last else last
