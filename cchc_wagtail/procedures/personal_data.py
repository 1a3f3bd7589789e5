"""Personal data in a text: what looks like it, and what is known to be somebody's.

What counts is what a citizen types into a question: names cannot be told from other words, so
only the name of the asker is looked for; addresses of mail, telephone numbers and numbers of
identity papers are told by their shape.
"""

import re
from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

from cchc_wagtail.language import fold, normalise

MASK = "[…]"
LONGEST_TEXT = 100_000

_MAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}")
# Vietnamese numbers: 10 or 11 digits from 0, or +84 and 9 or 10, with spaces, dots or hyphens.
_PHONE = re.compile(r"(?<![\w.,/-])(?:\+?84|\(?0)(?:[ .\-()]{0,2}\d){8,10}(?![\w/]|[.,-]\d)")
# Identity card (căn cước, 12 digits; the older 9), passport (a letter and 7 or 8 digits).
_PAPER = re.compile(r"(?<![\w.,/-])(?:\d{12}|\d{9}|[A-Z]\d{7,8})(?![\w/]|[.,-]\d)")
_SHAPES = [(_MAIL, _("an email address")), (_PHONE, _("a telephone number"))]
_SHAPES.append((_PAPER, _("the number of an identity paper")))


class Finding(NamedTuple):
    """A place in a normalised text that gives somebody away: what stands there, and what it is."""

    start: int
    end: int
    text: str
    kind: str


def find_personal_data(text, *, name="", email="", phone=""):
    """Return the ``Finding``s in ``text``, in order and not overlapping.

    ``name``, ``email`` and ``phone`` are those of the asker, found in whatever way they are
    written; positions are those in ``normalise(text)``.
    """
    text = normalise(text)[:LONGEST_TEXT]
    found = []
    for kind, pattern in [
        (_("the asker's name"), _name_pattern(name)),
        (_("the asker's email address"), _word_pattern(email)),
        (_("the asker's telephone number"), _phone_pattern(phone)),
    ]:
        if pattern:
            found += [_finding(text, match, kind) for match in pattern.finditer(fold(text))]
    for pattern, kind in _SHAPES:
        found += [_finding(text, match, kind) for match in pattern.finditer(text)]
    return _without_overlaps(found)


def mask_personal_data(text, **known):
    """Return ``text``, its lines normalised, with ``[…]`` in place of all findings."""
    return "\n".join(_mask_line(line, known) for line in text.splitlines())


def _mask_line(line, known):
    line = normalise(line)[:LONGEST_TEXT]
    for finding in reversed(find_personal_data(line, **known)):
        line = line[: finding.start] + MASK + line[finding.end :]
    return line


def _finding(text, match, kind):
    start, end = match.span()
    return Finding(start, end, text[start:end], kind)


def _without_overlaps(found):
    """Keep the first of what overlaps: what is known comes before what only looks like it."""
    kept = []
    for finding in found:
        if all(finding.end <= other.start or finding.start >= other.end for other in kept):
            kept.append(finding)
    return sorted(kept)


def _name_pattern(name):
    """A name of two words or more, without regard to marks; one word alone says too little."""
    words = fold(normalise(name)).split()
    if len(words) < 2:
        return None
    return re.compile(r"\b" + r"\s+".join(map(re.escape, words)) + r"\b")


def _word_pattern(word):
    folded = fold(normalise(word)).strip()
    return re.compile(rf"(?<![\w.]){re.escape(folded)}(?!\w)") if folded else None


def _phone_pattern(phone):
    digits = re.sub(r"\D", "", phone)
    digits = re.sub(r"^(84|0)", "", digits)
    if len(digits) < 7:
        return None
    between = r"[ .\-()]{0,2}"
    return re.compile(rf"(?<!\d)(?:\+?84|\(?0)?{between}{between.join(digits)}(?!\d)")
