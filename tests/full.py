"""Places where nothing more fits: a disk for the files of this process, and a table."""

import resource
from contextlib import contextmanager

from django.db import OperationalError, connection


@contextmanager
def full_disk(left=100):
    """The system lets no file of this process grow beyond ``left`` bytes."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (left, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@contextmanager
def full_database(table):
    """The database takes no more rows of ``table``, as on a disk that is full."""

    def refuse(execute, sql, params, many, context):
        if sql.startswith(f'INSERT INTO "{table}"'):
            raise OperationalError("database or disk is full")
        return execute(sql, params, many, context)

    with connection.execute_wrapper(refuse):
        yield
