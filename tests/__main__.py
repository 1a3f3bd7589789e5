"""Runs the whole suite: on SQLite with a real browser, then on PostgreSQL, and the tests of the
search with Elasticsearch; ends with a table of how far the three engines agree.

What a test needs is installed where that is possible and started here. A part that cannot be had
skips its tests, and the run ends by listing them; with ``CI=true`` it is a failure.
"""

import os
import shutil
import subprocess
import sys

from tests.parts import PartMissing, install
from tests.parts.elasticsearch import elasticsearch
from tests.parts.postgresql import postgresql

CI = os.environ.get("CI") == "true"
PARALLEL = ["-n", "2", "--dist", "loadfile"]


def main():
    missing = {}
    if shutil.which("chromium") is None and not install("chromium"):
        missing["browser tests"] = "no chromium"
    code = run("SQLite", {}, *PARALLEL, "-m", "not browser")
    code = run("A real browser", {}, "-m", "browser") or code
    try:
        with postgresql() as url:
            environment = {"DATABASE_URL": url}
            code = run("PostgreSQL", environment, *PARALLEL, "-m", "not browser") or code
            code = test_with_elasticsearch(url, missing) or code
    except PartMissing as error:
        missing["the suite on PostgreSQL"] = str(error)
    if missing:
        print("\nNot tested:")
        for what, why in missing.items():
            print(f"  {what}: {why}")
        if CI:
            code = code or 1
    return code


def test_with_elasticsearch(database_url, missing):
    try:
        with elasticsearch() as server:
            environment = {"ELASTICSEARCH_URL": server.url}
            code = run("Elasticsearch", environment, *PARALLEL, "tests/search")
            print("\n=== Agreement of the engines ===", flush=True)
            command = [sys.executable, "-m", "tests.search.agreement", database_url, server.url]
            return code or subprocess.run(command, check=False).returncode
    except PartMissing as error:
        missing["the search with Elasticsearch, and the agreement of the engines"] = str(error)
        return 0


def run(name, environment, *arguments):
    print(f"\n=== {name} ===", flush=True)
    command = [sys.executable, "-m", "pytest", *arguments, *sys.argv[1:]]
    return subprocess.run(command, env={**os.environ, **environment}, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
