"""The changes between two versions of a piece, in the words a reader sees, and nothing else."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe

_SIMILAR = 0.5
_WORDS = re.compile(r"\w+|\W")


@dataclass(frozen=True)
class Difference:
    """The changes of one field: its label, and the changed lines as safe HTML."""

    label: str
    lines: list


def differences(before, after):
    """Return the ``Difference`` list from ``before`` to ``after``, two versions of one piece.

    They stand in the order in which the piece is read; lines that stayed are left out.
    """
    old, new = list(before.readable()), list(after.readable())
    found = [
        Difference(label, list(_changed_lines(was, now)))
        for label, was, now in _side_by_side(old, new)
        if was != now
    ]
    return [difference for difference in found if difference.lines]


def _side_by_side(old, new):
    """Yield each label with its lines before and after; a part may be in one version alone."""
    if [label for label, _lines in old] == [label for label, _lines in new]:
        for (label, was), (_label, now) in zip(old, new, strict=True):
            yield label, was, now
        return
    was, now = dict(old), dict(new)
    for label in dict.fromkeys([*now, *was]):
        yield label, was.get(label, []), now.get(label, [])


def _changed_lines(old, new):
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        removed, added = old[i1:i2], new[j1:j2]
        if tag == "replace" and len(removed) == len(added):
            yield from map(_changed_line, removed, added)
            continue
        yield from (_marked("deletion", line) for line in removed)
        yield from (_marked("addition", line) for line in added)


def _changed_line(old, new):
    if SequenceMatcher(None, old.split(), new.split(), autojunk=False).ratio() < _SIMILAR:
        both = [(_marked("deletion", old),), (_marked("addition", new),)]
        return format_html_join(mark_safe(" "), "{}", both)
    return format_html_join("", "{}", ((part,) for part in _changed_words(old, new)))


def _changed_words(old, new):
    # Not Wagtail's diff_text: to that, words of up to four letters are noise, here they are most.
    old, new = _WORDS.findall(old), _WORDS.findall(new)
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            yield "".join(old[i1:i2])
            continue
        if i1 < i2:
            yield _marked("deletion", "".join(old[i1:i2]))
        if j1 < j2:
            yield _marked("addition", "".join(new[j1:j2]))


def _marked(kind, line):
    return format_html('<span class="{}">{}</span>', kind, line)
