"""Cutting long texts into passages, the unit that the search ranks."""

import re
from collections.abc import Iterator
from html import unescape

from django.utils.html import strip_tags

from cchc_wagtail.language import normalise

from ..descriptions import Passage

PASSAGE_LENGTH = 1200
_SEAMS = re.compile(r"(?m)\n+|(?=\bĐiều \d+[.:])")
_SENTENCES = re.compile(r"(?<=[.;:?!])\s+")


def plain_text(html: str) -> str:
    """Return the text of ``html`` without its tags, words of different elements kept apart."""
    text: str = strip_tags(html.replace("<", " <"))
    return unescape(text)


def split_passages(*texts: str | None, anchor: str = "", speaks: bool = True) -> list[Passage]:
    """Cut plain texts into passages of at most about 1,200 characters.

    The cuts fall at natural seams: an article of law (Điều), a line, else a sentence, else a
    space. Short neighbours are joined. Empty texts give nothing. ``anchor`` and
    ``speaks`` are those of each ``Passage``.
    """
    passages: list[Passage] = []
    buffer = ""
    for text in texts:
        for piece in _pieces(text or ""):
            if buffer and len(buffer) + len(piece) >= PASSAGE_LENGTH:
                passages.append(Passage(buffer, anchor, speaks))
                buffer = ""
            buffer = f"{buffer}\n{piece}" if buffer else piece
    if buffer:
        passages.append(Passage(buffer, anchor, speaks))
    return passages


def _pieces(text: str) -> Iterator[str]:
    for part in _SEAMS.split(text):
        part = normalise(part)
        if len(part) <= PASSAGE_LENGTH:
            if part:
                yield part
            continue
        for sentence in _SENTENCES.split(part):
            while len(sentence) > PASSAGE_LENGTH:
                cut = sentence.rfind(" ", 0, PASSAGE_LENGTH)
                cut = cut if cut > 0 else PASSAGE_LENGTH
                yield sentence[:cut]
                sentence = sentence[cut:].lstrip()
            if sentence:
                yield sentence
