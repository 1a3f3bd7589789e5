"""The engines: who finds candidates."""

from django.db import connection

from cchc_wagtail.conf import get_setting

from .base import Candidates, Engine, SearchUnavailable

__all__ = ["Candidates", "Engine", "SearchUnavailable", "engine_name", "find_engine", "get_engine"]


def engine_name():
    """Return the name of the engine: the setting, or else the vendor of the database."""
    return get_setting("SEARCH_ENGINE") or connection.vendor


def find_engine():
    """Return the engine, or None where there is none of that name for this database."""
    if engine_name() == "sqlite" and connection.vendor == "sqlite":
        from .sqlite import SQLiteEngine

        return SQLiteEngine()
    return None


def get_engine():
    """Return the engine.

    Raises:
        SearchUnavailable: there is none of that name for this database.
    """
    engine = find_engine()
    if engine is None:
        raise SearchUnavailable(f"There is no search engine {engine_name()!r} for this database.")
    return engine
