"""Runs the tests on other versions of Python, Wagtail and Django, each from the built wheel.

    python -m tests.matrix [--quick] [ROW ...]

Every row is an environment of its own, made anew by uv; ``--quick`` runs in each the tests that
meet most of Wagtail. A Python that is not on this machine leaves its row out, and is named. Ends
with the table of what passed.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from contextlib import nullcontext
from pathlib import Path
from typing import NamedTuple

import tomllib

from tests.parts import PartMissing
from tests.parts.postgresql import postgresql

ROOT = Path(__file__).resolve().parent.parent
UV = os.environ.get("UV", ROOT / ".tools/bin/uv")
TESTED = ["tests", "docs", "sandbox", "templates", "static", "benchmarks", "pyproject.toml"]
QUICK = [
    "tests/test_settings.py",
    "tests/portal/test_public_pages.py",
    "tests/portal/test_setup.py",
    "tests/portal/test_names.py",
    "tests/editorial/test_editor.py",
    "tests/frontend/test_user_bar.py",
    "tests/registry/test_registry_page.py",
    # What meets most of the libraries for files.
    "tests/files/test_reading.py",
    "tests/files/test_scans.py",
    "tests/plans/test_reports.py",
]


class Row(NamedTuple):
    """One environment: the Python, what is asked for beyond the package, and the databases.

    With ``lowest`` every dependency is the lowest that the package allows.
    """

    python: str
    wanted: list
    lowest: bool = False
    databases: tuple = ("SQLite",)


BOTH = ("SQLite", "PostgreSQL")
ROWS = {
    "lowest": Row("3.10", ["wagtail<7.5", "Django<6"], lowest=True, databases=BOTH),
    "wagtail-7": Row("3.12", ["wagtail<8", "Django<6"]),
    "django-5": Row("3.11", ["wagtail>=8", "Django<6"]),
    "django-6.0": Row("3.12", ["wagtail>=8", "Django<6.1"]),
    "highest": Row("3.13", ["wagtail>=8", "Django>=6.1"], databases=BOTH),
    "python-3.14": Row("3.14", ["wagtail>=8", "Django>=6.1"]),
}


def main():
    quick = "--quick" in sys.argv
    names = [name for name in sys.argv[1:] if not name.startswith("-")] or list(ROWS)
    table, failed = [], False
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        wheel = build(folder)
        for name in names:
            row = ROWS[name]
            python = find_python(row.python)
            if python is None:
                table.append((name, f"Python {row.python}", "", "", "not on this machine"))
                continue
            environment = make_environment(folder / name, python, row, wheel)
            versions = versions_of(environment)
            for database in row.databases:
                print(f"\n=== {name}: {', '.join(versions)}, {database} ===", flush=True)
                outcome = run(folder / name, environment, database, quick)
                table.append((name, *versions, f"{database}: {outcome}"))
                failed = failed or outcome != "passed"
    print()
    for line in table:
        print("{:<12} {:<15} {:<16} {:<15} {}".format(*line))
    return int(failed)


def build(folder):
    """Build the wheel in ``folder``, put the tests beside it, and return its path."""
    for name in TESTED:
        source = ROOT / name
        if source.is_dir():
            ignored = shutil.ignore_patterns("__pycache__", "data" if name == "sandbox" else "")
            shutil.copytree(source, folder / "tested" / name, ignore=ignored)
        else:
            shutil.copy(source, folder / "tested")
    uv("build", "--wheel", "--out-dir", folder, ROOT)
    return next(folder.glob("*.whl"))


def find_python(version):
    """Return the path of a Python of ``version`` on this machine, or None."""
    places = sorted(Path.home().glob(f".pyenv/versions/{version}.*/bin/python"))
    found = shutil.which(f"python{version}", path=os.pathsep.join(map(str, path_without_shims())))
    return str(places[-1]) if places else found


def path_without_shims():
    # pyenv has a command for each version that it knows of, also for those that are not active.
    return [one for one in os.environ["PATH"].split(os.pathsep) if "shims" not in one]


def make_environment(folder, python, row, wheel):
    """Install the package and what its tests need in ``folder``; return its Python."""
    uv("venv", "--python", python, folder / "venv")
    environment = folder / "venv/bin/python"
    groups = tomllib.loads((ROOT / "pyproject.toml").read_text())["dependency-groups"]
    wanted = [*row.wanted, *groups["sandbox"], *groups["test"], "polib"]
    constraints = folder / "constraints.txt"
    constraints.touch()
    if row.lowest:
        asked = folder / "asked.in"
        asked.write_text("\n".join(row.wanted))
        resolution = ["--resolution", "lowest-direct", "--python", environment]
        uv(
            "pip",
            "compile",
            "--quiet",
            *resolution,
            ROOT / "pyproject.toml",
            asked,
            "-o",
            constraints,
        )
    install = ["--python", environment, "--constraints", constraints]
    uv("pip", "install", *install, wheel, *wanted)
    shutil.copytree(wheel.parent / "tested", folder, dirs_exist_ok=True)
    return environment


def versions_of(python):
    code = (
        "import platform, django, wagtail;"
        "print(f'Python {platform.python_version()}|Wagtail {wagtail.__version__}"
        "|Django {django.__version__}')"
    )
    return subprocess.check_output([python, "-c", code], text=True).strip().split("|")


def run(folder, python, database, quick):
    """Run the tests beside no source of the package; return ``passed``, or how it failed."""
    try:
        with postgresql() if database == "PostgreSQL" else nullcontext() as url:
            tests = QUICK if quick else ["-n", "2", "--dist", "loadfile", "-m", "not browser"]
            command = [python, "-m", "pytest", "-q", *tests]
            variables = {**os.environ, **({"DATABASE_URL": url} if url else {})}
            variables.pop("CI", None)
            code = subprocess.run(command, cwd=folder, env=variables, check=False).returncode
    except PartMissing as error:
        return f"not tested: {error}"
    return "passed" if code == 0 else "failed"


def uv(*arguments):
    subprocess.run([UV, *arguments, "--quiet"], check=True)


if __name__ == "__main__":
    sys.exit(main())
