"""Every number that follows a type word in real legal texts: found, or explained here."""

import re
import unicodedata

import pytest

from cchc_wagtail.citations import DocumentNumber, find_citations, find_unsigned
from cchc_wagtail.citations.words import TYPE_WORDS
from cchc_wagtail.language import fold

_TYPE_WORD = "|".join(sorted(TYPE_WORDS, key=len, reverse=True)).replace(" ", r"\s+")
# Directly, or with qualifiers and "số" between: "Quyết định của Thủ tướng Chính phủ số 18/…";
# a form ("theo Biểu số 01a/VPCP/KSTT") is no document.
_NUMBER = re.compile(
    rf"\b(?:{_TYPE_WORD})\b(?:\s+(?:so\s*:?\s*)?"
    r"|(?:(?!\b(?:mau|bieu)\b)[^0-9;:.()\"“”/]){1,80}\bso\s*:?\s*)"
    r"(?P<number>[0-9]{1,5}[a-z]?\s?[/-]\s?[^\s,;()]+)"
)
#: (file, number) → why it is not to be found.
EXPLAINED = {}
LEAST_NUMBERS = 800
MOST_MISSED = 0.003


@pytest.fixture(scope="module")
def law(shared_data):
    """File name → the text of each legal document of the reference data, composed."""
    texts = {}
    for path in sorted((shared_data / "law").glob("*.txt")):
        texts[path.stem] = unicodedata.normalize("NFC", path.read_text(encoding="utf-8"))
    return texts


def test_every_number_after_a_type_word_is_found_or_explained(law):
    asked, missed = 0, {}
    for name, text in law.items():
        found = find_citations(text)
        found += find_unsigned(text, found)
        inside = {place for one in found for place in range(one.start, one.end)}
        for match in _NUMBER.finditer(fold(text)):
            asked += 1
            if match.start("number") not in inside:
                missed[name, text[match.start("number") : match.end()]] = match[0]
    assert asked > LEAST_NUMBERS
    assert set(missed) == set(EXPLAINED)
    assert len(missed) <= MOST_MISSED * asked


def test_every_number_found_parses_to_itself(law):
    numbers = {one.number for text in law.values() for one in find_citations(text) if one.number}
    assert len(numbers) > 200
    for number in numbers:
        assert str(DocumentNumber.parse(number)) == number
