"""The main job, end to end, in a real browser."""

import re

import pytest
from django.core.management import call_command
from django.urls import reverse

from cchc_wagtail.news.models import ArticlePage, NewsColumnPage
from cchc_wagtail.portal.setup.demo import create_accounts

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]

TITLE = "Đẩy mạnh cấp hộ chiếu trực tuyến"
BODY = "Nội dung bài viết về cấp hộ chiếu."
COMMENT = "Đề nghị bổ sung căn cứ pháp lý."
QUERY = "day manh cap ho chieu"


@pytest.fixture
def site(live_server):
    call_command("cchc_index", rebuild=True, verbosity=0)
    call_command("cchc_setup", verbosity=0)
    create_accounts()
    return live_server.url


@pytest.fixture
def citizen(browser):
    context = browser.new_context(locale="vi-VN", viewport={"width": 360, "height": 740})
    return context.new_page()


def write_and_submit(editor, site):
    column = NewsColumnPage.objects.get(slug="tin-tuc").get_children().first()
    editor.goto(f"{site}/admin/pages/add/cchc_news/articlepage/{column.pk}/")
    editor.fill("#id_title", TITLE)
    editor.fill("#id_lead", "Người dân có thể nộp hồ sơ qua mạng.")
    editor.click(".c-sf-add-button")
    editor.click("[role=option] >> nth=1")
    text = editor.locator(".public-DraftEditor-content")
    text.wait_for()
    editor.wait_for_timeout(500)  # the rich text editor takes the focus late
    text.press_sequentially(BODY)
    assert BODY in text.inner_text()
    submit(editor)


def submit(editor):
    editor.wait_for_timeout(2500)  # the draft is saved by itself a moment after the last key
    editor.click("footer .w-dropdown__toggle")
    editor.click("button[name=action-submit]")
    editor.wait_for_url(re.compile(r"/admin/pages/\d+/$"))


def send_back(reviewer, site, comment):
    reviewer.goto(f"{site}/admin/")
    open_actions(reviewer)
    reviewer.click("button[data-workflow-action-url*='/reject/']")
    reviewer.fill("[name=comment]", comment)
    with reviewer.expect_navigation():
        reviewer.click(".modal-body button[type=submit], .modal-body input[type=submit]")


def approve(reviewer, site):
    reviewer.goto(f"{site}/admin/")
    open_actions(reviewer)
    with reviewer.expect_navigation():
        reviewer.click("button[data-workflow-action-url*='/approve/'] >> nth=0")


def open_actions(reviewer):
    row = reviewer.locator("tr", has_text=TITLE)
    row.locator(".w-dropdown__toggle, [aria-expanded]").first.click()


def public_answers(citizen, site):
    """What a citizen gets from the search, its JSON, the news feed and the sitemap."""
    citizen.goto(f"{site}{reverse('cchc_wagtail:search')}?q={QUERY}")
    yield citizen.locator("main").inner_text()
    for name in ["search_json", "feed_news", "sitemap"]:
        response = citizen.request.get(f"{site}{reverse(f'cchc_wagtail:{name}')}?q={QUERY}")
        assert response.ok
        yield response.text()


def test_from_the_unit_to_the_citizen(site, log_in, citizen):
    unit, office, leadership = log_in("lanhsu"), log_in("vanphong"), log_in("giamdoc")

    write_and_submit(unit, site)
    article = ArticlePage.objects.get(title=TITLE)
    assert article.slug == "day-manh-cap-ho-chieu-truc-tuyen"
    unit.goto(f"{site}/admin/")
    assert TITLE in unit.locator("main").inner_text()
    assert not any(
        TITLE in answer or article.slug in answer for answer in public_answers(citizen, site)
    )

    send_back(office, site, COMMENT)
    unit.goto(f"{site}/admin/pages/{article.pk}/edit/")
    assert COMMENT in unit.locator("body").inner_text()
    submit_again(unit)

    approve(office, site)
    assert not any(
        TITLE in answer or article.slug in answer for answer in public_answers(citizen, site)
    )
    approve(leadership, site)
    article.refresh_from_db()
    assert article.live

    assert all(
        TITLE in answer or article.slug in answer for answer in public_answers(citizen, site)
    )
    citizen.goto(f"{site}{reverse('cchc_wagtail:search')}?q={QUERY}")
    citizen.get_by_role("link", name=TITLE).first.click()
    assert citizen.locator("h1").inner_text() == TITLE
    assert BODY in citizen.locator("main").inner_text()
    width = citizen.evaluate("document.documentElement.scrollWidth")
    assert width <= 360


def submit_again(editor):
    editor.fill("#id_lead", "Người dân có thể nộp hồ sơ qua mạng, căn cứ Nghị định 45/2020/NĐ-CP.")
    submit(editor)
