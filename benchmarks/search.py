"""How well and how fast is found what citizens look for, on 515 real procedures.

Known item: a title, whole, damaged or shortened, has to lead to its procedure. Compared are the
search as the page calls it, facets included; the bare query to the engine; and the search that
Wagtail has by itself, in the same run on the same data.
"""

import json
import math
import random
import statistics
import string
import time
from pathlib import Path

QUERIES = Path(__file__).parent / "queries.jsonl"
KNOWN_ITEMS = 200
# Wagtail takes a hundred times as long, so it is asked fewer of them.
ASKED_OF_WAGTAIL = 40
LETTERS = string.ascii_lowercase


def run(sizes):
    """Print the figures of one engine, and at the ``sizes`` (numbers of entries) those of speed.

    The database is expected to be fresh and migrated.
    """
    from cchc_wagtail.portal.setup.registers import fill_synonyms

    from .sample import create_index_page, create_procedures, read_sample

    rows = read_sample()
    if rows is None:
        print("search: not run, for ../shared/data/procedures-sample.jsonl is not here")
        return
    start = time.perf_counter()
    create_procedures(create_index_page(), rows)
    fill_synonyms()
    bring_to_server()
    print(f"search: {len(rows)} procedures published in {time.perf_counter() - start:.1f} s\n")
    known_items()
    citizens_queries()
    at_scale(sizes)


def bring_to_server():
    """Bring everything to the search server, where one is measured."""
    from cchc_wagtail.search.engines import remote_engine
    from cchc_wagtail.search.index import delivery

    if remote_engine() is not None:
        delivery.rebuild()


def known_item_queries():
    """Return damage → list of (code, query): titles that have to lead to their procedures."""
    from cchc_wagtail.search.models import SearchEntry

    chance = random.Random(20240404)
    entries = SearchEntry.objects.filter(kind="procedure").exclude(key__startswith="mixed-")
    chosen = chance.sample(list(entries.order_by("key").values_list("key", "title")), KNOWN_ITEMS)
    return {
        name: [(code, damage(title, chance)) for code, title in chosen]
        for name, damage in DAMAGES.items()
    }


def read_queries():
    """Return the judged queries of citizens: ``query``, ``style``, ``grades`` (key → 1 to 3)."""
    with QUERIES.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def known_items():
    searches = {"cchc_wagtail": ours, "bare engine": bare_engine, "Wagtail": wagtails_own}
    print(f"{'known item':<22}" + "".join(f"{name:>34}" for name in searches))
    print(" " * 22 + f"{'MRR@10':>15}{'p50 ms':>9}{'p95 ms':>10}" * len(searches))
    for name, queries in known_item_queries().items():
        line = f"{name:<22}"
        for search in searches.values():
            ranks, times = [], []
            asked = queries[:ASKED_OF_WAGTAIL] if search is wagtails_own else queries
            for code, query in asked:
                start = time.perf_counter()
                keys = search(query)
                times.append((time.perf_counter() - start) * 1000)
                ranks.append(1 / (keys.index(code) + 1) if code in keys else 0)
            line += f"{statistics.mean(ranks):15.3f}{median(times):9.1f}{p95(times):10.1f}"
        print(line, flush=True)


def citizens_queries():
    """Judged queries of our own: gain 2^grade - 1; one without an answer wants no sure hits."""
    from cchc_wagtail.search import search

    scores, times = {}, []
    for row in read_queries():
        start = time.perf_counter()
        found = search(row["query"])
        times.append((time.perf_counter() - start) * 1000)
        keys = [hit.key for hit in found.hits]
        is_honest = found.is_guess or not keys
        score = ndcg(keys, row["grades"]) if row["grades"] else float(is_honest)
        scores.setdefault(row["style"], []).append(score)
    print(f"\ncitizens' queries{'n':>6}{'nDCG@10':>10}")
    for style, values in scores.items():
        print(f"{style:<17}{len(values):>6}{statistics.mean(values):10.3f}")
    answerable = [value for style, values in scores.items() if style != "none" for value in values]
    print(f"{'all but none':<17}{len(answerable):>6}{statistics.mean(answerable):10.3f}")
    print(f"p50 {median(times):.1f} ms, p95 {p95(times):.1f} ms")


