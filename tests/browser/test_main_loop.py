"""The main job, end to end, in a real browser."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core import mail
from django.core.management import call_command
from django.urls import reverse

from cchc_wagtail.news.models import ArticlePage, NewsColumnPage
from cchc_wagtail.portal.setup.accounts import create_accounts

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]

TITLE = "Đẩy mạnh cấp hộ chiếu trực tuyến"
BODY = "Nội dung bài viết về cấp hộ chiếu."
COMMENT = "Đề nghị bổ sung căn cứ pháp lý."
APPROVAL = "Đồng ý cho đăng."
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


def open_review(reviewer, site):
    """Open what waits from the home, and look at it as the reviewer does."""
    reviewer.goto(f"{site}/admin/")
    reviewer.get_by_role("link", name="Xem lần lượt từng nội dung").click()
    reviewer.locator(".cchc-review").wait_for()
    preview = reviewer.frame_locator("iframe").locator("h1")
    assert preview.inner_text() == TITLE
    width = reviewer.viewport_size["width"]
    assert reviewer.evaluate("document.documentElement.scrollWidth") <= width
    found = Axe().run(reviewer, context=".cchc-review", options={"iframes": False}).response
    assert [violation["id"] for violation in found["violations"]] == []


def decide(reviewer, site, button, comment=""):
    open_review(reviewer, site)
    reviewer.fill("[name=comment]", comment)
    with reviewer.expect_navigation():
        reviewer.get_by_role("button", name=button, exact=True).click()


def urge(office, site):
    office.goto(f"{site}/admin/")
    with office.expect_navigation():
        office.get_by_role("button", name=f"Đôn đốc: {TITLE}").click()
    assert "Đã đôn đốc hôm nay" in office.locator("#cchc-office-section").inner_text()


def mails():
    """Who got a mail since the last call, once each, and what it says; empties the outbox."""
    found = [(message.to[0].split("@")[0], message.body) for message in mail.outbox]
    mail.outbox.clear()
    assert len(dict(found)) == len(found), found
    return dict(found)


def public_answers(citizen, site):
    """What a citizen gets from the search, its JSON, the news feed and the sitemap."""
    citizen.goto(f"{site}{reverse('cchc_wagtail:search')}?q={QUERY}")
    yield citizen.locator("main").inner_text()
    for address in [
        reverse("cchc_wagtail:search_json"),
        reverse("cchc_wagtail:feed", args=["tin-tuc"]),
        reverse("cchc_wagtail:sitemap_part", args=["article"]),
    ]:
        response = citizen.request.get(f"{site}{address}?q={QUERY}")
        assert response.ok
        yield response.text()


def test_from_the_unit_to_the_citizen(site, log_in, citizen):
    unit, office = log_in("lanhsu"), log_in("vanphong")
    leadership = log_in("giamdoc", width=360)

    write_and_submit(unit, site)
    assert mails().keys() == {"vanphong"}
    article = ArticlePage.objects.get(title=TITLE)
    assert article.slug == "day-manh-cap-ho-chieu-truc-tuyen"
    unit.goto(f"{site}/admin/")
    assert TITLE in unit.locator("#cchc-my-work-section").inner_text()
    assert not any(
        TITLE in answer or article.slug in answer for answer in public_answers(citizen, site)
    )

    decide(office, site, "Trả lại")
    assert "Đề nghị nêu lý do" in office.locator(".error-message").inner_text()
    decide(office, site, "Trả lại", COMMENT)
    (told,) = mails().items()
    assert told[0] == "lanhsu" and COMMENT in told[1]
    urge(office, site)
    assert mails().keys() == {"lanhsu"}

    unit.goto(f"{site}/admin/pages/{article.pk}/edit/")
    shown = unit.locator("body").inner_text()
    assert COMMENT in shown and "Văn phòng đã đôn đốc" in shown
    submit_again(unit)
    assert mails().keys() == {"vanphong"}

    decide(office, site, "Chuyển lãnh đạo")
    assert mails().keys() == {"giamdoc", "lanhsu"}
    assert not any(
        TITLE in answer or article.slug in answer for answer in public_answers(citizen, site)
    )
    decide(leadership, site, "Phê duyệt", APPROVAL)
    told = mails()
    assert told.keys() == {"lanhsu", "vanphong"}
    assert all(APPROVAL in body for body in told.values())
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
