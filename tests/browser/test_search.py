"""Suggestions by keyboard, under a policy that lets no inline script or style through.

And what stands on the first screen of the results: the answer, the drawer, the first hit.
"""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core.management import call_command
from playwright.sync_api import expect

from cchc_wagtail.procedures.models import ProcedureIndexPage
from cchc_wagtail.search.models import LoggedQuery
from tests.factories import ProcedurePageFactory, ThematicAreaFactory

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]
POLICY = "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'"


def test_suggestions_and_the_log(browser, live_server):
    # What an earlier test left in the full-text index, which no rollback empties, has to go.
    call_command("cchc_index", rebuild=True, verbosity=0)
    call_command("cchc_setup", verbosity=0)
    index = ProcedureIndexPage.objects.first()
    for title in ["Cấp hộ chiếu phổ thông", "Trình báo mất hộ chiếu", "Xây nhà ở"]:
        ProcedurePageFactory(parent=index, title=title)
    context = browser.new_context(viewport={"width": 360, "height": 800}, locale="vi-VN")
    refused = []

    def with_policy(route):
        response = route.fetch()
        headers = {**response.headers, "content-security-policy": POLICY}
        route.fulfill(response=response, headers=headers)

    context.route(f"{live_server.url}/tim-kiem/", with_policy)
    page = context.new_page()
    page.on("console", lambda message: refused.append(message.text))
    page.goto(f"{live_server.url}/tim-kiem/")
    box = page.get_by_role("combobox")
    box.press_sequentially("ho chi")
    options = page.get_by_role("option")
    expect(options).to_have_count(2)
    expect(box).to_have_attribute("aria-expanded", "true")
    assert Axe().run(page).response["violations"] == []
    box.press("ArrowUp")
    expect(options.last).to_have_attribute("aria-selected", "true")
    box.press("Escape")
    expect(box).to_have_attribute("aria-expanded", "false")
    expect(box).to_have_value("ho chi")
    box.press("e")
    expect(options).to_have_count(2)
    box.press("ArrowDown")
    title = options.first.text_content()
    box.press("Enter")
    expect(page.locator("h1")).to_contain_text(title.split(" Th")[0])
    assert [text for text in refused if "Content Security Policy" in text] == []

    page.goto(f"{live_server.url}/tim-kiem/?q=hộ chiếu")
    page.locator(".cchc-search-result__title a").first.click()
    page.wait_for_load_state("networkidle")
    row = LoggedQuery.objects.get(folded="ho chieu")
    assert (row.count, row.clicks, row.total) == (1, 1, 2)


@pytest.fixture
def asked(live_server):
    """The address of the search page, where a procedure can be asked about."""
    call_command("cchc_index", rebuild=True, verbosity=0)
    call_command("cchc_setup", verbosity=0)
    index = ProcedureIndexPage.objects.first()
    area = ThematicAreaFactory(name="Xuất nhập cảnh")
    ProcedurePageFactory(
        parent=index,
        title="Cấp hộ chiếu phổ thông",
        channels=2,
        thematic_area=area,
        online_url="https://example.org/nop",
    )
    for number in range(4):
        ProcedurePageFactory(
            parent=index, title=f"Xác nhận hộ chiếu {number}", channels=1, thematic_area=area
        )
    return f"{live_server.url}/tim-kiem/"


@pytest.mark.parametrize(("width", "scheme"), [(360, "light"), (360, "dark"), (1280, "light")])
def test_the_answer_is_on_the_first_screen(browser, asked, width, scheme):
    context = browser.new_context(
        viewport={"width": width, "height": 640}, color_scheme=scheme, locale="vi-VN"
    )
    page = context.new_page()
    page.goto(f"{asked}?q=lam ho chieu pho thong het bao nhieu tien")
    answer = page.get_by_role("region", name="Bao nhiêu tiền")
    expect(answer).to_contain_text("200.000 đồng/lần")
    link = answer.get_by_role("link", name="Cấp hộ chiếu phổ thông")
    assert link.bounding_box()["y"] < 640
    assert Axe().run(page).response["violations"] == []
    page.goto(f"{asked}?q=ho chieu&field=xuat-nhap-canh")
    assert page.locator(".cchc-search-result__title a").first.bounding_box()["y"] < 640
    assert Axe().run(page).response["violations"] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_drawer_by_keyboard_without_script(browser, asked):
    context = browser.new_context(
        viewport={"width": 360, "height": 640}, java_script_enabled=False, locale="vi-VN"
    )
    page = context.new_page()
    page.goto(f"{asked}?q=ho chieu")
    drawer = page.locator(".cchc-search-drawer")
    summary = drawer.locator("> summary")
    box = drawer.get_by_role("checkbox", name="Xuất nhập cảnh")
    expect(box).to_be_hidden()
    summary.focus()
    page.keyboard.press("Enter")
    expect(drawer.get_by_role("link", name="Mới nhất")).to_be_visible()
    while not drawer.locator(".cchc-search-facet > summary:focus").count():
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(box).to_be_focused()
    page.keyboard.press("Space")
    expect(box).to_be_checked()
    page.keyboard.press("Enter")
    expect(summary).to_contain_text("đang dùng 1 bộ lọc")
    expect(page).to_have_url(re.compile("field=xuat-nhap-canh"))


def test_on_a_wide_screen_the_facets_are_a_column(browser, asked):
    page = browser.new_context(viewport={"width": 1280, "height": 800}).new_page()
    page.goto(f"{asked}?q=ho chieu")
    facet = page.locator(".cchc-search-facet").first
    expect(facet).to_be_visible()
    expect(page.locator(".cchc-search-drawer > summary")).to_be_hidden()
    first = page.locator(".cchc-search-result__title a").first
    assert facet.bounding_box()["x"] < first.bounding_box()["x"]