def at_scale(sizes):
    """Time the same queries, feeding, and publishing a page, as the site grows."""
    from cchc_wagtail.procedures.models import ProcedurePage
    from cchc_wagtail.search.models import SearchEntry

    from .scale import enlarge

    page = ProcedurePage.objects.order_by("code").first()
    queries = {name: [q for _, q in rows] for name, rows in known_item_queries().items()}
    queries = {name: queries[name] for name in ("full title", "one typo", "five words, stripped")}
    queries["citizens' queries"] = [row["query"] for row in read_queries()]
    print(f"\nupdate_index of Wagtail: {wagtails_indexing():.0f} pages a second")
    for size in sizes:
        before = SearchEntry.objects.count()
        if size < before:
            continue
        seconds = enlarge(size)
        fed = f"fed with {(size - before) / seconds:.0f} entries a second" if size > before else ""
        print(f"\n{size} entries: {fed}; publishing a page {publication(page):.1f} ms")
        print(f"{'':<22}{'ours p50':>12}{'p95 ms':>10}{'bare p50':>12}{'p95 ms':>10}")
        for name, texts in queries.items():
            line = f"{name:<22}"
            for search in (ours, bare_engine):
                times = timed(search, texts)
                line += f"{median(times):12.1f}{p95(times):10.1f}"
            print(line, flush=True)


def wagtails_indexing():
    """Return how many pages a second Wagtail brings into its own index."""
    from django.core.management import call_command

    from cchc_wagtail.procedures.models import ProcedurePage

    begun = time.perf_counter()
    call_command("update_index", verbosity=0)
    return ProcedurePage.objects.count() / (time.perf_counter() - begun)


def timed(search, queries):
    times = []
    for query in queries:
        start = time.perf_counter()
        search(query)
        times.append((time.perf_counter() - start) * 1000)
    return times


def publication(page):
    """Return the median milliseconds that publishing ``page`` with a changed text takes."""
    times = []
    for number in range(21):
        page.results = [("result", {"name": f"Giấy chứng nhận {number}"})]
        revision = page.save_revision()
        start = time.perf_counter()
        revision.publish()
        times.append((time.perf_counter() - start) * 1000)
    return median(times)


def ours(query):
    from cchc_wagtail.search import search

    return [hit.key for hit in search(query).hits]


def bare_engine(query):
    """The engine's own answer: the entries by the summed weight of the terms in a passage."""
    from cchc_wagtail.search.engines import Scope, get_engine
    from cchc_wagtail.search.models import PASSAGE_BITS, SearchEntry
    from cchc_wagtail.search.query.candidates import look_up
    from cchc_wagtail.search.query.weights import weighted
    from cchc_wagtail.search.text.query import parse_query

    terms = weighted(parse_query(query).terms).values()
    ((best, _, _),) = look_up(get_engine(), Scope(), [terms])
    weights = dict(best.titles)
    for number, weight in best.passages.items():
        entry = number >> PASSAGE_BITS
        weights[entry] = max(weight, weights.get(entry, 0))
    first = sorted(weights, key=lambda entry: (-weights[entry], entry))[:10]
    keys = dict(SearchEntry.objects.filter(pk__in=first).values_list("pk", "key"))
    return [keys[entry] for entry in first]


def wagtails_own(query):
    from cchc_wagtail.procedures.models import ProcedurePage

    # As Wagtail ships: without the folded text that the package hands to the same backend.
    pages = ProcedurePage.objects.live().search(query, fields=["title"])
    return [page.code for page in pages[:10]]


def unmarked(title, chance):
    from cchc_wagtail.language import fold

    return fold(title)


def half_marked(title, chance):
    from cchc_wagtail.language import fold

    return " ".join(word if chance.random() < 0.5 else fold(word) for word in title.split())


def one_typo(title, chance):
    """Delete, double, replace or swap one letter."""
    places = [place for place, letter in enumerate(title[:-1]) if letter.isalpha()]
    place = chance.choice(places)
    left, letter, right = title[:place], title[place], title[place + 1 :]
    return chance.choice(
        [
            left + right,
            left + letter + letter + right,
            left + chance.choice(LETTERS) + right,
            left + right[0] + letter + right[1:],
        ]
    )


def five_words(title, chance):
    words = title.split()
    start = chance.randrange(max(1, len(words) - 4))
    return " ".join(words[start : start + 5])


DAMAGES = {
    "full title": lambda title, chance: title,
    "marks stripped": unmarked,
    "half the marks": half_marked,
    "one typo": one_typo,
    "five words": five_words,
    "five words, stripped": lambda title, chance: unmarked(five_words(title, chance), chance),
}


def ndcg(keys, grades):
    gains = [2 ** grades.get(key, 0) - 1 for key in keys[:10]]
    ideal = sorted((2**grade - 1 for grade in grades.values()), reverse=True)[:10]
    return discounted(gains) / discounted(ideal)


def discounted(gains):
    return sum(gain / math.log2(place + 2) for place, gain in enumerate(gains))


def median(times):
    return statistics.median(times)


def p95(times):
    return sorted(times)[int(len(times) * 0.95)]
