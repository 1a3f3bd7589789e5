"""Runs the whole suite: on SQLite with a browser, those of several writers in a file, what asks the
database on PostgreSQL, and the tests of the search with Elasticsearch; ends with a table of how
far the three engines agree.

What a test needs is installed where that is possible and started here. A part that cannot be had
skips its tests, and the run ends by listing them; with ``CI=true`` it is a failure.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from contextlib import ExitStack

from tests.parts import PartMissing, install
from tests.parts.elasticsearch import elasticsearch
from tests.parts.postgresql import postgresql

CI = os.environ.get("CI") == "true"
PARALLEL = ["-n", "2", "--dist", "loadfile"]
#: Skipped by an SQLite database in memory, which all threads write through one connection.
SEVERAL_WRITERS = [
    "tests/editorial/test_at_once.py",
    "tests/imports/test_one_at_a_time.py::test_publishing_while_the_index_is_rebuilt_fails_neither",
]
#: What asks no database, or sites of its own that have SQLite: the first run is enough.
ON_ANY_DATABASE = [
    *["tests/language", "tests/citations", "tests/files", "tests/wagtail_vi", "tests/hosts"],
    "tests/imports/test_killed.py",
]


def main():
    missing = {}
    if shutil.which("chromium") is None and not install("chromium"):
        missing["browser tests"] = "no chromium"
    code = run("SQLite", {}, *PARALLEL, "-m", "not browser")
    with tempfile.TemporaryDirectory() as folder:
        environment = {"SQLITE_TEST_FILE": f"{folder}/test.sqlite3"}
        code = run("SQLite in a file", environment, *SEVERAL_WRITERS) or code
    code = run("A real browser", {}, "-m", "browser") or code
    with ExitStack() as running:
        url = start(running, postgresql, "the suite on PostgreSQL", missing)
        server = start(running, elasticsearch, "the search with Elasticsearch", missing)
        if url:
            environment = {"DATABASE_URL": url}
            others = [f"--ignore={one}" for one in ON_ANY_DATABASE]
            code = run("PostgreSQL", environment, *PARALLEL, "-m", "not browser", *others) or code
        if server:
            environment = {"ELASTICSEARCH_URL": server.url}
            code = run("Elasticsearch", environment, *PARALLEL, "tests/search") or code
        if url and server:
            code = compare_engines(url, server.url) or code
    if missing:
        print("\nNot tested:")
        for what, why in missing.items():
            print(f"  {what}: {why}")
        if CI:
            code = code or 1
    return code


def start(running, part, what, missing):
    """Start a part that runs until ``running`` is closed; note in ``missing`` that it cannot."""
    try:
        return running.enter_context(part())
    except PartMissing as error:
        missing[what] = str(error)
        return None


def compare_engines(*urls):
    print("\n=== Agreement of the engines ===", flush=True)
    command = [sys.executable, "-m", "tests.search.agreement", *urls]
    return subprocess.run(command, check=False).returncode


def run(name, environment, *arguments):
    print(f"\n=== {name} ===", flush=True)
    command = [sys.executable, "-m", "pytest", *arguments, *sys.argv[1:]]
    return subprocess.run(command, env={**os.environ, **environment}, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
