from django.core import checks
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError

from .engines import database_engine, engine_name, remote_engine
from .index.delivery import entries_undelivered


def check_engine(app_configs, **kwargs):
    """Tell where no engine can search (W001), or the search server is set up wrong (E001)."""
    try:
        remote_engine()
    except ImproperlyConfigured as error:
        return [checks.Error(str(error), id="cchc_search.E001")]
    if database_engine() is not None:
        return []
    return [
        checks.Warning(
            f"There is no search engine {engine_name()!r} for this database; "
            "the search page says that search is unavailable.",
            hint="Use SQLite or PostgreSQL as the default database, and CCHC_WAGTAIL"
            "['SEARCH_ENGINE'] = None or 'elasticsearch'.",
            id="cchc_search.W001",
        )
    ]


def check_delivery(app_configs, databases=None, **kwargs):
    """Warn (W002) where the search server is behind; it asks the database, as ``migrate`` does."""
    try:
        waiting = entries_undelivered().count() if databases and remote_engine() else 0
    except (DatabaseError, ImproperlyConfigured):
        return []
    if not waiting:
        return []
    return [
        checks.Warning(
            f"{waiting} search entries wait to be brought to the search server.",
            hint="Run cchc_index.",
            id="cchc_search.W002",
        )
    ]
