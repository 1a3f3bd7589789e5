"""Numbers without their sign, as newspapers write them: "Nghị định 118/2025", "NĐ 61 năm 2018"."""

import re
from collections.abc import Iterable, Iterator

from .attributes import MAY_PRECEDE, read_attributes
from .citation import Citation
from .documents import head_before, read_serial
from .numbers import official_number

#: Types whose documents all bear one sign, in numbers that hold the year (Nghị định 61/2018/NĐ-CP).
_SIGNS = {"Nghị định": "NĐ-CP"}
#: Types that are cited so, of which each issuer has numbers of its own.
_OF_MANY_ISSUERS = frozenset(
    ["Luật", "Bộ luật", "Pháp lệnh", "Nghị quyết", "Quyết định", "Chỉ thị", "Thông tư",
     "Thông tư liên tịch"]
)  # fmt: skip
# Since then numbers of legal normative documents hold their year (Luật Ban hành văn bản quy phạm
# pháp luật 1996).
_FIRST_YEAR = 1997

_SLASH_AHEAD = re.compile(r"/\s?(?:19|20)[0-9]{2}(?![0-9])")
_SLASH_AND_YEAR = re.compile(
    r"\s?/\s?((?:19|20)[0-9]{2})(?![^\W_]|\s{0,2}[-/]{1,2}\s{0,2}[^\W_]|\.[A-ZĐ])"
)
_WORD_AND_YEAR = re.compile(r"\s{1,2}n[ăa]m\s{1,2}((?:19|20)[0-9]{2})(?![0-9/])")
_NEXT_IN_LIST = re.compile(
    r"[\s,;]{0,3}(?:(?:và|hoặc|va|hoac)\s{1,2})?(?:(?:số|so)\s{1,2})?"
    r"([0-9]{1,4}[a-zđ]?)(?=/(?:19|20)[0-9]{2})"
)


def find_decrees(text: str) -> Iterator[Citation]:
    """Yield the decrees that ``text`` cites without sign: all decrees bear the same one."""
    return (citation for citation in _unsigned(text) if citation.kind == "document")


def find_of_many_issuers(text: str) -> Iterator[Citation]:
    """Yield what ``text`` cites without sign that may bear several, as citations "unsigned"."""
    return (citation for citation in _unsigned(text) if citation.kind == "unsigned")


def outside(citations: list[Citation], found: Iterable[Citation]) -> Iterator[Citation]:
    """Yield what is ``found``, in order, and overlaps none of ``citations`` nor another."""
    end, index = 0, 0
    for citation in sorted(found, key=lambda one: one.start):
        while index < len(citations) and citations[index].end <= citation.start:
            index += 1
        is_taken = index < len(citations) and citations[index].start < citation.end
        if not is_taken and citation.start >= end:
            end = citation.end
            yield citation


def _unsigned(text: str) -> Iterator[Citation]:
    for end_of_serial, year_match in _years(text):
        serial = read_serial(text, end_of_serial, 0, False)
        if serial is None:
            continue
        start, kind, _has_so = head_before(text, serial[0], 0)
        citation = _citation(text, start, kind, serial[1], year_match)
        while citation is not None:
            yield citation
            citation = _next_in_list(text, citation)


def _years(text: str) -> Iterator[tuple[int, re.Match[str]]]:
    """Yield where a serial may end, and the match of the year behind it."""
    for ahead in _SLASH_AHEAD.finditer(text):
        yield from _year_at(text, ahead.start(), _SLASH_AND_YEAR)
    for word in ("năm", "nam"):
        position = text.find(word)
        while position >= 0:
            yield from _year_at(text, position, _WORD_AND_YEAR)
            position = text.find(word, position + 3)


def _year_at(
    text: str, position: int, pattern: re.Pattern[str]
) -> Iterator[tuple[int, re.Match[str]]]:
    start = position
    while start > 0 and position - start < 2 and text[start - 1].isspace():
        start -= 1
    match = pattern.match(text, start) if text[start - 1 : start].isalnum() else None
    if match is not None:
        yield start, match


def _citation(
    text: str, start: int, kind: str | None, serial: str, year_match: re.Match[str]
) -> Citation | None:
    year, end = int(year_match[1]), year_match.end()
    if kind is None or year < _FIRST_YEAR:
        return None
    date, issuer = None, None
    if text[end : end + 1] in MAY_PRECEDE:
        date, issuer, _ = read_attributes(text, end)
    if kind in _SIGNS:
        number = official_number(f"{serial}/{year}/{_SIGNS[kind]}")
        return Citation(start, end, "document", kind, number, issuer, date, year, [])
    if kind in _OF_MANY_ISSUERS:
        return Citation(start, end, "unsigned", kind, f"{serial}/{year}", issuer, date, year, [])
    return None


def _next_in_list(text: str, before: Citation) -> Citation | None:
    """Return the citation that takes its type from the one ``before``: "…, 45/2020 và 107/2021"."""
    match = _NEXT_IN_LIST.match(text, before.end)
    # 6/2018 behind a comma is as likely a month.
    if match is None or (match[1].isdigit() and int(match[1]) <= 12):
        return None
    year_match = _SLASH_AND_YEAR.match(text, match.end())
    if year_match is None:
        return None
    return _citation(text, match.start(1), before.type, match[1], year_match)
