"""Runs the whole suite: on SQLite with a real browser, then on PostgreSQL.

What a test needs is installed where that is possible and started here. A part that cannot be had
skips its tests, and the run ends by listing them; with ``CI=true`` it is a failure.
"""

import os
import shutil
import subprocess
import sys

from tests.parts import PartMissing, install
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
    except PartMissing as error:
        missing["the suite on PostgreSQL"] = str(error)
    if missing:
        print("\nNot tested:")
        for what, why in missing.items():
            print(f"  {what}: {why}")
        if CI:
            code = code or 1
    return code


def run(name, environment, *arguments):
    print(f"\n=== {name} ===", flush=True)
    command = [sys.executable, "-m", "pytest", *arguments, *sys.argv[1:]]
    return subprocess.run(command, env={**os.environ, **environment}, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
