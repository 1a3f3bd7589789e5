"""Runs the benchmarks, each on a fresh database of its own; ``make bench`` calls it.

    python -m benchmarks [--large] [--size]

``--large`` searches among up to 100,000 entries, ``--size`` over 320,000 passages: both take long.
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
    runs = [["search", *map(str, sizes)]]
    if "--size" in sys.argv:
        runs.append(["size"])
    with tempfile.TemporaryDirectory() as folder:

        def sqlite(name):
            return f"sqlite:///{Path(folder) / name}.sqlite3"

        for what in runs:
            name = what[0]
            run(f"{name.capitalize()}: SQLite", what, DATABASE_URL=sqlite(name))
            try:
                with postgresql() as url:
                    run(f"{name.capitalize()}: PostgreSQL", what, DATABASE_URL=url)
            except PartMissing as error:
                print(f"PostgreSQL: not measured, for {error}")
            try:
                with elasticsearch() as server:
                    run(
                        f"{name.capitalize()}: Elasticsearch, with SQLite as the database",
                        what,
                        DATABASE_URL=sqlite(f"{name}-elasticsearch"),
                        ELASTICSEARCH_URL=server.url,
                    )
            except PartMissing as error:
                print(f"Elasticsearch: not measured, for {error}")
        run("Citizens, judged blind", ["citizens"], DATABASE_URL=sqlite("citizens"))
        run("Citations", ["citations"], DATABASE_URL=sqlite("citations"))
        run("Heads", ["heads"], DATABASE_URL=sqlite("heads"))
        run("Files", ["files"], DATABASE_URL=sqlite("files"))
        run("Imports", ["imports"], DATABASE_URL=sqlite("imports"))
        run("Growth", ["growth"], DATABASE_URL=sqlite("growth"))
        run("Plans", ["plans"], DATABASE_URL=sqlite("plans"))


def run(title, arguments, **environment):
    print(f"\n=== {title} ===", flush=True)
    command = [sys.executable, "-m", "benchmarks.of", *arguments]
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "tests.settings", **environment}
    subprocess.run(command, env=environment, check=True)


if __name__ == "__main__":
    main()
