from django.core import checks

from .engines import engine_name, database_engine


def check_engine(app_configs, **kwargs):
    """Warn (W001) where no engine can search, so that the search page can only apologise."""
    if database_engine() is not None:
        return []
    return [
        checks.Warning(
            f"There is no search engine {engine_name()!r} for this database; "
            "the search page says that search is unavailable.",
            hint="Use SQLite as the default database, or CCHC_WAGTAIL['SEARCH_ENGINE'] = None.",
            id="cchc_search.W001",
        )
    ]
