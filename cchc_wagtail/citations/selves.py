"""Places where a document means itself: "Nghị định này"."""

from collections.abc import Iterator

from cchc_wagtail.language import fold

from .citation import Citation
from .words import SELF_TYPES, TYPE_WORDS

_THIS = ("này", "NÀY", "nay")
_WINDOW = 24


def find_selves(text: str) -> Iterator[Citation]:
    """Yield the citations of kind "self" in ``text``, those of each spelling in order."""
    for word in _THIS:
        position = text.find(word)
        while position >= 0:
            found = _read_self(text, position)
            if found is not None:
                yield found
            position = text.find(word, position + 3)


def _read_self(text: str, position: int) -> Citation | None:
    before = text[max(0, position - _WINDOW) : position]
    if not before[-1:].isspace() or text[position + 3 : position + 4].isalnum():
        return None
    trimmed = before.rstrip()
    # "từ nay", "hiện nay": an unmarked "nay" needs an unmarked type word.
    folded = fold(trimmed)
    if text[position + 1] == "a" and folded[-5:] != trimmed[-5:].lower():
        return None
    for word, name in TYPE_WORDS.items():
        if folded.endswith(word):
            start = position - len(before) + len(trimmed) - len(word)
            if name not in SELF_TYPES or (start > 0 and text[start - 1].isalnum()):
                return None
            if name == "Luật" and folded.endswith("phap luat"):
                return None
            return Citation(start, position + 3, "self", name)
    return None
