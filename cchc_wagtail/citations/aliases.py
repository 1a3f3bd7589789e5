"""Short names that a text defines for a document, and their later uses."""

import re
from bisect import bisect_left, bisect_right
from collections import deque
from collections.abc import Iterator
from dataclasses import replace

from cchc_wagtail.language import fold

from .citation import Citation
from .words import TYPE_WORDS

_LANDMARKS = ("gọi ", "viết tắt", "goi ", "viet tat")
_CALLED = re.compile(
    r"(?:sau day|duoi day)\s{1,2}(?:duoc\s{1,2})?"
    r"(?:goi|viet)(?:\s{1,2}(?:chung|tat))*(?:\s{1,2}la)?"
    r"|(?:goi|viet)\s{1,2}(?:tat|chung)(?:\s{1,2}la)?"
)
_OPENING = re.compile(r"\s{0,2}:?\s{0,2}[\"“”'‘]?\s?")
_CLOSING = re.compile(r"[\"“”'’;:)\n(]|\.\s|\.$|,\s|$")
_LONGEST_NAME = 70
_FARTHEST_TARGET = 500
_WORDS_OF_TYPES = tuple(sorted(TYPE_WORDS, key=len, reverse=True))
_TYPE_WORD = re.compile("|".join(_WORDS_OF_TYPES))
# Programmes, plans and projects are things too: only a number makes their short name a document's.
_NEEDS_DIGIT = frozenset(
    {"Kế hoạch", "Chương trình", "Đề án", "Quy chế", "Quy định", "Phương án", "Văn bản", "Báo cáo"}
)


def find_aliases(text: str, citations: list[Citation]) -> list[Citation]:
    """Return the aliases in ``text``, in order; ``citations`` are the others found, in order.

    A law named by its short name after that name was defined is an alias too, and is taken out of
    ``citations``.
    """
    if not any(landmark in text for landmark in _LANDMARKS):
        return []
    folded = fold(text)
    targets = [citation for citation in citations if citation.kind in ("document", "law_name")]
    ends = [citation.end for citation in targets]
    definitions = []
    for called in _CALLED.finditer(folded):
        definition = _read_definition(text, folded, called.end(), targets, ends)
        if definition is not None:
            definitions.append(definition)
    if not definitions:
        return []
    return _without_overlaps([*definitions, *_uses(text, folded, definitions)], citations)


def _read_definition(
    text: str, folded: str, position: int, targets: list[Citation], ends: list[int]
) -> Citation | None:
    opening = _OPENING.match(text, position)
    start = opening.end() if opening else position
    end = _CLOSING.search(text, start, start + _LONGEST_NAME)
    if end is None:
        return None
    name = folded[start : end.start()].rstrip()
    word = next((word for word in _WORDS_OF_TYPES if name.startswith(word)), None)
    if word is None or name == word:
        return None
    kind = TYPE_WORDS[word]
    if name[len(word) :][:1].isalnum() or (
        kind in _NEEDS_DIGIT and not any(map(str.isdigit, name))
    ):
        return None
    index = bisect_right(ends, start)
    if index < len(targets) and targets[index].kind == "document" and targets[index].start <= start:
        return None
    before = targets[bisect_left(ends, position - _FARTHEST_TARGET) : bisect_right(ends, position)]
    target = _target(name[len(word) :], kind, before)
    if target is None:
        return None
    return Citation(
        start, start + len(name), "alias", target.type or kind, target.number, target.issuer,
        target.date, target.year, [],
    )  # fmt: skip


def _target(rest: str, kind: str, before: list[Citation]) -> Citation | None:
    """Return which of the citations ``before`` a definition its alias stands for."""
    serial = re.search(r"[0-9]+", rest)
    if serial is not None:
        for citation in reversed(before):
            number = citation.number or str(citation.year)
            if re.match(r"0*" + serial[0].lstrip("0") + r"(?![0-9])", number):
                return citation
        return None
    same = [citation for citation in before if citation.type == kind]
    return (same or before)[-1] if same or before else None


def _uses(text: str, folded: str, definitions: list[Citation]) -> Iterator[Citation]:
    """Yield the later uses of the names defined; of two definitions of a name the last counts."""
    lengths = sorted({one.end - one.start for one in definitions}, reverse=True)
    defined: dict[str, Citation] = {}
    waiting = deque(definitions)
    for word in _TYPE_WORD.finditer(folded, definitions[0].end):
        start = word.start()
        while waiting and waiting[0].end <= start:
            definition = waiting.popleft()
            defined[text[definition.start : definition.end]] = definition
        for length in lengths:
            named = defined.get(text[start : start + length])
            if named is not None and _stands_alone(text, start, start + length):
                yield replace(named, start=start, end=start + length, articles=[])


def _stands_alone(text: str, start: int, end: int) -> bool:
    after = text[end : end + 1]
    return not (text[start - 1].isalnum() or after.isalnum() or after in ("/", "-"))


def _without_overlaps(aliases: list[Citation], citations: list[Citation]) -> list[Citation]:
    """Keep the longest aliases, and take out the law names that are aliases."""
    aliases.sort(key=lambda alias: (alias.start, -alias.end))
    kept: list[Citation] = []
    spans = sorted((c.start, c.end, c.kind) for c in citations)
    index = 0
    hidden = set()
    for alias in aliases:
        if kept and alias.start < kept[-1].end:
            continue
        while index < len(spans) and spans[index][1] <= alias.start:
            index += 1
        if index < len(spans) and spans[index][0] < alias.end:
            start, end, kind = spans[index]
            if kind != "law_name" or end > alias.end:
                continue
            hidden.add(start)
        kept.append(alias)
    citations[:] = [c for c in citations if c.kind != "law_name" or c.start not in hidden]
    return kept
