"""The product's settings: one dict, ``CCHC_WAGTAIL``, in the host's settings module."""

from typing import Any

from django.conf import settings

DEFAULTS: dict[str, Any] = {
    # The host's template that ours extend; it must offer the blocks title, body_class and content.
    "BASE_TEMPLATE": "base.html",
    # Who issues documents: "parent", "name", "symbol", "place" and "head" of ``Agency``; what is
    # not given is left blank for the pen.
    "AGENCY": {},
    # Whether our pages show the way to them; False where the host's base template does.
    "BREADCRUMBS": True,
    # "sqlite", "postgresql", "elasticsearch", or None to follow the default database.
    "SEARCH_ENGINE": None,
    # For the engine "elasticsearch": "index", "timeout" (seconds), and options of its client.
    "ELASTICSEARCH": {"hosts": ["http://127.0.0.1:9200"]},
    # For how many days it is kept what was searched for; 0 keeps nothing.
    "SEARCH_LOG_DAYS": 400,
    # Page types of the host, "app_label.Model", that are searched by their title and search fields.
    "SEARCHED_MODELS": [],
    # Page types and snippets of the host, "app_label.Model", in which citations are looked for too.
    "CITING_MODELS": [],
    # Page types, "app_label.Model", that may stand in the section and are published unreviewed.
    "UNREVIEWED_PAGE_TYPES": [],
    # Working days that a unit has for the question of a citizen, unless the Office says otherwise.
    "QUESTION_WORKING_DAYS": 10,
    # Working days that a unit has to check its content when a document it cites has lapsed.
    "LAPSED_LAW_WORKING_DAYS": 10,
    # Days after a question is closed until the personal data in it are removed (cchc_daily).
    "QUESTION_DATA_DAYS": 180,
    # Days after a mail was sent, or a file for an import uploaded, until cchc_daily removes it.
    "SENT_MAIL_DAYS": 90,
    "IMPORT_FILE_DAYS": 30,
    # The header in which the host's own proxy gives the address of the client; None for no proxy.
    "CLIENT_ADDRESS_HEADER": None,
}


def get_setting(name: str) -> Any:
    """Return the host's value for ``name``, or the default.

    Raises:
        KeyError: ``name`` is not one of ``DEFAULTS``.
    """
    default = DEFAULTS[name]
    return getattr(settings, "CCHC_WAGTAIL", {}).get(name, default)
