"""A typed query, understood: its syllables, its words of weight, its marks, its operators."""

import re
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

from cchc_wagtail.language import bigrams, has_marks, normalise, spans, with_y

from .terms import MAX_SYLLABLE

# Longer input is no query; the limits keep a megabyte as cheap as a sentence.
MAX_CHARACTERS = 1000
MAX_SYLLABLES = 100
MAX_PHRASES = 5

# The frames of questions, folded: they say that something is asked, not what. What is asked for
# here is always a procedure (thủ tục).
_FRAMES = """
bao gio; bao lau; bao nhieu; bao nhieu ngay; bao nhieu tien; bang cach nao; can giay to gi;
can gi; can lam gi; can nhung gi; can nhung giay to gi; cach lam; cho em hoi; cho hoi;
cho minh hoi; cho toi hoi; co can; co duoc khong; co phai; co the; di dau; duoc khong;
em muon; em can; gi; gom nhung gi; het bao lau; het bao nhieu; het bao nhieu tien;
khi nao; la gi; lam gi; lam thu tuc; lam o dau; lam sao; lam sao de; lam the nao; lam the nao de;
mat bao lau; mat bao nhieu; mat bao nhieu tien; minh can; minh muon; nhu nao; nhu the nao;
nop o dau; o dau; o cho nao; phai lam gi; phai lam sao; ra sao; the nao; thi sao; thu tuc; toi can;
toi muon; toi phai; xin hoi
"""
FRAMES = {tuple(frame.split()) for frame in _FRAMES.replace("\n", " ").split(";")}
_LONGEST_FRAME = max(map(len, FRAMES))

_PHRASE = r'["“”„«»]([^"“”„«»]*)["“”„«»]'
# A hyphen inside a number, or between two words with spaces around it, excludes nothing.
_EXCLUDED = re.compile(rf"(?:(?<=\s)|^)-(?:{_PHRASE}|(?=[^\W_])(\S+))")
_QUOTED = re.compile(_PHRASE)


class Phrase(NamedTuple):
    """Folded ``syllables`` that have to stand in a row, and the ``words`` as typed."""

    syllables: tuple
    words: tuple

    @property
    def marked(self):
        """The phrase as written in lower case where marks are typed, else empty."""
        text = " ".join(self.words)
        return text if has_marks(text) else ""


@dataclass(frozen=True)
class Query:
    """What was typed, cut into folded ``syllables`` and, side by side with them, ``words``.

    ``words`` are the syllables as typed, in lower case. ``pieces`` are the runs of syllables
    that are left without the frames of questions; bigrams do not cross from one to another.
    ``capitals`` are the syllables that were typed in capitals. A result has to hold all
    ``phrases`` (typed in quotes) and none of ``excluded`` (typed after ``-``).
    """

    text: str
    syllables: tuple
    words: tuple
    pieces: tuple
    capitals: frozenset = frozenset()
    phrases: tuple = ()
    excluded: tuple = ()

    @cached_property
    def terms(self):
        """The bigrams of the pieces, and the syllables that stand alone, each once, in order."""
        terms = {}
        for piece in self.pieces:
            terms.update(dict.fromkeys(bigrams(list(piece)) or piece))
        return list(terms)

    @cached_property
    def weighty_syllables(self):
        """The syllables of the pieces, each once, in order."""
        return list(dict.fromkeys(syllable for piece in self.pieces for syllable in piece))

    @cached_property
    def marked(self):
        """The neighbours of which one at least is typed with marks, as written in lower case."""
        pairs = [f"{left} {right}" for left, right in pairwise(self.words)]
        return [pair for pair in pairs or self.words if has_marks(pair)]


def changed_query(query, syllables, words=None):
    """Return ``query`` with its syllables replaced; words that stay keep their marks."""
    if words is None:
        typed = dict(zip(query.syllables, query.words, strict=True))
        words = tuple(typed.get(syllable, syllable) for syllable in syllables)
    return replace(
        query,
        text=" ".join(words),
        syllables=syllables,
        words=words,
        pieces=_without_frames(syllables) or (syllables,),
    )


def parse_query(text):
    """Return the ``Query`` that ``text``, which may be anything, is."""
    text = normalise(str(text)[:MAX_CHARACTERS])
    wanted = _EXCLUDED.sub(" ", text)
    excluded = _phrases(match[1] or match[2] for match in _EXCLUDED.finditer(text))
    written = cut(wanted)
    if not written:
        # Nothing but exclusions: whoever types that means the words.
        excluded, wanted, written = (), text, cut(text)
    syllables = tuple(syllable for syllable, _ in written)
    return Query(
        text,
        syllables,
        words=tuple(with_y(word.lower()) for _, word in written),
        pieces=_without_frames(syllables) or (syllables,),
        capitals=frozenset(syllable for syllable, word in written if word.isupper()),
        phrases=_phrases(match[1] for match in _QUOTED.finditer(wanted)),
        excluded=excluded,
    )


def cut(text):
    """Return the folded syllables of a normalised text, each with the word as written."""
    found = [span for span in spans(text) if span.text][:MAX_SYLLABLES]
    return [
        (span.text[:MAX_SYLLABLE], text[span.start : span.end][:MAX_SYLLABLE]) for span in found
    ]


def _phrases(texts):
    phrases = []
    for text in texts:
        if written := cut(text or ""):
            syllables, words = zip(*written, strict=True)
            phrases.append(Phrase(syllables, tuple(with_y(word.lower()) for word in words)))
    return tuple(dict.fromkeys(phrases))[:MAX_PHRASES]


def _without_frames(syllables):
    pieces, piece, start = [], [], 0
    while start < len(syllables):
        length = _frame_length(syllables, start)
        if length:
            pieces.append(tuple(piece))
            piece = []
        else:
            piece.append(syllables[start])
        start += length or 1
    pieces.append(tuple(piece))
    return tuple(filter(None, pieces))


def _frame_length(syllables, start):
    for length in range(_LONGEST_FRAME, 0, -1):
        if syllables[start : start + length] in FRAMES:
            return length
    return 0
