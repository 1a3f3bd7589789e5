import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_wagtail.language import fold, has_marks, normalise, slugify

VIETNAMESE = st.text(
    alphabet="aăâbcdđeêghiklmnoôơpqrstuưvxyàảãáạằẳẵắặoòỏõóọuùủũúụyỳỷỹýỵĐÐÀÁ "
    "\u0300\u0301\u0302\u0323\u00a0\u200b\u00ad\n.,/-19"
)
ANY_TEXT = st.one_of(st.text(), VIETNAMESE)


@pytest.mark.parametrize(
    ("typed", "normal"),
    [
        ("hoà", "hòa"),
        ("hòa", "hòa"),
        ("HOÀ BÌNH", "HÒA BÌNH"),
        ("Hoà", "Hòa"),
        ("khoẻ", "khỏe"),
        ("thuỷ lợi", "thủy lợi"),
        ("Uỷ ban", "Ủy ban"),
        ("uỷ quyền", "ủy quyền"),
        ("hoàn", "hoàn"),
        ("toán", "toán"),
        ("thuyền", "thuyền"),
        ("huỳnh", "huỳnh"),
        ("hoài", "hoài"),
        ("xoáy", "xoáy"),
        ("quý", "quý"),
        ("qúy", "quý"),
        ("quả", "quả"),
        ("QUỸ", "QUỸ"),
        ("Ðất đai", "Đất đai"),
        ("ðất", "đất"),
        ("a\u00a0 \t\r\n b", "a b"),
        ("  hai  đầu ", "hai đầu"),
        ("giấy\u200b phép\ufeff", "giấy phép"),
        ("chứng\u00adthực", "chứngthực"),
        (unicodedata.normalize("NFD", "Nghị định hoà giải"), "Nghị định hòa giải"),
        ("", ""),
    ],
)
def test_normalise(typed, normal):
    assert normalise(typed) == normal


@given(ANY_TEXT)
def test_normalise_is_idempotent(text):
    assert normalise(normalise(text)) == normalise(text)


@given(ANY_TEXT)
def test_normal_form_is_nfc(text):
    assert unicodedata.is_normalized("NFC", normalise(text))


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Đường Nguyễn Huệ", "duong nguyen hue"),
        ("THỦ TỤC", "thu tuc"),
        ("Ðð", "dd"),
        ("İ", "i"),
        ("q\u0303a", "q\u034fa"),
        ("“a – b”", "“a – b”"),
        (unicodedata.normalize("NFD", "Quyết"), "quyet"),
    ],
)
def test_fold(text, folded):
    assert fold(text) == folded


@given(ANY_TEXT)
def test_folding_keeps_the_length_of_nfc(text):
    assert len(fold(text)) == len(unicodedata.normalize("NFC", text))


@given(ANY_TEXT)
def test_fold_is_idempotent(text):
    assert fold(fold(text)) == fold(text)


def test_every_character_folds_to_one_stable_character():
    for code in range(sys.maxunicode + 1):
        character = unicodedata.normalize("NFC", chr(code))
        folded = fold(character)
        assert len(folded) == len(character)
        assert fold(folded) == folded


@given(VIETNAMESE)
def test_normalising_changes_nothing_that_folding_sees_but_spaces_and_stray_marks(text):
    def letters(folded):
        return [character for character in folded if character.isalnum()]

    assert letters(fold(normalise(text))) == letters(normalise(fold(text)))


@given(ANY_TEXT)
def test_normalised_then_folded_is_already_normal(text):
    folded = fold(normalise(text))
    assert normalise(folded) == folded


@pytest.mark.parametrize(
    ("text", "marked"),
    [("ho chieu", False), ("hộ chiếu", True), ("d", False), ("đ", True), ("Ư", True), ("", False)],
)
def test_has_marks(text, marked):
    assert has_marks(text) is marked
    assert has_marks(unicodedata.normalize("NFD", text)) is marked


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("Quyết định 61/2018/NĐ-CP", "quyet-dinh-61-2018-nd-cp"),
        ("  Tìm kiếm!  ", "tim-kiem"),
        ("1.001234", "1-001234"),
        ("…", ""),
    ],
)
def test_slugify(text, slug):
    assert slugify(text) == slug
