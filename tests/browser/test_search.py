"""Suggestions by keyboard, under a policy that lets no inline script or style through."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core.management import call_command
from playwright.sync_api import expect

from cchc_wagtail.procedures.models import ProcedureIndexPage
from cchc_wagtail.search.models import LoggedQuery
from tests.factories import ProcedurePageFactory

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]
POLICY = "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'"


def test_suggestions_and_the_log(browser, live_server):
    # What an earlier test left in the full-text index, which no rollback empties, has to go.
    call_command("cchc_index", rebuild=True, verbosity=0)
    call_command("cchc_setup", verbosity=0)
    index = ProcedureIndexPage.objects.get()
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
