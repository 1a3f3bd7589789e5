"""The declaration of a type of content, made once by its room for all that show or export it.

Search, feeds, sitemap, open data, the home of the section and “was this useful?” know no type:
they read the kinds that the rooms hand over under Wagtail's hook ``register_cchc_kinds``, and a
site hands over its own::

    @hooks.register("register_cchc_kinds")
    def register_events():
        return Kind("event", _("Events"), EventPage, order=70)
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from .facts import Card, Fact

HOOK = "register_cchc_kinds"
#: The kind of what the site lets be searched without describing it.
OTHER = "page"


@dataclass(frozen=True)
class OnHome:
    """How the newest of a kind are shown on the home of the section.

    ``rows`` takes the home page and returns the few that are shown, which the template finds as
    ``rows``, with the ``list_page`` of the kind below that home as ``list_page``, or None.

    Where title, address and summary are enough, ``newest`` says how many search entries of the kind
    there may be, and ``rows`` takes these: all kinds of this sort are asked for at once.
    """

    template: str
    rows: Callable[..., Iterable[Model]]
    newest: int = 0


@dataclass(frozen=True)
class Inset:
    """How pages of a kind stand in the midst of another page: their heart, such as a chart.

    The template is given the search ``entry`` of the page, and what ``contexts`` returns: it takes
    the keys of public pages and returns key → mapping, with one query where nothing has changed.
    Kinds that name the same function are asked for together.
    """

    template: str
    contexts: Callable[[Collection[Any]], Mapping[Any, Mapping[str, Any]]]


@dataclass(frozen=True)
class Kind:
    """A type of content: ``name`` is the value of the facet ``kind``, ``label`` says it of many.

    Its ``model`` is ``Searchable`` and has drafts; a snippet has ``get_absolute_url`` besides.
    ``feed`` is its ``AtomFeed``, ``api`` its view set in the open data. Readers of a page that
    ``asks_if_useful``, which has a ``unit``, are asked whether it was. ``list_page`` is the page
    type that lists it and stands below the home of the section, where ``on_home`` shows some.
    Pages that have an ``inset`` may be shown in others. What citizens come for ``is_service``: it
    stands before a text of law on the same matter, unless law is asked for.

    ``fact`` gives the ``Fact`` of an object that a question asks for, or None: it is called with a
    query set that holds the object and with the name of the fact (``search.text.asking``).
    ``cards`` gives what the cards of results show besides: it is called with a query set and
    returns primary key → ``Card``. Both are handed public objects alone, and each may ask the
    database two or three times, however many objects there are (``search.facts``).

    ``labels`` maps a facet to value → label, where the values are choices of the code: readers see
    them in their own language.
    """

    name: str
    label: str | Promise
    model: type[Model]
    order: int = 100
    feed: type | None = None
    api: type | None = None
    asks_if_useful: bool = False
    list_page: type[Model] | None = None
    on_home: OnHome | None = None
    inset: Inset | None = None
    is_service: bool = False
    fact: Callable[[QuerySet[Any], str], Fact | None] | None = None
    cards: Callable[[QuerySet[Any]], Mapping[Any, Card]] | None = None
    labels: Mapping[str, Mapping[str, str | Promise]] = field(default_factory=dict)


@lru_cache(maxsize=1)
def kinds() -> list[Kind]:
    """Return the ``Kind`` of all rooms and of the site, in their order."""
    return sorted((register() for register in hooks.get_hooks(HOOK)), key=lambda one: one.order)


def kind_of(content_type_id: int) -> Kind | None:
    """Return the ``Kind`` of the objects of a content type, by its key, or None."""
    model = ContentType.objects.get_for_id(content_type_id).model_class()
    return next((kind for kind in kinds() if kind.model is model), None)


def label_of(name: str) -> str:
    """Return what content of the kind ``name`` is called."""
    labels = {kind.name: kind.label for kind in kinds()}
    return str(labels.get(name) or (_("Other pages") if name == OTHER else name))


def label_of_value(facet: str, value: str) -> str:
    """Return what the ``value`` of a ``facet`` is called in the code; empty where it is a row."""
    for kind in kinds():
        if label := kind.labels.get(facet, {}).get(value):
            return str(label)
    return ""
