import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_wagtail.imports.texts import clean_text, rich_text


@pytest.mark.parametrize("text", ["", "  ", "--", "Không có thông tin", "không có thông tin.\n"])
def test_nothing(text):
    assert clean_text(text) == rich_text(text) == ""


def test_normal_form():
    assert clean_text(unicodedata.normalize("NFD", "Hộ  chiếu\r\n\r\nphổ thông")) == (
        "Hộ chiếu\nphổ thông"
    )


def test_a_sign_is_not_markup():
    assert clean_text("tàu < 5 tấn & > 2 m") == "tàu < 5 tấn & > 2 m"
    assert rich_text("tàu < 5 tấn") == "<p>tàu &lt; 5 tấn</p>"


def test_lines_become_paragraphs_and_lists():
    assert rich_text("Gồm:\n- một\n+ hai\nHết") == (
        "<p>Gồm:</p><ul><li>một</li><li>hai</li></ul><p>Hết</p>"
    )


@pytest.mark.parametrize(
    "markup",
    [
        '<script>alert(1)</script><p onclick="x()">Được</p>',
        '<p>Được<img src=x onerror="alert(1)"></p>',
        '<a href="javascript:alert(1)">Được</a>',
        '<svg onload="alert(1)"></svg><div>Được</div>',
        '<iframe src="//evil"></iframe><p style="position:fixed">Được</p>',
    ],
)
def test_hostile_markup_is_taken_off(markup):
    html = rich_text(markup)
    assert "Được" in html
    for bad in ["script", "onclick", "onerror", "javascript", "svg", "iframe", "style", "alert"]:
        assert bad not in html
    assert "<" not in clean_text(markup)


@given(st.text(max_size=300))
def test_any_text_gives_harmless_html_that_stays(text):
    html = rich_text(text)
    assert "<script" not in html.lower()
    assert clean_text(clean_text(text)) == clean_text(text)
