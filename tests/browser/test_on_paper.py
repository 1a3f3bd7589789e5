"""What a browser prints: nothing folded away, nothing that only leads elsewhere by a tap."""

from pathlib import Path

import pytest

import cchc_wagtail

pytestmark = pytest.mark.browser
CSS = Path(cchc_wagtail.__file__).parent / "frontend/static/cchc_frontend/cchc.css"


@pytest.fixture
def printed(page):
    """A function that lays out a piece of a page as it is printed."""

    def printed(html):
        page.set_content(f"<style>{CSS.read_text()}</style><div class='cchc'>{html}</div>")
        page.emulate_media(media="print")
        return page

    return printed


def test_the_table_behind_a_chart_is_open(printed):
    table = "<div class='cchc-figures'><table><tr><td>98,7</td></tr></table></div>"
    shown = printed(f"<details><summary>Bảng</summary>{table}</details>")
    assert shown.get_by_text("98,7").is_visible()


def test_the_address_of_a_card_stands_behind_its_title(printed):
    link = "<a href='https://video.example/1'>Video</a>"
    shown = printed(f"<div class='cchc-card'><p class='cchc-card__title'>{link}</p></div>")
    position = "getComputedStyle(document.querySelector('a'), '::after').position"
    assert shown.evaluate(position) == "static"


def test_kinds_to_choose_from_are_left_out(printed):
    shown = printed("<ul class='cchc-chips'><li>Quý</li></ul><p>Tháng 12</p>")
    assert not shown.get_by_text("Quý").is_visible() and shown.get_by_text("Tháng 12").is_visible()


def test_the_address_of_a_poster_stands_below_its_code_on_a_phone(printed):
    code = "<div><svg class='cchc-qr' width='300' height='300'></svg></div>"
    words = "<p>Hồ sơ, biểu mẫu: <strong>so.example/thu-tuc/1-001456</strong></p>"
    html = f"<div class='cchc-qr-with-address'>{code}{words}</div>"
    page = printed(f"<article class='cchc-poster'>{html}</article>")
    page.emulate_media(media="screen")
    page.set_viewport_size({"width": 360, "height": 800})
    picture, text = (page.locator(one).bounding_box() for one in ("svg", "p"))
    assert text["y"] >= picture["y"] + picture["height"] and text["width"] > 200


def test_a_page_of_the_admin_is_printed_whole_and_without_its_menu(page):
    css = (Path(cchc_wagtail.__file__).parent / "editorial/static/cchc_editorial").joinpath(
        "editorial.css"
    )
    scrolling = "block-size: 300px; overflow: hidden auto"
    page.set_content(
        f"<style>body, main {{ {scrolling} }} {css.read_text()}</style>"
        "<aside id='wagtail-sidebar'>Trình đơn</aside><div class='wrapper'>"
        "<main class='content-wrapper'><p style='block-size: 3000px'>Họp giao ban</p></main></div>"
    )
    page.emulate_media(media="print")
    assert not page.get_by_text("Trình đơn").is_visible()
    for place in ("body", "main"):
        assert page.locator(place).bounding_box()["height"] >= 3000
