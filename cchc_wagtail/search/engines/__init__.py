"""The engines: who finds candidates."""

from django.db import connection

from cchc_wagtail.conf import get_setting

from .base import (
    Candidates,
    Counted,
    Engine,
    Matching,
    Scope,
    SearchUnavailable,
    Wanted,
)

__all__ = [
    "Candidates",
    "Counted",
    "Engine",
    "Matching",
    "Scope",
    "SearchUnavailable",
    "Wanted",
    "database_engine",
    "engine_name",
    "get_engine",
    "remote_engine",
]

ELASTICSEARCH = "elasticsearch"


def engine_name():
    """Return the name of the engine: the setting, or else the vendor of the database."""
    return get_setting("SEARCH_ENGINE") or connection.vendor


def database_engine():
    """Return the engine inside the database, which is always fed; None where there is none."""
    if engine_name() not in (connection.vendor, ELASTICSEARCH):
        return None
    if connection.vendor == "sqlite":
        from .sqlite import SQLiteEngine

        return SQLiteEngine()
    if connection.vendor == "postgresql":
        from .postgresql import PostgreSQLEngine

        return PostgreSQLEngine()
    return None


def remote_engine():
    """Return the search server that is chosen, or None.

    Raises:
        ImproperlyConfigured: its client is not installed, or a setting is wrong.
    """
    if engine_name() != ELASTICSEARCH:
        return None
    from .elasticsearch import find_server

    return find_server()


def get_engine():
    """Return the engine that answers: the search server with the database behind it, or that alone.

    Raises:
        SearchUnavailable: there is none of the chosen name for this database.
    """
    database = database_engine()
    if database is None:
        raise SearchUnavailable(f"There is no search engine {engine_name()!r} for this database.")
    remote = remote_engine()
    if remote is None:
        return database
    from .failover import Failover

    return Failover(remote, database)
