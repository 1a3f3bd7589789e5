"""The tasks of an engine; everything else about a search is the same for all of them.

What travels does not grow with what matches: an engine gives the best few, counts the rest by
itself, and gives the places of one page.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from django.db.models import Q

from ..models import FacetValue
from ..text.terms import Term

# So many passages and titles are the best few.
BEST_PASSAGES = 300
BEST_TITLES = 150


class SearchUnavailable(Exception):
    """There is no engine that could answer, or it does not answer."""


class Wanted(NamedTuple):
    """A demand on texts: ``least`` of the summed weight of terms in one passage or title."""

    passage_terms: Sequence[Term]
    title_terms: Sequence[Term]
    least: float


class Candidates(NamedTuple):
    """The best that an engine found: passages and titles with the summed weight of their terms.

    ``passages`` maps ids of passages, ``titles`` ids of entries, to that sum.
    """

    passages: dict[int, float]
    titles: dict[int, float]


@dataclass(frozen=True)
class Scope:
    """Which entries come into question at all; what is None or empty rules nothing out.

    ``site`` is the key of a site, ``only`` and ``without`` are ids of entries.
    """

    site: int | None = None
    content_type: int | None = None
    only: frozenset[int] | None = None
    without: frozenset[int] = frozenset()

    @property
    def condition(self) -> Q:
        """The same for a query set of entries, but for ``only`` and ``without``."""
        condition = Q()
        if self.site is not None:
            condition &= Q(site=None) | Q(site=self.site)
        if self.content_type is not None:
            condition &= Q(content_type=self.content_type)
        return condition


@dataclass(frozen=True)
class Matching:
    """The entries that match a search: those of ``scope`` that hold one of ``wanted``.

    The entries ``also`` match in any case; without ``wanted`` (None) all of the scope do. Of them
    are listed those that have, for each facet in ``chosen``, one of its values (ids).
    """

    wanted: Sequence[Wanted] | None
    scope: Scope = Scope()
    also: frozenset[int] = frozenset()
    chosen: Mapping[str, Sequence[int]] = field(default_factory=dict)


class Counted(NamedTuple):
    """How many entries are listed, and how many of them have a value: ``FacetValue`` → count.

    The values of a chosen facet are counted as if nothing of that facet were chosen.
    """

    total: int
    values: dict[FacetValue, int]


class Engine:
    """An index of terms, derived from the stored passages.

    Raises:
        SearchUnavailable: by each of the methods; the index does not answer.
    """

    def best(self, wanted, scope):
        """Return the ``Candidates`` of each of ``wanted`` in ``scope``; equals by their ids."""
        raise NotImplementedError

    def count(self, matching):
        """Return what is ``Counted`` of a ``Matching``."""
        raise NotImplementedError

    def places(self, matching, start, stop, newest_first=False):
        """Return ``(entry, passage)`` of the listed entries from ``start`` to before ``stop``.

        By weight, or the newest first; equals by their ids. Each with its best passage.
        """
        raise NotImplementedError
