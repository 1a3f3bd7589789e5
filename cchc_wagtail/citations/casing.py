"""Titles and names typed in capitals, written as the text itself writes them further on."""

import re
from collections import Counter
from collections.abc import Iterator

from .finder import find_citations

_WORD = re.compile(r"[^\W_]+(?:[-&][^\W_]+)*")
_NAME_WORD = re.compile(r"[^\W_]+")
_SENTENCE_END = frozenset('.:;!?”“"')
#: A name of a place follows these words, whether or not the text writes it again.
_UNITS = frozenset(["tỉnh", "phố", "huyện", "quận", "phường", "trấn"])
#: Party committees: Tỉnh ủy Tây Ninh.
_COMMITTEES = frozenset(["tỉnh", "thành", "huyện", "quận", "đảng"])
#: What a body is called begins with a capital after these words: Bộ Tài chính.
_BODIES = frozenset(["bộ", "sở", "cục", "viện", "ban"])
_NO_NAMES = frozenset(["trưởng", "nhân"])
_LONGEST_PLACE = 2
#: No place is called so: "cấp huyện trong thực hiện nhiệm vụ".
_NO_PLACES = frozenset(
    "và trong của tại thuộc về theo các năm giai có được đến cho khi do là với ở hoặc số".split()
)
# Names, and kinds of documents where one is issued (Nghị định 30/2020/NĐ-CP, Phụ lục II).
_NAMES = re.compile(
    r"\b(?:việt nam|hồ chí minh|quốc hội|(?<!phi )chính phủ|thủ tướng|đảng cộng sản"
    r"|(?:ủy ban|hội đồng)(?= nhân dân)"
    r"|(?<=ban hành )(?:quy chế|quy định|kế hoạch|chương trình|đề án|điều lệ|nội quy|danh mục)"
    r"|(?<=phê duyệt )(?:đề án|kế hoạch|chương trình)"
    r"|(?<=chấp hành )trung ương|thường vụ(?= quốc hội)|điều(?= [0-9]))\b",
    re.IGNORECASE,
)
_CAPITAL_WORDS = {
    "việt nam": "Việt Nam",
    "hồ chí minh": "Hồ Chí Minh",
    "đảng cộng sản": "Đảng Cộng sản",
}
_SAMPLE = 40_000

_Context = tuple[str, str, str]


def written_out(capitals: str, text: str, *, is_name: bool = False) -> str:
    """Return ``capitals`` in small letters, with the capitals that names have in ``text``.

    A word is written as ``text`` writes it most often between the same neighbours, elsewhere than
    at the start of a sentence; laws and numbers cited as official use writes them. ``is_name`` says
    that all of it is one name, as an issuer's is. The first letter is a capital. What is not in
    capitals is returned as it is. No errors.
    """
    if not is_capitals(capitals):
        return capitals[:1].upper() + capitals[1:]
    words = list((_NAME_WORD if is_name else _WORD).finditer(capitals))
    lowered = [word[0].lower() for word in words]
    votes = _votes(text[:_SAMPLE], set(lowered))
    pieces: list[str] = []
    position = since_unit = 0
    for index, word in enumerate(words):
        before = lowered[index - 1] if index else ""
        after = lowered[index + 1] if index + 1 < len(words) else ""
        here = lowered[index]
        written = _elected(votes, (before, here, after))
        if written is None:
            is_place = 0 < since_unit <= _LONGEST_PLACE and here not in (*_UNITS, "ủy")
            written = here.capitalize() if is_place else word[0] if _is_sign(word[0]) else here
        if is_name and written == here and _is_named(capitals, word.start(), before, here):
            written = here.capitalize()
        is_unit = here in _UNITS or (is_name and here == "xã" and after != "hội")
        is_unit = is_unit or (here == "ủy" and before in _COMMITTEES)
        if is_unit:
            since_unit = int(after not in _NO_PLACES)
        elif since_unit:
            since_unit += 1
        pieces += capitals[position : word.start()], written
        position = word.end()
    out = "".join([*pieces, capitals[position:]])
    out = _NAMES.sub(_name, out)
    for start, end, official in _cited(capitals, out):
        out = out[:start] + official + out[end:]
    return _OPENING.sub(lambda match: match[0].upper(), out)


