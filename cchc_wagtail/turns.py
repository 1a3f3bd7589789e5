"""Work of which only one may be at hand at a time, in all processes together.

Held by the session at a PostgreSQL server, or by a lock on a file beside an SQLite database. Both
are let go by the system when a process dies: there is no lease to run out, and nothing to clear.
"""

import hashlib
import os
import tempfile
from contextlib import contextmanager
from functools import wraps
from pathlib import Path

from django.core.files import locks
from django.core.management.base import CommandError
from django.db import DEFAULT_DB_ALIAS, connections
from django.utils.translation import gettext as _

#: The exit code of a command whose turn somebody else has (EX_TEMPFAIL of sysexits.h).
TRY_LATER = 75


class Taken(Exception):
    """Somebody else is at this work; the text tells people."""


@contextmanager
def take_turn(name):
    """Do the work called ``name``, in the thread at hand, while nobody else does.

    Raises:
        Taken: somebody else does.
    """
    connection = connections[DEFAULT_DB_ALIAS]
    holder = _of_server if connection.vendor == "postgresql" else _of_file
    with holder(connection, name) as taken:
        if not taken:
            raise Taken(
                _("“%(name)s” is already being done by another process: try again later.")
                % {"name": name}
            )
        yield


@contextmanager
def _of_server(connection, name):
    key = int.from_bytes(hashlib.sha256(f"cchc {name}".encode()).digest()[:8], "big", signed=True)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [key])
        taken = cursor.fetchone()[0]
    try:
        yield taken
    finally:
        # A session that broke off has let go already; one in a failed transaction cannot be asked.
        if taken and connection.is_usable():
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [key])


@contextmanager
def _of_file(connection, name):
    with _lock_file(connection, name).open("a") as file:
        yield locks.lock(file, locks.LOCK_EX | locks.LOCK_NB)


def _lock_file(connection, name):
    database = str(connection.settings_dict["NAME"])
    if connection.is_in_memory_db():
        folder, stem = Path(tempfile.gettempdir()), f"cchc-{os.getpid()}"
    else:
        folder, stem = Path(database).parent, Path(database).name
    return folder / f".{stem}.{name}.lock"


def one_at_a_time(name):
    """Make a method of a command one whose work is done by one process at a time.

    The second is told, and ends with the code ``TRY_LATER``.
    """

    def decorate(method):
        @wraps(method)
        def in_turn(self, *args, **kwargs):
            try:
                with take_turn(name):
                    return method(self, *args, **kwargs)
            except Taken as error:
                raise CommandError(str(error), returncode=TRY_LATER) from error

        return in_turn

    return decorate
