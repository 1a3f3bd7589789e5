"""Short names that a text defines for a document, and their later uses."""

import re

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
    aliases: list[Citation] = []
    for called in _CALLED.finditer(folded):
        definition = _read_definition(text, folded, called.end(), citations)
        if definition is not None:
            aliases.append(definition)
            aliases += _uses(text, definition)
    aliases = _without_overlaps(aliases, citations)
    return aliases


def _read_definition(
    text: str, folded: str, position: int, citations: list[Citation]
) -> Citation | None:
    start = _OPENING.match(text, position).end()
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
    if any(c.kind == "document" and c.start <= start < c.end for c in citations):
        return None
    target = _target(position, name[len(word) :], kind, citations)
    if target is None:
        return None
    return Citation(
        start, start + len(name), "alias", target.type or kind, target.number, target.issuer,
        target.date, target.year, [],
    )  # fmt: skip


def _target(position: int, rest: str, kind: str, citations: list[Citation]) -> Citation | None:
    """Return the citation that an alias defined at ``position`` stands for."""
    before = [
        citation
        for citation in citations
        if citation.end <= position
        and position - citation.end < _FARTHEST_TARGET
        and citation.kind in ("document", "law_name")
    ]
    serial = re.search(r"[0-9]+", rest)
    if serial is not None:
        for citation in reversed(before):
            number = citation.number or str(citation.year)
            if re.match(r"0*" + serial[0].lstrip("0") + r"(?![0-9])", number):
                return citation
        return None
    same = [citation for citation in before if citation.type == kind]
    return (same or before)[-1] if same or before else None


def _uses(text: str, definition: Citation) -> list[Citation]:
    name = text[definition.start : definition.end]
    uses = []
    position = text.find(name, definition.end)
    while position >= 0:
        end = position + len(name)
        after = text[end : end + 1]
        if not (text[position - 1].isalnum() or after.isalnum() or after in ("/", "-")):
            uses.append(
                Citation(
                    position, end, "alias", definition.type, definition.number,
                    definition.issuer, definition.date, definition.year, [],
                )
            )  # fmt: skip
        position = text.find(name, end)
    return uses


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
