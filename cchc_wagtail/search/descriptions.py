"""The description of a page or document, given by its room, from which the search finds it."""

import datetime
from dataclasses import dataclass, field
from typing import Protocol


@dataclass(frozen=True)
class Passage:
    """A piece of an entry's text that reads on its own, about 1,200 characters at most.

    ``anchor`` is the fragment of the page where it stands, without ``#``; may be empty. A piece
    that ``speaks`` says what the entry is about; one that does not, such as the papers to hand in,
    only mentions things: what is found there alone is no sure answer.
    """

    text: str
    anchor: str = ""
    speaks: bool = True


@dataclass(frozen=True)
class Period:
    """A facet's value, such as the validity of a document, on the days it holds, both included."""

    facet: str
    value: str
    label: str
    begins_on: datetime.date
    ends_on: datetime.date


@dataclass(frozen=True)
class EntryDescription:
    """One page or document as the search sees it; all texts are plain, as a reader sees them.

    ``kind`` is one of the values of the facet ``kind``; ``key`` is the procedure code, the
    document number or the page's slug; ``exact_keys`` are numbers and codes that lead straight
    here when typed; ``other_names`` are found like the title. ``facets`` maps a facet's name to
    ``(value, label)`` pairs; ``periods`` are the values that hold for a time only.
    """

    kind: str
    key: str
    title: str
    url: str
    summary: str = ""
    date: datetime.date | None = None
    passages: list[Passage] = field(default_factory=list)
    exact_keys: list[str] = field(default_factory=list)
    other_names: list[str] = field(default_factory=list)
    facets: dict[str, list[tuple[str, str]]] = field(default_factory=dict)
    periods: list[Period] = field(default_factory=list)


class Searchable:
    """Mixin for a page or a snippet with drafts whose published form has a search entry.

    What everybody may read only under more conditions than being published has them in
    ``public_condition``, a ``Q``.
    """

    def get_search_entry(self) -> EntryDescription | None:
        """Return the ``EntryDescription`` of the published form, or None to have none."""
        raise NotImplementedError


class RegisterRow(Protocol):
    """A row of a register whose rows are the values of a facet."""

    slug: str
    name: str


def facet_values(*rows: RegisterRow | None) -> list[tuple[str, str]]:
    """Return the ``(value, label)`` pairs of register rows; None among them is left out."""
    return [(row.slug, row.name) for row in rows if row is not None]
