"""The results of a search: a page of hits, facets, and the answer to a question."""

from dataclasses import dataclass, field
from datetime import date as Date
from typing import NamedTuple
from urllib.parse import urlsplit

from cchc_wagtail.frontend.languages import LanguageLink, name_of

from ..facts import Card

SORTS = RELEVANCE, NEWEST = "relevance", "newest"


class FacetCount(NamedTuple):
    """A facet's value, its label, how many results have it, and whether it is chosen."""

    value: str
    label: str
    count: int  # type: ignore[assignment]  # the field hides tuple.count, which nobody calls
    selected: bool


@dataclass(frozen=True)
class Hit:
    """One result. ``highlights`` are safe HTML: ``title`` and ``text`` with ``<mark>``.

    ``url`` leads to the place in the page where the passage stands; ``key`` is the procedure's
    code, the document's number or the page's slug. ``content_type_id`` and ``object_id`` say whose
    entry it is; ``card`` is what ``with_cards`` found for it, or None. ``language`` is the code of
    the language it is in, ``versions`` are the same page in others; both are empty on a site in
    one language.
    """

    url: str
    title: str
    kind: str
    kind_label: str
    key: str
    summary: str = ""
    date: Date | None = None
    highlights: dict[str, str] = field(default_factory=dict)
    content_type_id: int | None = None
    object_id: str = ""
    card: Card | None = None
    language: str = ""
    versions: list[LanguageLink] = field(default_factory=list)

    @property
    def language_name(self) -> str:
        """The name of its language in itself."""
        return name_of(self.language) if self.language else ""

    @property
    def name(self) -> str:
        """Whose entry it is, in one word for an address."""
        return f"{self.content_type_id}-{self.object_id}"

    @property
    def snippet(self) -> str:
        """The place in the text that matches best, as safe HTML."""
        return self.highlights.get("text", "")


@dataclass(frozen=True)
class Answer:
    """The fact that was asked for, from the fields of the object of ``hit``.

    ``kind`` is one of ``search.text.asking.KINDS``; ``text`` is one sentence without markup,
    ``label`` names the fact. Where it is not known (``is_known``), the text says whom to ask.
    ``url`` leads to the place where all of it stands; ``as_of`` is the day of the last check and
    ``source`` the address of the official source, where they are known. ``items`` are short names
    of what ``text`` only counts; ``others`` are hits that the question may mean as well.
    """

    kind: str
    text: str
    hit: Hit
    label: str = ""
    is_known: bool = True
    url: str = ""
    as_of: Date | None = None
    source: str = ""
    items: tuple[str, ...] = ()
    others: list[Hit] = field(default_factory=list)

    @property
    def source_name(self) -> str:
        """The host of the source's address."""
        return urlsplit(self.source).hostname or self.source


@dataclass(frozen=True)
class SearchResults:
    """One page of results.

    ``total`` and ``facets`` speak of all matching entries, ``hits`` are those of ``page``. Where
    ``has_more``, there are more than ``total``, and those beyond it are on no page.
    ``suggestion`` is the repaired text that was searched for instead of ``text``, or empty;
    ``synonyms`` are the meanings from the register that were searched for besides;
    ``direct_hit`` the ``Hit`` whose number or code was typed, or None; ``relaxed`` says that
    no result holds all the words; ``is_guess`` that nothing matches and these are the nearest.
    ``answer`` is the ``Answer`` to a question for a fact, on the first page, or None.
    """

    text: str
    hits: list[Hit] = field(default_factory=list)
    total: int = 0
    has_more: bool = False
    page: int = 1
    page_size: int = 10
    facets: dict[str, list[FacetCount]] = field(default_factory=dict)
    filters: dict[str, list[str]] = field(default_factory=dict)
    sort: str = RELEVANCE
    suggestion: str = ""
    synonyms: list[str] = field(default_factory=list)
    direct_hit: Hit | None = None
    relaxed: bool = False
    is_guess: bool = False
    answer: Answer | None = None

    @property
    def num_pages(self) -> int:
        return max(1, -(-self.total // self.page_size))

    @property
    def first_number(self) -> int:
        """The place of the first hit among all results, from 1 on."""
        return (self.page - 1) * self.page_size + 1

    @property
    def has_previous(self) -> bool:
        return self.page > 1

    @property
    def has_next(self) -> bool:
        return self.page < self.num_pages
