"""Runs the benchmarks, each engine on a fresh database of its own; ``make bench`` calls it.

    python -m benchmarks [--large]

``--large`` goes up to 100,000 entries, which takes long.
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
    with tempfile.TemporaryDirectory() as folder:
        run("SQLite", sizes, DATABASE_URL=f"sqlite:///{Path(folder) / 'sqlite.sqlite3'}")
        try:
            with postgresql() as url:
                run("PostgreSQL", sizes, DATABASE_URL=url)
        except PartMissing as error:
            print(f"PostgreSQL: not measured, for {error}")
        try:
            with elasticsearch() as server:
                run(
                    "Elasticsearch, with SQLite as the database",
                    sizes,
                    DATABASE_URL=f"sqlite:///{Path(folder) / 'elasticsearch.sqlite3'}",
                    ELASTICSEARCH_URL=server.url,
                )
        except PartMissing as error:
            print(f"Elasticsearch: not measured, for {error}")


def run(name, sizes, **environment):
    print(f"\n=== {name} ===", flush=True)
    command = [sys.executable, "-m", "benchmarks.of_search", *map(str, sizes)]
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "tests.settings", **environment}
    subprocess.run(command, env=environment, check=True)


if __name__ == "__main__":
    main()
