"""A process that is killed before each of its writes in turn, and what the database then holds."""

from contextlib import contextmanager
from itertools import count

from django.apps import apps
from django.db import connection, transaction

WRITES = ("INSERT", "UPDATE", "DELETE")
#: All that a dead process still does: the server undoes what it had not committed.
UNDONE = ("ROLLBACK TO", "RELEASE")


class Killed(BaseException):
    """No ``except Exception`` comes after it."""


class _Death:
    def __init__(self, before):
        self.before, self.writes, self.dead = before, 0, False

    def __call__(self, execute, sql, params, many, context):
        statement = sql.lstrip(" (").upper()
        if statement.startswith(WRITES) and not self.dead:
            self.writes += 1
            self.dead = self.writes == self.before
        if self.dead and not statement.startswith(UNDONE):
            raise Killed
        return execute(sql, params, many, context)


@contextmanager
def killed(before):
    """Kill what is done in here before its write number ``before``; tell whether it came so far."""
    death = _Death(before)
    try:
        with connection.execute_wrapper(death):
            yield death
    except Killed:
        pass


@contextmanager
def undone():
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def contents():
    """Return all rows of all tables."""
    found = {}
    for model in apps.get_models(include_auto_created=True):
        if model._meta.managed and not model._meta.proxy:
            rows = model._base_manager.order_by("pk").values_list()
            found[model._meta.label] = list(rows)
    return found


def counts():
    """Return how many rows each table has."""
    return {table: len(rows) for table, rows in contents().items()}


def killed_everywhere(work, facts, capture, *, whole=True):
    """Do ``work`` killed before each of its writes, and again; return how many writes there are.

    After the death ``facts()``, what people see, are as before or as they are after ``work`` that
    was left alone; where the work is ``whole``, no row of any table is other than before, or all
    are there. After the same work again the facts are those of the end in any case, and no table
    has a row more or less. What comes after the commit, which ``capture`` (pytest's
    ``django_capture_on_commit_callbacks``) does, dies too.
    """
    before, facts_before = contents(), facts()
    with undone():
        with capture(execute=True):
            work()
        facts_after, after = facts(), counts()
    for number in count(1):
        with undone():
            with killed(number) as death, capture(execute=True):
                work()
            if not death.dead:
                return number - 1
            left = contents()
            assert facts() in (facts_before, facts_after), number
            assert not whole or left == before or facts() == facts_after, number
            with capture(execute=True):
                work()
            assert facts() == facts_after, number
            assert not whole or counts() == after, number
