import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_wagtail.language import normalise
from cchc_wagtail.search.text.highlights import Highlighter


@pytest.mark.parametrize(
    "query, text, marked",
    [
        (["ho", "chieu"], "Cấp Hộ chiếu phổ thông", "Cấp <mark>Hộ chiếu</mark> phổ thông"),
        (["hoa"], "Hóa chất, hoa", "<mark>Hóa</mark> chất, <mark>hoa</mark>"),
        (["cap", "ho", "chieu"], "Cấp lại hộ chiếu", "Cấp lại <mark>hộ chiếu</mark>"),
        (["chi"], "chiếu chỉ", "chiếu <mark>chỉ</mark>"),
        (["b"], "<b>", "&lt;<mark>b</mark>&gt;"),
        (["dang"], "Đăng ký", "<mark>Đăng</mark> ký"),
        ([], "Hộ chiếu & thị thực", "Hộ chiếu &amp; thị thực"),
    ],
)
def test_what_is_marked(query, text, marked):
    assert Highlighter(query).mark(text) == marked


def test_a_snippet_shows_the_best_place_between_spaces():
    text = "mở đầu " * 100 + "xin cấp hộ chiếu phổ thông " + "kết thúc " * 100
    snippet = Highlighter(["cap", "ho", "chieu"]).snippet(normalise(text))
    assert "<mark>cấp hộ chiếu</mark>" in snippet
    assert snippet.startswith("…mở") or snippet.startswith("…đầu")
    assert snippet.endswith("…")
    assert len(snippet) < 250


def test_a_short_text_is_shown_whole():
    assert Highlighter(["ho"]).snippet("không có gì") == "không có gì"


@given(st.text(max_size=400), st.lists(st.text("abcho ", max_size=4), max_size=4))
def test_only_our_marks_are_html(text, syllables):
    words = [syllable for syllable in syllables if syllable.strip()]
    snippet = Highlighter(words).snippet(normalise(text))
    bare = snippet.replace("<mark>", "").replace("</mark>", "")
    assert "<" not in bare and ">" not in bare
    assert snippet.count("<mark>") == snippet.count("</mark>")
