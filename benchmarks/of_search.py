"""Measures the search with the engine that the environment names; see ``benchmarks``."""

import sys

import django
from django.core.management import call_command

if __name__ == "__main__":
    django.setup()
    call_command("migrate", verbosity=0)
    from . import search

    search.run([int(size) for size in sys.argv[1:]])
