"""Runs one benchmark on the database that the environment names; see ``benchmarks``.

python -m benchmarks.of search 1000 20000
"""

import sys
from importlib import import_module

import django
from django.core.management import call_command

if __name__ == "__main__":
    django.setup()
    call_command("migrate", verbosity=0)
    name, *sizes = sys.argv[1:]
    import_module(f"benchmarks.{name}").run(*([[int(size) for size in sizes]] if sizes else []))
