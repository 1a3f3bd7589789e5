"""Runs the benchmarks, each on a fresh database of its own; ``make bench`` calls it.

    python -m benchmarks [--large]

``--large`` searches among up to 100,000 entries, which takes long.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.parts import PartMissing
from tests.parts.elasticsearch import elasticsearch
from tests.parts.postgresql import postgresql

SIZES = [1_000, 20_000]
LARGE = 100_000


def main():
    sizes = [*SIZES, LARGE] if "--large" in sys.argv else SIZES
    search = ["search", *map(str, sizes)]
    with tempfile.TemporaryDirectory() as folder:

        def sqlite(name):
            return f"sqlite:///{Path(folder) / name}.sqlite3"

        run("Search: SQLite", search, DATABASE_URL=sqlite("search"))
        try:
            with postgresql() as url:
                run("Search: PostgreSQL", search, DATABASE_URL=url)
        except PartMissing as error:
            print(f"PostgreSQL: not measured, for {error}")
        try:
            with elasticsearch() as server:
                run(
                    "Search: Elasticsearch, with SQLite as the database",
                    search,
                    DATABASE_URL=sqlite("elasticsearch"),
                    ELASTICSEARCH_URL=server.url,
                )
        except PartMissing as error:
            print(f"Elasticsearch: not measured, for {error}")
        run("Citizens, judged blind", ["citizens"], DATABASE_URL=sqlite("citizens"))
        run("Citations", ["citations"], DATABASE_URL=sqlite("citations"))
        run("Heads", ["heads"], DATABASE_URL=sqlite("heads"))
        run("Imports", ["imports"], DATABASE_URL=sqlite("imports"))
        run("Growth", ["growth"], DATABASE_URL=sqlite("growth"))


def run(title, arguments, **environment):
    print(f"\n=== {title} ===", flush=True)
    command = [sys.executable, "-m", "benchmarks.of", *arguments]
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "tests.settings", **environment}
    subprocess.run(command, env=environment, check=True)


if __name__ == "__main__":
    main()
