"""Titles and names typed in capitals, written as the text itself writes them further on."""

import re
from collections import Counter

_WORD = re.compile(r"[^\W_]+(?:[-&][^\W_]+)*")
_SENTENCE_END = frozenset(".:;!?”“\"")
#: Names follow these words, whether or not the text writes them again.
_BEFORE_NAMES = frozenset(
    ["tỉnh", "phố", "huyện", "quận", "phường", "xã", "trấn"],
)
_LONGEST_NAME = 2
_SAMPLE = 40_000

_Votes = dict[tuple[str, str], Counter[str]]


def written_out(capitals: str, text: str, *, is_name: bool = False) -> str:
    """Return ``capitals`` in small letters, with the capitals that names have in ``text``.

    A word is written as ``text`` writes it most often beside the same neighbour, elsewhere than at
    the start of a sentence; the first letter is a capital. ``is_name`` says that all of it is one
    name, as an issuer's is. What is not in capitals is returned as it is. No errors.
    """
    if not is_capitals(capitals):
        return capitals[:1].upper() + capitals[1:]
    words = [match for match in _WORD.finditer(capitals)]
    pairs = _votes(text[:_SAMPLE], {word[0].lower() for word in words})
    lowered = [word[0].lower() for word in words]
    pieces: list[str] = []
    position = since_unit = 0
    for index, word in enumerate(words):
        votes: Counter[str] = Counter()
        if index > 0:
            votes += pairs.get((f"<{lowered[index - 1]}", lowered[index]), Counter())
        if index + 1 < len(words):
            votes += pairs.get((f">{lowered[index + 1]}", lowered[index]), Counter())
        written = votes.most_common(1)[0][0] if votes else lowered[index]
        if not votes and _is_sign(word[0]):
            written = word[0]
        elif not votes and 0 < since_unit <= _LONGEST_NAME:
            written = written.capitalize()
        if index > 0 and lowered[index - 1] in _BEFORE_NAMES and written == lowered[index]:
            written = written.capitalize() if is_name or not votes else written
        since_unit = 1 if lowered[index] in _BEFORE_NAMES else since_unit and since_unit + 1
        pieces += capitals[position : word.start()], written
        position = word.end()
    out = "".join([*pieces, capitals[position:]])
    first = next((place for place, letter in enumerate(out) if letter.isalnum()), 0)
    return out[:first] + out[first : first + 1].upper() + out[first + 1 :]


def is_capitals(text: str) -> bool:
    """Say whether ``text`` is typed in capitals, a stray small letter (“TTg”) aside."""
    capitals = small = 0
    for character in text:
        if character.islower():
            small += 1
        elif character.isupper():
            capitals += 1
    return capitals > 1 and small * 10 <= capitals


def _is_sign(word: str) -> bool:
    """Whether the word is no Vietnamese word but a sign or an abbreviation: UBND, APEC, PTNT."""
    return len(word) > 1 and not re.search(r"[AEIOUYĂÂÊÔƠƯÀ-Ỹ]", word)


def _votes(text: str, wanted: set[str]) -> _Votes:
    """Count how ``text`` writes each pair of wanted words, by the word before and after."""
    found: _Votes = {}
    running = " ".join(line for line in text.split("\n") if not is_capitals(line))
    previous: re.Match[str] | None = None
    for match in _WORD.finditer(running):
        word = match[0].lower()
        before = previous[0].lower() if previous is not None else ""
        if previous is not None and before in wanted and word in wanted:
            if not (_is_shouted(previous[0]) and _is_shouted(match[0])):
                if not _starts_sentence(running, previous.start()):
                    found.setdefault((f">{word}", before), Counter())[previous[0]] += 1
                if not _starts_sentence(running, match.start()):
                    found.setdefault((f"<{before}", word), Counter())[match[0]] += 1
        previous = match
    return found


def _is_shouted(word: str) -> bool:
    return len(word) > 1 and word.isupper()


def _starts_sentence(text: str, position: int) -> bool:
    before = text[max(0, position - 4) : position].rstrip()
    return not before or before[-1] in _SENTENCE_END
