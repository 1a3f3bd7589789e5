"""Who signed a document: the block at the end of its body.

Source: Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần I, Mục II.7: authority (TM., KT., TL., TUQ., Q.)
and position in capitals, the name below them in small letters.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from cchc_wagtail.language import fold

from .casing import is_capitals

_MARK = re.compile(r"\b(?:t\s?/?\s?m|kt|tl|tuq|ky thay|thua lenh|thua uy quyen)\s?[./]\s?")
_ON_BEHALF = re.compile(r"\bt\s?/?\s?m\s?[./]")
_POSITION = re.compile(
    r"\b(?:q\.\s?|quyen )?(?:pho )?(?:tong )?(?:bo truong|thu truong|thu tuong|chu tich|giam doc"
    r"|chi cuc truong|cuc truong|vu truong|chanh van phong|chanh thanh tra|chanh an|chu nhiem"
    r"|vien truong|thong doc|hieu truong|bi thu|thu ky|kiem toan|thanh tra|tu lenh|chinh uy"
    r"|truong (?:ban|phong|khoa|doan|cong an|doi|ty|co quan))\b"
)
_JOINED = re.compile(r"\s?[.,]\s?")
_RANK = re.compile(
    r"^(?:(?:Đại|Thượng|Trung|Thiếu) (?:tướng|tá|úy)|Đô đốc|(?:P?GS|TS|ThS|BS|KS|CN|LS)\b\.?,?"
    r"|(?:BS)?CK ?I{1,2}\.?|Luật sư|Ông|Bà|Đồng chí)[\s.,]*"
)
_SIGNED = re.compile(r"\W{0,3}(?:da ky|daky|da ki|ky ten|signed)\b.{0,30}")
_RECIPIENTS = re.compile(r"[-+–•*]|noi nhan|luu\b")
_APPENDIX = re.compile(r"phu luc(?: so)?(?: [ivxlc0-9]{1,5}[a-z]?)?[\s:]{0,3}$|phu luc [^a-z]*$")
_DIVISION = re.compile(r"(?:chuong|muc|phan|dieu|phu luc|mau) ")
_COLUMNS = re.compile(r"\t|\||[ ]{3,}")
_COLUMN_TAIL = re.compile(r"(?:^noi nhan ?:|[;.:,)]) +(?=\S)")
_ENDS = " \t*#_|\u00a0"
_LONGEST_WAY = 30
_LONGEST_BLOCK = 7
_MOST_WORDS = 5


class Signature(NamedTuple):
    """Name and position as the block says them (None where it does not), and where it starts."""

    name: str | None
    position: str | None
    start: int


class _Line(NamedTuple):
    start: int
    text: str
    folded: str


def read_signatures(text: str, start: int, *, is_joint: bool) -> tuple[list[Signature], int]:
    """Return the signatures below the body that begins at ``start``, and where the body ends.

    There are several where bodies sign jointly (``is_joint``). The body ends with the first
    signature, else with the first appendix, else with the text. What stands in quotation marks
    must be blank in ``text``. No errors.
    """
    found: list[Signature] = []
    block: list[_Line] = []
    way = 0
    previous: _Line | None = None
    lines = _lines(text, start)
    line = next(lines, None)
    while line is not None:
        following = next(lines, None)
        if found and line.start - found[-1].start > 1_500:
            break
        name, is_broken = _name(line, following)
        if block and name is not None and (position := _position(block)) is not None:
            found.append(Signature(name, position, block[0].start))
            if not is_joint:
                break
            block, way = [], 0
            if is_broken:
                following = next(lines, None)
        elif _is_of_block(line) or (block and _is_part(line.text)):
            if _is_appendix(line, following):
                break
            if not block or way:
                block, way = (block, 0) if block and way and _continues(line) else ([], 0)
            block = [*block[-_LONGEST_BLOCK:], line]
            if len(block) > 1 and (shouted := _shouted_name(block)) is not None:
                found.append(shouted)
                if not is_joint:
                    break
                block = []
        elif _SIGNED.match(line.folded):
            if not block and not found and previous is not None:
                name, _ = _name(previous, None)
                if name is not None:
                    return [Signature(name, None, previous.start)], previous.start
        elif _is_appendix(line, following):
            break
        elif block:
            way += 1
            if not _RECIPIENTS.match(line.folded) or way > _LONGEST_WAY:
                block, way = [], 0
        previous, line = line, following
    if found:
        return found, found[0].start
    if block and (position := _position(block)) is not None:
        return [Signature(None, position, block[0].start)], block[0].start
    return [], line.start if line is not None else len(text)


def _lines(text: str, start: int) -> Iterator[_Line]:
    """Yield what stands on the lines from ``start``, column by column."""
    position = start
    while position < len(text):
        end = text.find("\n", position)
        end = len(text) if end < 0 else end
        if end - position < 400:
            cell = position
            for gap in _COLUMNS.finditer(text, position, end):
                yield from _cell(text, cell, gap.start())
                cell = gap.end()
            yield from _cell(text, cell, end)
        elif (stripped := text[position : position + 80].strip()) != "":
            yield _Line(position, stripped, fold(stripped))
        position = end + 1


def _cell(text: str, start: int, end: int) -> Iterator[_Line]:
    stripped = text[start:end].strip(_ENDS)
    if not any(map(str.isalnum, stripped)):
        return
    folded = fold(stripped)
    if _RECIPIENTS.match(folded):
        # Two columns on one line: "- Như trên; PHÓ CHỦ TỊCH".
        for gap in _COLUMN_TAIL.finditer(folded):
            tail = stripped[gap.end() :]
            if is_capitals(tail) and (_MARK.match(fold(tail)) or _POSITION.match(fold(tail))):
                yield _Line(start, tail, fold(tail))
                return
    yield _Line(start, stripped, folded)


def _is_of_block(line: _Line) -> bool:
    """Whether the line is in capitals as authority and position are; an appendix has a number."""
    if not is_capitals(line.text):
        return False
    return not any(map(str.isdigit, line.text)) or line.folded.startswith("phu luc")


def _is_part(text: str) -> bool:
    """Whether this is a single capital word or letter mark of a block: "TM."."""
    return len(text) < 5 and text.isupper()


def _continues(line: _Line) -> bool:
    return bool(_POSITION.match(line.folded) or _MARK.match(line.folded))


def _is_appendix(line: _Line, following: _Line | None) -> bool:
    """Whether an appendix begins: PHỤ LỤC II, or a line "Phụ lục" above its title."""
    if not _APPENDIX.match(line.folded):
        return False
    if is_capitals(line.text) or following is None:
        return True
    return line.text[0] == "P" and (following.text[0] == "(" or is_capitals(following.text))


def _position(block: list[_Line]) -> str | None:
    """Return the signer's own position: what follows the one acted for, in a block with KT."""
    text = " ".join(line.text for line in block)
    folded = fold(text)
    marks = list(_MARK.finditer(folded))
    start = marks[-1].end() if marks else 0
    positions = _positions(folded, start)
    if not positions:
        return None
    is_for_another = marks and not _ON_BEHALF.match(folded, marks[-1].start())
    chosen = positions[1] if is_for_another and len(positions) > 1 else positions[0]
    if not marks and chosen > 0 and not _follows_heading(folded[:chosen]):
        return None
    position = " ".join(text[chosen:].split()).strip(" .,:;")
    return position if len(position) < 120 else None


