"""The data that a room gives of its own objects: a fact that is asked for, and a result's card."""

import datetime
from dataclasses import dataclass


@dataclass(frozen=True)
class Fact:
    """A fact of an object, from its fields and never from running text.

    ``text`` is one sentence without markup, ``label`` names the fact in two or three words. Where
    nothing is known (``is_known``), the text says whom to ask. ``anchor`` is the fragment of the
    page where all of it stands, ``items`` are short names of what the text only counts. ``as_of``
    is the day on which the object was last checked, ``source`` the address of where it is from.
    """

    text: str
    label: str
    is_known: bool = True
    anchor: str = ""
    as_of: datetime.date | None = None
    source: str = ""
    items: tuple[str, ...] = ()


@dataclass(frozen=True)
class Card:
    """More to show on a result's card: ``facts`` are pairs of label and text, both short.

    ``badge`` is a property in a few words, or empty.
    """

    facts: tuple[tuple[str, str], ...] = ()
    badge: str = ""
