"""Numbers and codes as keys that do not depend on how they are separated or marked."""

import re
from contextlib import suppress

from cchc_wagtail.citations import DocumentNumber
from cchc_wagtail.citations.typed import keys_of_number, keys_typed

from .terms import folded_syllables

_LONG_CODE = re.compile(r"(\d+\.\d{4,})\..+")
_MAX_PARTS = 9


def exact_key(text: str) -> str:
    """Return the key of a number or code: ``61/2018/NĐ-CP`` and ``61 2018 nd cp`` give one."""
    return "".join(folded_syllables(text))[:255]


def keys_for(text: str, year: int | None = None) -> set[str]:
    """Return the keys under which a number or code is found.

    A procedure's code with its local tail (``1.001234.000.00.00.H53``) is found by its national
    part (``1.001234``) too, the number of a legal document by what people type of it (``nd 61
    2018``); ``year`` is that of the day of issue.
    """
    keys = {exact_key(text)}
    with suppress(ValueError):
        keys |= keys_of_number(DocumentNumber.parse(text), year)
    if match := _LONG_CODE.fullmatch(text.strip()):
        keys.add(exact_key(match[1]))
    return keys - {""}


def possible_keys(syllables: tuple[str, ...]) -> dict[str, int]:
    """Return the keys that a query may hold: its runs of parts in which a number comes first.

    The result maps a key to its number of parts; whoever looks them up prefers the longest. The
    parts of a document's number may stand in any order.
    """
    keys: dict[str, int] = {}
    for start, first in enumerate(syllables):
        if not first[0].isdigit():
            continue
        for end in range(start + 1, min(start + _MAX_PARTS, len(syllables)) + 1):
            key = "".join(syllables[start:end])
            keys[key] = max(end - start, keys.get(key, 0))
    return keys | keys_typed(syllables)