def _follows_heading(before: str) -> bool:
    return len(before) < 60


def _positions(folded: str, start: int) -> list[int]:
    """Return where positions begin; those joined by a comma ("Bộ trưởng, Chủ nhiệm") are one."""
    places: list[int] = []
    end = -1
    for match in _POSITION.finditer(folded, start):
        if end < 0 or not _JOINED.fullmatch(folded, end, match.start()):
            places.append(match.start())
        end = match.end()
    return places


def _name(line: _Line, following: _Line | None) -> tuple[str | None, bool]:
    """Return the person's name that the line is, and whether it runs on into the next."""
    text = _RANK.sub("", _RANK.sub("", line.text)).strip(" .,")
    words = text.split()
    if not 1 <= len(words) <= _MOST_WORDS or not all(map(_is_name_word, words)):
        return None, False
    if _DIVISION.match(line.folded):
        return None, False
    if len(words) > 1:
        return " ".join(words), False
    more = following.text.split() if following is not None else []
    if 1 <= len(more) < _MOST_WORDS and all(map(_is_name_word, more)):
        return " ".join(words + more), True
    return None, False


def _is_name_word(word: str) -> bool:
    return word.replace("'", "").isalpha() and word[0].isupper() and not word[1:].isupper()


def _shouted_name(block: list[_Line]) -> Signature | None:
    """Return the signature whose name is in capitals as its position is."""
    *above, last = block
    words = last.folded.split()
    if not 2 <= len(words) <= _MOST_WORDS or words[0] not in _SURNAMES:
        return None
    position = _position(above)
    if position is None:
        return None
    return Signature(last.text.title(), position, block[0].start)


_SURNAMES = frozenset(
    """nguyen tran le pham hoang huynh phan vu vo dang bui do ho ngo duong ly dinh trinh mai dao lam
    luong truong cao ha to tang doan thai chau quach la tong luu vuong phung kieu ta thach chu
    trieu khuat bach nong ma be giang hua""".split()
)
