"""What is a word of everyday Vietnamese, and what was rather mistyped."""

import unicodedata
from pathlib import Path

import pytest

from cchc_wagtail.language import has_marks, is_word, normalise, sort_key, spelling

LIST = Path(spelling.__file__).with_name("syllables.txt").read_text("utf-8").split()


@pytest.mark.parametrize("word", "mèo chó giặt cừu huế lắk thực THỰC hộ".split())
def test_words_are_words(word):
    assert is_word(word)
    assert is_word(unicodedata.normalize("NFD", word))


@pytest.mark.parametrize("typed", ["thựt", "sà", "chiếuu", "hộộ", "meo", "", "61/2018", "é́"])
def test_what_nobody_writes_is_none(typed):
    assert not is_word(typed)


def test_the_list_can_be_read_and_added_to():
    """Each in its normal form, once, with marks, in Vietnamese order."""
    assert sorted(set(LIST), key=sort_key) == LIST
    assert all(normalise(syllable) == syllable and has_marks(syllable) for syllable in LIST)
