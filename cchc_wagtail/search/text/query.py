"""A typed query, understood: its syllables, its words of weight, its marks, its operators."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

from cchc_wagtail.language import bigrams, fold, has_marks, is_word, normalise, spans, with_y

from .actions import find_actions
from .classes import find_classes
from .cues import Cue
from .terms import MAX_SYLLABLE

# Longer input is no query; the limits keep a megabyte as cheap as a sentence.
MAX_CHARACTERS = 1000
MAX_SYLLABLES = 100
MAX_PHRASES = 5

# The frames of questions, in Vietnamese and in everyday English: they say that something is asked,
# not what. What is asked for here is always a procedure (thủ tục). A word typed with marks has to
# agree: "cơ thể" is not "có thể".
_FRAMES = """
bao giờ; bao lâu; bao nhiêu; bao nhiêu ngày; bao nhiêu tiền; bằng cách nào; cần giấy tờ gì;
cần gì; cần làm gì; cần những gì; cần những giấy tờ gì; cách làm; cho em hỏi; cho hỏi;
cho mình hỏi; cho tôi hỏi; có cần; có được không; có phải; có thể; đi đâu; được không;
em muốn; em cần; gì; gồm những gì; hết bao lâu; hết bao nhiêu; hết bao nhiêu tiền;
khi nào; là gì; làm gì; làm thủ tục; làm ở đâu; làm sao; làm sao để; làm thế nào; làm thế nào để;
mất bao lâu; mất bao nhiêu; mất bao nhiêu tiền; mình cần; mình muốn; như nào; như thế nào;
nộp ở đâu; ở đâu; ở chỗ nào; phải làm gì; phải làm sao; ra sao; thế nào; thì sao; thủ tục; tôi cần;
tôi muốn; tôi phải; xin hỏi;
how to; how do i; how can i; how much; how long; how much is; where to; where to get; where can i;
where to get a; what is the; i want to; i need; i need a; need a; get a; getting a; apply for;
apply for a; with; with a; for a; for an; for my; of a; of my; fee; fees; cost; in vietnam
"""
#: Folded syllables → the words of the frame.
FRAMES = {
    tuple(fold(frame).split()): tuple(frame.split())
    for frame in normalise(_FRAMES).replace("\n", " ").split(";")
}
_LONGEST_FRAME = max(map(len, FRAMES))

_PHRASE = r'["“”„«»]([^"“”„«»]*)["“”„«»]'
# A hyphen inside a number, or between two words with spaces around it, excludes nothing.
_EXCLUDED = re.compile(rf"(?:(?<=\s)|^)-(?:{_PHRASE}|(?=[^\W_])(\S+))")
_QUOTED = re.compile(_PHRASE)


class Phrase(NamedTuple):
    """Folded ``syllables`` that have to stand in a row, and the ``words`` as typed."""

    syllables: tuple[str, ...]
    words: tuple[str, ...]

    @property
    def marked(self) -> str:
        """The phrase as written in lower case where marks are typed, else empty."""
        text = " ".join(self.words)
        return text if has_marks(text) else ""


@dataclass(frozen=True)
class Query:
    """A typed text, cut into folded ``syllables`` and, side by side with them, ``words``.

    ``words`` are the syllables as typed, in lower case. ``pieces`` are the runs of syllables
    that are left without the frames of questions; bigrams do not cross from one to another.
    ``capitals`` are the syllables that were typed in capitals. A result has to hold all
    ``phrases`` (typed in quotes) and none of ``excluded`` (typed after ``-``). ``replaced`` are
    the syllables typed, and those that stand in their place, of what is read as something else.
    """

    text: str
    syllables: tuple[str, ...]
    words: tuple[str, ...]
    pieces: tuple[tuple[str, ...], ...]
    capitals: frozenset[str] = frozenset()
    phrases: tuple[Phrase, ...] = ()
    excluded: tuple[Phrase, ...] = ()
    replaced: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...] = ()

    @cached_property
    def terms(self) -> list[str]:
        """The bigrams of the pieces, and the syllables that stand alone, each once, in order."""
        terms: dict[str, None] = {}
        for piece in self.pieces:
            terms.update(dict.fromkeys(bigrams(list(piece)) or piece))
        return list(terms)

    @cached_property
    def weighty_syllables(self) -> list[str]:
        """The syllables of the pieces, each once, in order."""
        return list(dict.fromkeys(syllable for piece in self.pieces for syllable in piece))

    @cached_property
    def cues(self) -> list[Cue]:
        """The ``Cue``s: what the query says beside the thing that it asks for."""
        return [
            *find_actions(self.syllables, self.words, FRAMES),
            *find_classes(self.syllables, self.words),
        ]

    @cached_property
    def aside(self) -> set[str]:
        """The terms that say a cue in everyday words, and the pairs that reach into it."""
        terms: set[str] = set()
        for cue in self.cues:
            if cue.is_aside:
                around = self.syllables[max(0, cue.start - 1) : cue.end + 1]
                terms.update(self.syllables[cue.start : cue.end], bigrams(list(around)))
        return terms

    @cached_property
    def understood(self) -> set[str]:
        """The syllables of cues and of the frames of questions, which are no mistake."""
        framed = set(self.syllables).difference(*self.pieces)
        return framed.union(*(self.syllables[cue.start : cue.end] for cue in self.cues))

    @cached_property
    def marked(self) -> list[str]:
        """The neighbours of which one at least is typed with marks, as written in lower case."""
        pairs = [f"{left} {right}" for left, right in pairwise(self.words)]
        return [pair for pair in pairs or self.words if has_marks(pair)]


def changed_query(
    query: Query, syllables: tuple[str, ...], words: tuple[str, ...] | None = None
) -> Query:
    """Return ``query`` with its syllables replaced; words that stay keep their marks."""
    if words is None:
        typed = dict(zip(query.syllables, query.words, strict=True))
        words = tuple(typed.get(syllable, syllable) for syllable in syllables)
    return replace(
        query,
        text=" ".join(words),
        syllables=syllables,
        words=words,
        pieces=_without_frames(syllables, words) or (syllables,),
    )


def parse_query(text: object) -> Query:
    """Return the ``Query`` that ``text``, which may be anything, is."""
    text = normalise(str(text)[:MAX_CHARACTERS])
    wanted = _EXCLUDED.sub(" ", text)
    excluded = _phrases(match[1] or match[2] for match in _EXCLUDED.finditer(text))
    written = cut(wanted)
    if not written:
        # Nothing but exclusions: whoever types that means the words.
        excluded, wanted, written = (), text, cut(text)
    syllables = tuple(syllable for syllable, _ in written)
    words = tuple(with_y(word.lower()) for _, word in written)
    return Query(
        text,
        syllables,
        words=words,
        pieces=_without_frames(syllables, words) or (syllables,),
        capitals=frozenset(syllable for syllable, word in written if word.isupper()),
        phrases=_phrases(match[1] for match in _QUOTED.finditer(wanted)),
        excluded=excluded,
    )


def cut(text: str) -> list[tuple[str, str]]:
    """Return the folded syllables of a normalised text, each with the word as written."""
    found = [span for span in spans(text) if span.text][:MAX_SYLLABLES]
    return [
        (span.text[:MAX_SYLLABLE], text[span.start : span.end][:MAX_SYLLABLE]) for span in found
    ]


def _phrases(texts: Iterable[str | None]) -> tuple[Phrase, ...]:
    phrases = []
    for text in texts:
        if written := cut(text or ""):
            syllables, words = zip(*written, strict=True)
            phrases.append(Phrase(syllables, tuple(with_y(word.lower()) for word in words)))
    return tuple(dict.fromkeys(phrases))[:MAX_PHRASES]


def _without_frames(
    syllables: tuple[str, ...], words: tuple[str, ...]
) -> tuple[tuple[str, ...], ...]:
    pieces: list[tuple[str, ...]] = []
    piece: list[str] = []
    start = 0
    while start < len(syllables):
        length = _frame_length(syllables, words, start)
        if length:
            pieces.append(tuple(piece))
            piece = []
        else:
            piece.append(syllables[start])
        start += length or 1
    pieces.append(tuple(piece))
    return tuple(filter(None, pieces))


def _frame_length(syllables: tuple[str, ...], words: tuple[str, ...], start: int) -> int:
    for length in range(_LONGEST_FRAME, 0, -1):
        frame = FRAMES.get(syllables[start : start + length])
        if frame and all(map(_may_mean, words[start : start + length], frame)):
            return length
    return 0


def _may_mean(typed: str, word: str) -> bool:
    """Tell whether ``typed`` is ``word``, without its marks or with such as make it no word."""
    return typed == word or not is_word(typed)
