"""Laws, codes, ordinances and the constitution, cited by name."""

import re
from functools import lru_cache

from cchc_wagtail.language import fold, has_marks

from .attributes import read_date
from .citation import Citation
from .law_names import FOREIGN, LAW_NAMES
from .words import FIRST_HALVES, ends_with

# The ends of the words that announce a law, as str.find takes them.
_LANDMARKS = {
    "uật": 1, "UẬT": 1, "uat ": 1, "UAT ": 1,
    "áp lệnh": 2, "ÁP LỆNH": 2, "ap lenh": 2,
    "iến pháp": 1, "IẾN PHÁP": 1, "ien phap": 1,
}  # fmt: skip
_ANNOUNCEMENT = re.compile(r"(?:bo\s{1,2})?luat|phap lenh|hien phap")
_TYPES = {"luat": "Luật", "phap lenh": "Pháp lệnh", "hien phap": "Hiến pháp"}

_NAME_WINDOW = 170
_AMENDING_WINDOW = 420
_WORD = re.compile(r"[^\W\d_]+")
_FOLDED_WORD = re.compile(r"[a-z]+")
_INSIDE_NAME = re.compile(r"[\s,/(\-\"“]{1,3}")
_NUMBER_AHEAD = re.compile(r"\s{0,3}(?:[0-9]|s[ốo]\s{0,2}:?\s{0,2}[0-9])", re.IGNORECASE)
_AMENDING = re.compile(
    r"\s{1,2}sua doi(?:,?\s{1,2}(?:va\s)?bo sung)?\s{1,2}(?:mot so\s{1,2})?(?:dieu,?\s{1,2})?"
    r"(?:khoan,?\s{1,2})?(?:cua\s{1,2})?(?:cac\s{1,2})?(?=(?:bo\s)?luat|phap lenh)"
)
_AND_LAW = re.compile(r"\s{0,2}(?:,|\sva)\s{1,2}(?=(?:bo\s)?luat\s)")
_STATE_NAME = re.compile(r"\s{1,2}(?:nuoc\s{1,2})?cong hoa xa hoi chu nghia viet nam")
_AMENDED = "(?:sửa đổi|hợp nhất|sua doi)"
_NAM = "(?:năm|Năm|NĂM|nam)"
_YEAR = re.compile(
    rf"(?:\s{{1,2}}\(?{_AMENDED}\)?)?(?:,?\s{{0,2}}{_NAM}\s{{1,2}}|\s{{1,2}})"
    r"((?:19|20)[0-9]{2})(?![0-9]|/[0-9A-Z]|-[0-9])"
)
# The serial of the next cell of a table is glued to the year: 202323/2023/QH15.
_YEAR_BEFORE_SERIAL = re.compile(
    rf"(?:\s{{1,2}}{_AMENDED})?(?:\s{{1,2}}{_NAM})?\s{{1,2}}"
    r"((?:19|20)[0-9]{2})(?=[0-9]{1,3}(?![0-9]))"
)
_FIRST_YEAR = re.compile(r"[^0-9.;:()\"“”/]{2,120}?\s(?:nam\s{1,2})?((?:19|20)[0-9]{2})(?![0-9/])")
_FOREIGN = re.compile(rf"\s(?:của\s)?(?:nước\s)?(?:Cộng hòa\s)?(?:{'|'.join(FOREIGN)})(?![^\W\d_])")
# Words that no law's name holds, and that a sentence goes on with. Compared with their marks where
# the text has marks: "tại" ends a name, "Tài nguyên" is one.
_OUTSIDE_NAME = (
    "luật|nghị định|thông tư|nghị quyết|quyết định|được|quy định|có hiệu lực|thông qua|tại"
    "|theo|căn cứ|thì|nếu|khi|điều|khoản|trên|vào"
)
_NOT_IN_NAME = re.compile(rf"\b(?:{_OUTSIDE_NAME})\b")
_NOT_IN_NAME_UNMARKED = re.compile(rf"\b(?:{fold(_OUTSIDE_NAME)})\b")
_ENDS_NAME = frozenset(
    """quy được và hoặc năm thì có đã là theo tại khi do đó trong những nhưng hiện này nay sửa
    thay ban bản ngày ngay số để đề không phải nhằm đối đổi mà như sẽ bị trình từ trước sau kể
    nếu đến ra vào cho thực hưởng hướng nghị thông về của các một mới mọi mỗi trường điều khoản
    điểm chương mục luật bộ bổ bỏ gồm sang sáng đang đăng cần căn còn giao giải giai nói nơi
    nội""".split()
)
_ENDS_NAME_UNMARKED = frozenset(map(fold, _ENDS_NAME))


# Word → the words that may follow it in a name; "" stands where a name may end.
_Tree = dict[str, "_Tree"]


def _name_tree() -> _Tree:
    tree: _Tree = {}
    for name in LAW_NAMES:
        node = tree
        for word in _FOLDED_WORD.findall(fold(name)):
            node = node.setdefault(word, {})
        node[""] = {}
    return tree


_NAMES = _name_tree()
_fold_word = lru_cache(maxsize=5_000)(fold)


def find_laws(text: str) -> list[Citation]:
    """Return the laws that ``text`` cites by name, in order, with the year where it follows."""
    found: list[Citation] = []
    floor = 0
    for position in _positions(text):
        if position < floor:
            continue
        law = _read_law(text, position)
        if law is not None and law.start >= floor:
            found.append(law)
            floor = law.end
    return found


