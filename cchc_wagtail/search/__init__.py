"""Search over everything published. Importing this needs no loaded apps."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from wagtail.models import Site

    from .query.results import SearchResults


def search(
    text: str | None,
    *,
    filters: Mapping[str, Iterable[str]] | None = None,
    page: int | str | None = 1,
    page_size: int = 10,
    site: "Site | None" = None,
    language: str | None = None,
    exact: bool = False,
    sort: str = "relevance",
) -> "SearchResults":
    """Return one page of what matches ``text``, the best first, as ``SearchResults``.

    ``text`` is whatever was typed, of any length; only its first 1,000 characters count. A number
    or code leads straight to its entry. Empty text lists by date what the filters choose.
    ``filters`` maps facets (``kind``, ``field``, ``reform_field``, ``unit``, ``audience``,
    ``level``, ``year``, ``tag``) to lists of values: any value of a facet, and all facets, must
    hold; unknown facets are ignored. A ``page`` out of range, or no number, gives the last page;
    ``page_size`` is at most 100. ``site`` (a ``wagtail.models.Site``) leaves out what belongs to
    another. ``language`` (a code; the active one if left out) is the reader's: a page in several
    languages is one result, in that language where it is in it, and ``Hit.versions`` lead to the
    others; with ``""`` each version is a result. ``exact`` searches
    for the words as typed, without repairs and synonyms. ``sort`` is ``relevance`` or ``newest``.

    In ``text``, ``"…"`` asks for words in a row, ``-word`` leaves out what has the word.

    Raises:
        SearchUnavailable: no engine can answer (``cchc_wagtail.search.engines``).
    """
    from .query.retrieval import find

    return find(
        text,
        filters=filters,
        page=page,
        page_size=page_size,
        site=site,
        language=language,
        exact=exact,
        sort=sort,
    )
