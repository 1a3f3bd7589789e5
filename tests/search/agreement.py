"""How far the engines agree: the same entries, the same queries, the overlap of the first ten.

    python -m tests.search.agreement POSTGRESQL_URL ELASTICSEARCH_URL

Each engine answers in a process of its own, for the database of a process is fixed. Fails below
``LEAST`` of overlap.
"""

import json
import os
import subprocess
import sys
import tempfile
from itertools import combinations
from pathlib import Path

from benchmarks.sample import SAMPLE

LEAST = 0.99
MODELS = ["SearchEntry", "SearchPassage", "FacetValue", "EntryFacet", "EntryKey", "Synonym"]


def main(postgresql_url, elasticsearch_url):
    if not SAMPLE.exists():
        print("Not compared: the reference data (../shared/data) is not here.")
        return 0
    with tempfile.TemporaryDirectory() as folder:
        sqlite_url = f"sqlite:///{Path(folder) / 'agreement.sqlite3'}"
        entries = Path(folder) / "entries.json"
        ask("publish", entries, DATABASE_URL=sqlite_url)
        ask("load", entries, DATABASE_URL=postgresql_url)
        answers = {
            "SQLite": ask("answer", entries, DATABASE_URL=sqlite_url),
            "PostgreSQL": ask("answer", entries, DATABASE_URL=postgresql_url),
            "Elasticsearch": ask(
                "answer", entries, DATABASE_URL=sqlite_url, ELASTICSEARCH_URL=elasticsearch_url
            ),
        }
    print(f"{'engines':<30}{'first ten':>12}{'first':>8}{'number':>8}")
    enough = True
    for one, other in combinations(answers, 2):
        pairs = list(zip(answers[one], answers[other], strict=True))
        shares = [overlap(a["keys"], b["keys"]) for a, b in pairs]
        first = sum(a["keys"][:1] == b["keys"][:1] for a, b in pairs) / len(pairs)
        number = sum(a["total"] == b["total"] for a, b in pairs) / len(pairs)
        share = sum(shares) / len(shares)
        enough = enough and share >= LEAST
        print(f"{one + ' – ' + other:<30}{share:>12.3f}{first:>8.3f}{number:>8.3f}")
    return 0 if enough else 1


def overlap(some, others):
    together = {*some, *others}
    return len({*some} & {*others}) / len(together) if together else 1


def ask(what, path, **environment):
    command = [sys.executable, "-m", "tests.search.agreement", what, path]
    environment = {**os.environ, **environment, "DJANGO_SETTINGS_MODULE": "tests.settings"}
    done = subprocess.run(command, env=environment, check=True, stdout=subprocess.PIPE)
    return json.loads(done.stdout or "null")


def publish(path):
    """Publish the sample, and write what the search knows of it to ``path``."""
    from django.apps import apps
    from django.core.serializers import serialize

    from benchmarks.sample import create_index_page, create_procedures, read_sample
    from cchc_wagtail.portal.setup.registers import fill_synonyms

    create_procedures(create_index_page(), read_sample())
    fill_synonyms()
    rows = [row for name in MODELS for row in apps.get_model("cchc_search", name).objects.all()]
    path.write_text(serialize("json", rows), encoding="utf-8")


def load(path):
    """Take over the entries at ``path``, and feed the engine of this database with them."""
    from django.apps import apps
    from django.core.serializers import deserialize

    from cchc_wagtail.search.index.feeding import entries_behind, forget_everything, put_in

    forget_everything()
    for name in reversed(MODELS):
        apps.get_model("cchc_search", name).objects.all().delete()
    rows = {}
    for row in deserialize("json", path.read_text(encoding="utf-8")):
        if hasattr(row.object, "site_id"):
            row.object.site_id, row.object.content_type_id = None, 1
        rows.setdefault(type(row.object), []).append(row.object)
    for model, objects in rows.items():
        model.objects.bulk_create(objects, batch_size=500)
    apps.get_model("cchc_search", "SearchEntry").objects.update(engine_version=0)
    while batch := list(entries_behind()[:500]):
        put_in(batch)


def answer(path):
    """Return, for each query of the benchmark, the keys of the first ten and the number found."""
    from benchmarks.search import known_item_queries, read_queries
    from cchc_wagtail.search import search
    from cchc_wagtail.search.engines import remote_engine
    from cchc_wagtail.search.index import delivery

    if remote_engine() is not None:
        delivery.rebuild()
    texts = [row["query"] for row in read_queries()]
    texts += [query for queries in known_item_queries().values() for _, query in queries[:40]]
    answers = []
    for text in texts:
        found = search(text)
        answers.append({"keys": [hit.key for hit in found.hits], "total": found.total})
    if remote_engine() is not None:
        assert remote_engine().breaker.is_closed, "Elasticsearch failed in between"
    return answers


if __name__ == "__main__":
    if sys.argv[1] in ("publish", "load", "answer"):
        import django
        from django.core.management import call_command

        django.setup()
        call_command("migrate", verbosity=0)
        json.dump(globals()[sys.argv[1]](Path(sys.argv[2])), sys.stdout)
    else:
        sys.exit(main(*sys.argv[1:]))
