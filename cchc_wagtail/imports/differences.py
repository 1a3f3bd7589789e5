"""The changes that a record would make, and where it meets the work of an editor. Pure."""

import hashlib
import json
import re
from decimal import Decimal, InvalidOperation
from typing import Any, NamedTuple

from cchc_wagtail.language import normalise

from .texts import sanitise

_LINE_END = re.compile(r"\s*\n\s*")


class Change(NamedTuple):
    """A field, what it holds now, and what the file has for it."""

    field: str
    before: Any
    after: Any


class Comparison(NamedTuple):
    """``changes`` can be made; ``conflicts`` somebody has to decide; ``settled`` need no change."""

    changes: list[Change]
    conflicts: list[Change]
    settled: list[str]


def compare(current, incoming, remembered, taken=(), kept=()):
    """Return the ``Comparison`` of two records, each a dict of field → plain value.

    ``remembered`` is field → fingerprint of the value last imported. A field that an editor has
    changed since, and that the source has changed too, is a conflict; one that only the editor has
    changed stays. What the source leaves empty takes nothing away that it never gave. ``taken``
    and ``kept`` are the fields that were decided for the file and for the page.
    """
    changes, conflicts, settled = [], [], []
    for field, after in incoming.items():
        before = current.get(field)
        now, new, last = fingerprint(before), fingerprint(after), remembered.get(field)
        if now == new or field in kept:
            settled.append(field)
        elif field in taken or now == last or (last is None and _is_empty(before)):
            changes.append(Change(field, before, after))
        elif new == last or (last is None and _is_empty(after)):
            continue
        else:
            conflicts.append(Change(field, before, after))
    return Comparison(changes, conflicts, settled)


def fingerprint(value):
    """Return a short hash that two values share if a reader sees no difference between them."""
    text = json.dumps(_canonical(value), ensure_ascii=False, sort_keys=True)
    return hashlib.blake2b(text.encode(), digest_size=12).hexdigest()


def _canonical(value):
    if isinstance(value, dict):
        return {key: _canonical(item) for key, item in value.items() if not _is_empty(item)}
    if isinstance(value, list | tuple):
        return [_canonical(item) for item in value]
    if _is_empty(value):
        return ""
    if isinstance(value, bool):
        return value
    if isinstance(value, int | float | Decimal):
        return _number(value)
    text = str(value)
    if "<" in text:
        # The editor writes ids into tags, and breaks lines in another way.
        text = re.sub(r"\s+", " ", sanitise(text)).replace("<br />", "<br>")
    return normalise(_LINE_END.sub("\n", text.strip()))


def _number(value):
    try:
        return f"{Decimal(str(value)).normalize():f}"
    except InvalidOperation:
        return str(value)


def _is_empty(value):
    return value is None or value == "" or value == [] or value == {}