_OPENING = re.compile(r"(?:^[^\w]*|[“«])\w")


def is_capitals(text: str) -> bool:
    """Say whether ``text`` is typed in capitals, a stray small letter (“TTg”) aside."""
    capitals = small = 0
    for character in text:
        if character.islower():
            small += 1
        elif character.isupper():
            capitals += 1
    return capitals > 1 and small * 10 <= capitals


def _is_named(text: str, start: int, before: str, word: str) -> bool:
    is_ministry = text[:3].upper() in ("BỘ ", "SỞ ")
    if word in ("bộ", "sở") or text[:start].rstrip().endswith(("-", ",") if is_ministry else "-"):
        return True
    if is_ministry and before == "và":
        return True
    return before in _BODIES and word not in _NO_NAMES


def _name(match: re.Match[str]) -> str:
    lowered = match[0].lower()
    return _CAPITAL_WORDS.get(lowered, lowered.capitalize())


def _cited(capitals: str, out: str) -> Iterator[tuple[int, int, str]]:
    """Yield the laws and numbers in a title, last first, as they are officially written."""
    if len(out) != len(capitals):
        return
    for citation in reversed(find_citations(capitals)):
        start, end = citation.start, citation.end
        if citation.kind == "law_name" and citation.type is not None:
            name = out[start + len(citation.type) + 1 : end]
            yield start, end, f"{citation.type} {name[:1].upper()}{name[1:]}"
        elif citation.kind == "document" and citation.number is not None:
            number = _NUMBER_AT_END.search(capitals, start, end)
            if number is not None:
                yield number.start(), end, citation.number
            if citation.type is not None and out.lower().startswith(citation.type.lower(), start):
                yield start, start + len(citation.type), citation.type


_NUMBER_AT_END = re.compile(r"[0-9]+[^\W\d_]?\s?[/-]\S*(?:\s\S+)?$")


def _is_sign(word: str) -> bool:
    """Whether the word is no Vietnamese word but an abbreviation: TTHC, PTNT, COVID-19."""
    if any(map(str.isdigit, word)):
        return True
    return len(word) > 1 and not re.search(r"[AEIOUYĂÂÊÔƠƯÀ-Ỹ]", word)


def _elected(votes: dict[_Context, Counter[str]], context: _Context) -> str | None:
    """Return the commonest spelling between both neighbours, else beside either, else None."""
    before, word, after = context
    exact = votes.get(context)
    if exact:
        return exact.most_common(1)[0][0]
    either = votes.get((before, word, ""), Counter()) + votes.get(("", word, after), Counter())
    return either.most_common(1)[0][0] if either else None


def _votes(text: str, wanted: set[str]) -> dict[_Context, Counter[str]]:
    """Count how ``text`` writes the wanted words, by the words before and after."""
    found: dict[_Context, Counter[str]] = {}
    running = " ".join(line for line in text.split("\n") if not is_capitals(line))
    words = list(_WORD.finditer(running))
    for index, match in enumerate(words):
        word = match[0].lower()
        if word not in wanted or _starts_sentence(running, match.start()):
            continue
        before = words[index - 1][0] if index else ""
        after = words[index + 1][0] if index + 1 < len(words) else ""
        if _is_shouted(match[0]) and (_is_shouted(before) or _is_shouted(after)):
            continue
        left, right = before.lower(), after.lower()
        for context in ((left, word, right), (left, word, ""), ("", word, right)):
            found.setdefault(context, Counter())[match[0]] += 1
    return found


def _is_shouted(word: str) -> bool:
    return len(word) > 1 and word.isupper()


def _starts_sentence(text: str, position: int) -> bool:
    before = text[max(0, position - 4) : position].rstrip()
    return not before or before[-1] in _SENTENCE_END
