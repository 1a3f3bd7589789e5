"""How fast the search is over 320,000 passages, where the commonest words stand in most entries.

The entries are mixed from the sample, as many passages each as a legal text has. Asked are the
titles of 200 procedures and 360 questions of citizens, facets included; then the commonest pair of
syllables alone. Then the engine is fed with everything anew, as ``cchc_index --rebuild`` does.
"""

import json
import time

PASSAGES = 320_000
#: Of one entry; legal texts are cut into 37 on average.
OF_ONE = (27, 46)


def run(sizes=(PASSAGES,)):
    """Print the figures of one engine for as many passages as the first of ``sizes`` says.

    The database is expected to be migrated; one that holds enough passages is taken as it is.
    """
    from cchc_wagtail.search.models import SearchEntry, SearchPassage

    from .citizens import JUDGED
    from .sample import create_index_page, create_procedures, read_sample
    from .scale import add_entries
    from .search import known_item_queries, median, p95, timed

    rows = read_sample()
    if rows is None:
        print("size: not run, for ../shared/data/procedures-sample.jsonl is not here")
        return
    if not SearchEntry.objects.exists():
        create_procedures(create_index_page(), rows)
    held = SearchPassage.objects.count()
    if held < 0.95 * sizes[0]:
        mean = 1 + (OF_ONE[0] + OF_ONE[1] - 1) / 2
        add_entries(SearchEntry.objects.count() + round((sizes[0] - held) / mean), OF_ONE)
    print(f"{SearchPassage.objects.count()} passages of {SearchEntry.objects.count()} entries")
    print(f"  fed anew                 {fed_anew():8.0f} s", flush=True)
    titles = [query for _, query in known_item_queries()["full title"]]
    with JUDGED.open(encoding="utf-8") as lines:
        questions = [json.loads(line)["query"] for line in lines]
    timed(found, titles[:20])
    for name, queries in {"titles": titles, "questions": questions}.items():
        times = timed(found, queries)
        print(f"  {name:<12} p50, p95 {median(times):8.0f} {p95(times):8.0f} ms", flush=True)
    for word in commonest_words():
        times = timed(found, [word] * 11)
        print(f"  commonest word           {median(times):8.0f} ms   “{word}”", flush=True)


def fed_anew():
    """Return the seconds that it takes to feed the engine that answers with everything."""
    from cchc_wagtail.search.engines import remote_engine
    from cchc_wagtail.search.index import delivery
    from cchc_wagtail.search.index.feeding import entries_behind, forget_everything

    from .scale import feed_database

    if remote_engine() is None:
        if not entries_behind().exists():
            forget_everything()
        return feed_database()
    feed_database()
    begun = time.perf_counter()
    delivery.rebuild()
    return time.perf_counter() - begun


def commonest_words():
    """Return the two commonest pairs of syllables that are no frame of a question."""
    from cchc_wagtail.search.models import TermFrequency
    from cchc_wagtail.search.text.query import parse_query

    pairs = TermFrequency.objects.filter(term__contains="_").order_by("-count")
    words = (term.replace("_", " ") for term in pairs.values_list("term", flat=True)[:50])
    return [word for word in words if parse_query(word).terms == [word.replace(" ", "_")]][:2]


def found(query):
    from cchc_wagtail.search import search
    from cchc_wagtail.search.engines import remote_engine

    results = search(query)
    assert remote_engine() is None or remote_engine().breaker.is_closed, "Elasticsearch failed"
    return results
