"""A typed query, understood: its syllables, its words of weight, its marks."""

from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from cchc_wagtail.language import bigrams, has_marks, normalise, spans

from .terms import MAX_SYLLABLE

# Longer input is no query; the limits keep a megabyte as cheap as a sentence.
MAX_CHARACTERS = 1000
MAX_SYLLABLES = 100

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


@dataclass(frozen=True)
class Query:
    """What was typed, cut into folded ``syllables`` and, side by side with them, ``words``.

    ``words`` are the syllables as typed, in lower case. ``pieces`` are the runs of syllables
    that are left without the frames of questions; bigrams do not cross from one to another.
    """

    text: str
    syllables: tuple
    words: tuple
    pieces: tuple

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


def mended_query(query, syllables):
    """Return ``query`` with its syllables replaced; the words that stay keep their marks."""
    words = dict(zip(query.syllables, query.words, strict=True))
    words = tuple(words.get(syllable, syllable) for syllable in syllables)
    return Query(" ".join(words), syllables, words, _without_frames(syllables) or (syllables,))


def parse_query(text):
    """Return the ``Query`` that ``text``, which may be anything, is."""
    text = normalise(str(text)[:MAX_CHARACTERS])
    found = [span for span in spans(text) if span.text][:MAX_SYLLABLES]
    syllables = tuple(span.text[:MAX_SYLLABLE] for span in found)
    words = tuple(text[span.start : span.end].lower()[:MAX_SYLLABLE] for span in found)
    return Query(text, syllables, words, _without_frames(syllables) or (syllables,))


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
