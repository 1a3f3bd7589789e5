import unicodedata

from hypothesis import example, given
from hypothesis import strategies as st

from cchc_wagtail.language import Span, bigrams, fold, spans, syllables
from cchc_wagtail.language.spelling import I_OR_Y


def test_syllables_are_runs_of_letters_and_digits():
    assert syllables("Cấp hộ chiếu, lần 2 (61/2018/NĐ-CP)") == (
        ["cap", "ho", "chieu", "lan", "2", "61", "2018", "nd", "cp"]
    )
    assert syllables("thu_tuc") == ["thu", "tuc"]
    assert syllables(" … ") == []


def test_spans_give_places_in_the_text():
    assert list(spans("Hộ chiếu.")) == [Span("ho", 0, 2), Span("chieu", 3, 8)]


def test_a_stray_mark_does_not_break_a_syllable():
    assert syllables("tq\u0301a") == ["tqa"]


@given(st.text())
@example("SI li")
def test_spans_agree_with_syllables_and_lie_in_the_folded_text(text):
    found = list(spans(text))
    assert [span.text for span in found] == syllables(text)
    folded = fold(text)
    for span in found:
        there = folded[span.start : span.end].replace("\u034f", "")
        assert span.text == I_OR_Y.get(there, there)


@given(st.text())
def test_syllables_do_not_depend_on_the_unicode_form(text):
    assert syllables(text) == syllables(unicodedata.normalize("NFC", text))


def test_bigrams():
    assert bigrams(["thu", "tuc", "ho", "chieu"]) == ["thu_tuc", "tuc_ho", "ho_chieu"]
    assert bigrams(["thu"]) == []
    assert bigrams([]) == []
