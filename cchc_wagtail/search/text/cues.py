"""Cues of a query beside the thing it asks for: what happened to it, for whom, which country.

Such a cue never finds anything. It only moves what is found by the thing itself: up, where the
title says the same in official words, or down, where it says the opposite.
"""

from collections.abc import Callable
from typing import NamedTuple


class Cue(NamedTuple):
    """The syllables from ``start`` to ``end`` of a query, and what titles fit them.

    ``fit`` takes a stored folded title and returns 1 where it says the same, -1 where it says the
    opposite, and 0 else. What ``is_aside`` is said in everyday words that no title has: it counts
    less as something to be found.
    """

    start: int
    end: int
    fit: Callable[[str], int]
    is_aside: bool = True


def agrees(typed, words):
    """Tell whether the ``typed`` syllables may be ``words``: where they have marks, these ones."""
    return all(one == word or one.isascii() for one, word in zip(typed, words, strict=True))
