"""Runs the benchmarks on a fresh database of their own; ``make bench`` calls it."""

import os
import tempfile
from pathlib import Path


def main():
    with tempfile.TemporaryDirectory() as folder:
        os.environ["DATABASE_URL"] = f"sqlite:///{Path(folder) / 'benchmark.sqlite3'}"
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
        import django
        from django.core.management import call_command

        django.setup()
        call_command("migrate", verbosity=0)
        from . import citations, imports, search

        search.run()
        citations.run()
        imports.run()


if __name__ == "__main__":
    main()