def _positions(text: str) -> list[int]:
    """Return where the words stand that may announce a law, in order."""
    positions = set()
    for landmark, offset in _LANDMARKS.items():
        position = text.find(landmark)
        while position >= 0:
            if position >= offset and text[position - offset] in "LlPpHh":
                positions.add(position - offset)
            position = text.find(landmark, position + 3)
    return sorted(positions)


def _read_law(text: str, start: int) -> Citation | None:
    written_before = text[max(0, start - 5) : start]
    before = fold(written_before)
    if text[start] in "Ll":
        if text[start] == "l" and ends_with(written_before, FIRST_HALVES):
            return None
        if before.endswith("bo ") and (not before[-4:-3].isalnum() or text[start - 3] == "B"):
            return _read_named(text, start - 3, start + 4, "Bộ luật")
        return _read_named(text, start, start + 4, "Luật")
    if text[start] in "Pp":
        return _read_named(text, start, start + 9, "Pháp lệnh")
    return _read_constitution(text, start)


def _read_constitution(text: str, start: int) -> Citation | None:
    end = start + 9
    if text[end : end + 1].isalpha():
        return None
    state = _STATE_NAME.match(fold(text[end : end + 60]))
    if state:
        end += state.end()
    year, with_year = _read_year(text, end)
    if year is None and text[start] == "h":
        return None
    return Citation(start, with_year, "law_name", "Hiến pháp", year=year)


def _read_named(text: str, start: int, end: int, kind: str) -> Citation | None:
    if not text[end : end + 1].isspace() or _NUMBER_AHEAD.match(text, end):
        return None
    is_written_large = text[start].isupper()
    name_end = _name_end(text, end, is_written_large)
    if name_end is None:
        return None
    year, with_year = _read_year(text, name_end)
    if year is None and not is_written_large and text[end:name_end].islower():
        return None
    if _FOREIGN.match(text, name_end):
        return None
    if year is not None:
        return Citation(start, with_year, "law_name", kind, year=year)
    date, _ = read_date(text, name_end)
    year = date.year if date else None
    return Citation(start, name_end, "law_name", kind, date=date, year=year)


def _read_year(text: str, position: int) -> tuple[int | None, int]:
    match = _YEAR.match(text, position) or _YEAR_BEFORE_SERIAL.match(text, position)
    return (int(match[1]), match.end(1)) if match else (None, position)


def _name_end(text: str, position: int, is_written_large: bool) -> int | None:
    """Return where the law's name that follows ``position`` ends; None where there is no name."""
    first = _WORD.search(text, position, position + 6)
    if first is None:
        return None
    if _fold_word(first[0]) == "sua":
        return _amended_end(text, position)
    known = _known_end(text, position)
    if known is not None or not (is_written_large and first[0][0].isupper()):
        return known
    window = fold(text[position : position + _NAME_WINDOW])
    dated = _FIRST_YEAR.match(window)
    if dated is not None:
        name = window[: dated.start(1)].removesuffix(" ").removesuffix("nam").rstrip()
        if name.count(" ") < 24 and not _goes_on(text[position : position + len(name)]):
            return position + len(name)
    length = _plain_length(text[position : position + _NAME_WINDOW])
    return None if length is None else position + length


def _amended_end(text: str, start: int) -> int | None:
    """Return the end of "sửa đổi … của Luật A, Luật B và Luật C"."""
    written = text[start : start + _AMENDING_WINDOW]
    window = fold(written)
    amending = _AMENDING.match(window)
    if amending is None:
        return None
    position, end = amending.end(), None
    while (announced := _ANNOUNCEMENT.match(window, position)) is not None:
        known = _known_end(text, start + announced.end())
        length = known - start if known else _plain_length(written, announced.end())
        if length is None:
            break
        end = start + length
        following = _AND_LAW.match(window, length)
        if following is None:
            break
        position = following.end()
    return end


def _known_end(text: str, position: int) -> int | None:
    """Return the end of the longest known name at ``position``."""
    node, end, previous = _NAMES, None, position
    for match in _WORD.finditer(text, position, position + _NAME_WINDOW):
        start = match.start()
        if text[previous:start] != " " and not _INSIDE_NAME.fullmatch(text, previous, start):
            break
        previous = match.end()
        word = _fold_word(match[0])
        following = node.get(word)
        if following is None:
            # A capital may begin what is glued to the name: "Luật Thú yLuật".
            for key, below in node.items():
                glued = start + len(key)
                if "" in below and word.startswith(key) and text[glued].isupper():
                    end = max(end or 0, glued)
            break
        node = following
        if "" in node:
            end = previous
    return end


def _goes_on(name: str) -> bool:
    """Tell whether what seems to be a ``name`` is rather the rest of a sentence."""
    if has_marks(name):
        return _NOT_IN_NAME.search(name.lower()) is not None
    return _NOT_IN_NAME_UNMARKED.search(fold(name)) is not None


def _plain_length(written: str, position: int = 0) -> int | None:
    """Return the end of the words at ``position`` that read like a name."""
    window, is_marked = fold(written), has_marks(written)
    end = None
    previous = position
    for count, word in enumerate(_FOLDED_WORD.finditer(window, position)):
        gap = window[previous : word.start()]
        if is_marked:
            ends_name = written[word.start() : word.end()].lower() in _ENDS_NAME
        else:
            ends_name = word[0] in _ENDS_NAME_UNMARKED
        if gap.strip() or not gap or ends_name or count > 14:
            break
        end = previous = word.end()
    return end
