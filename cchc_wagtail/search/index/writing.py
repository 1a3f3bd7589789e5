"""Who writes into the index at the same moment, on PostgreSQL; SQLite has one writer anyway.

A publication writes its own entry beside other publications. A rebuild writes all of them, in an
order of its own: without a lock over the whole, each would wait for rows that the other holds.
Both locks end with the transaction, and are taken before any row of the index.
"""

from django.db import connection

# Any number that nobody else takes: "cchc" in ASCII.
KEY = 0x63636863


def write_beside_others():
    """Wait while somebody writes the whole index, in the transaction that writes a part of it."""
    _lock("pg_advisory_xact_lock_shared")


def write_alone():
    """Wait until nobody writes into the index; whoever begins after that waits."""
    _lock("pg_advisory_xact_lock")


def _lock(function):
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {function}(%s)", [KEY])
