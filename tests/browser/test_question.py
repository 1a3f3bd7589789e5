"""A citizen's question, from asking to the published answer that says nothing of who asked."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core import mail
from django.core.management import call_command
from django.urls import reverse

from cchc_wagtail.portal.setup.accounts import create_accounts
from cchc_wagtail.questions.models import Question, SituationIndexPage, SituationPage

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]

NAME = "Người Hỏi Mẫu"
MAIL = "nguoihoimau@example.org"
TEXT = (
    f"Tôi mất hộ chiếu khi đang ở Lào thì về nước bằng cách nào? Tôi là {NAME}, gọi 0912 345 678."
)
TITLE = "Tôi mất hộ chiếu khi đang ở Lào thì về nước bằng cách nào?"
ANSWER = "Đến cơ quan đại diện Việt Nam gần nhất để trình báo và xin giấy thông hành."


@pytest.fixture
def site(live_server):
    call_command("cchc_index", rebuild=True, verbosity=0)
    call_command("cchc_setup", verbosity=0)
    create_accounts()
    index = SituationIndexPage.objects.first()
    known = SituationPage(title="Mất hộ chiếu trong nước thì làm gì?", short_answer="Trình báo.")
    index.add_child(instance=known)
    known.save_revision().publish()
    return live_server.url


@pytest.fixture
def citizen(browser):
    """A citizen with a phone, and with no script."""
    phone = {"width": 360, "height": 740}
    context = browser.new_context(locale="vi-VN", viewport=phone, java_script_enabled=False)
    return context.new_page()


def barriers(browser, address):
    """What axe finds at ``address`` at the widths of a phone and a desk, and what scrolls."""
    found = []
    for width, scheme in [(360, "light"), (1280, "dark")]:
        context = browser.new_context(
            viewport={"width": width, "height": 800}, color_scheme=scheme, locale="vi-VN"
        )
        page = context.new_page()
        page.goto(address)
        found += what_is_wrong(page)
        context.close()
    return found


def what_is_wrong(page):
    found = [violation["id"] for violation in Axe().run(page).response["violations"]]
    if page.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
        found.append("scrolls sideways")
    if page.locator("h1").count() != 1:
        found.append("not one h1")
    return found


def ask(citizen, site):
    """Ask without script; return the lookup code."""
    citizen.goto(f"{site}{reverse('cchc_wagtail:ask')}")
    citizen.fill("[name=text]", TEXT)
    citizen.get_by_role("button", name="Tiếp tục").click()
    assert "Mất hộ chiếu trong nước" in citizen.locator("main").inner_text()
    citizen.fill("[name=name]", NAME)
    citizen.check("[name=consent]")
    citizen.get_by_role("button", name="Vẫn gửi câu hỏi").click()
    assert "Hãy ghi thư điện tử hoặc số điện thoại" in citizen.locator("[role=alert]").inner_text()
    assert citizen.input_value("[name=text]") == TEXT
    assert citizen.input_value("[name=name]") == NAME
    citizen.fill("[name=email]", MAIL)
    citizen.get_by_role("button", name="Gửi câu hỏi").click()
    assert "Đã nhận được câu hỏi" in citizen.locator("h1").inner_text()
    return citizen.locator(".cchc-code").inner_text()


def assign(office, site):
    office.goto(f"{site}/admin/")
    office.locator("#cchc-questions-section, #cchc-questions").first.wait_for()
    office.get_by_role("link", name=re.compile("^Tôi mất hộ chiếu")).click()
    office.wait_for_url(re.compile(r"/cau-hoi/\d+/$"), wait_until="load")
    assert NAME in office.locator("main").inner_text()
    office.get_by_role("link", name="Giao cho đơn vị").click()
    office.select_option("[name=unit]", label="Phòng Lãnh sự")
    office.get_by_role("button", name="Giao", exact=True).click()
    office.wait_for_url(re.compile(r"/cau-hoi/\d+/$"))


def write(unit, site):
    """Answer and send to be checked; the first try still holds the asker's name."""
    unit.goto(f"{site}/admin/")
    unit.get_by_role("link", name=re.compile("^Tôi mất hộ chiếu")).click()
    unit.get_by_role("button", name="Soạn câu trả lời").click()
    unit.wait_for_url(re.compile(r"/edit/"))
    assert "hộ chiếu" not in unit.input_value("#id_title")
    unit.fill("#id_title", TITLE)
    unit.fill("#id_short_answer", f"Chào {NAME}. {ANSWER}")
    with unit.expect_navigation():
        unit.click("button.action-save")
    assert "vẫn còn thông tin" in unit.locator(".messages").inner_text()
    assert NAME in unit.locator("#cchc-personal-data").inner_text()
    unit.fill("#id_short_answer", ANSWER)
    unit.wait_for_timeout(2500)  # the draft is saved by itself a moment after the last key
    unit.click("footer .w-dropdown__toggle")
    unit.click("button[name=action-submit]")
    unit.wait_for_url(re.compile(r"/admin/pages/\d+/$"))


def approve(reviewer, site, button="Phê duyệt"):
    reviewer.goto(f"{site}{reverse('cchc_editorial_next')}")
    assert "Tôi mất hộ chiếu" in reviewer.locator("main").inner_text()
    with reviewer.expect_navigation():
        reviewer.get_by_role("button", name=button, exact=True).click()


def test_from_the_question_to_the_answer(site, browser, log_in, citizen):
    code = ask(citizen, site)
    question = Question.objects.get(reference=code)
    assign(log_in("vanphong"), site)
    write(log_in("lanhsu"), site)
    assert not any(MAIL in letter.to and ANSWER in letter.body for letter in mail.outbox)

    approve(log_in("vanphong"), site, "Chuyển lãnh đạo")
    approve(log_in("giamdoc"), site)
    question.refresh_from_db()
    assert question.state == Question.State.ANSWERED
    letters = [letter for letter in mail.outbox if letter.to == [MAIL] and ANSWER in letter.body]
    assert len(letters) == 1

    index = SituationIndexPage.objects.first()
    citizen.goto(f"{site}{index.lookup_url}")
    citizen.fill("[name=ma]", code.lower())
    citizen.get_by_role("button", name="Tra cứu").click()
    assert ANSWER in citizen.locator("main").inner_text()
    citizen.get_by_role("link", name="Xem câu trả lời").click()
    html = citizen.content()
    assert ANSWER in html
    for secret in [NAME, MAIL, "0912", "nguoi-hoi-mau"]:
        assert secret not in html and secret not in citizen.url
    published = citizen.url
    citizen.goto(f"{site}{reverse('cchc_wagtail:search')}?q=mat+ho+chieu+o+lao")
    assert "Tôi mất hộ chiếu khi đang ở Lào" in citizen.locator("main").inner_text()

    addresses = [
        published,
        f"{site}{index.url}",
        f"{site}{index.ask_url}",
        f"{site}{index.lookup_url}?ma=khong-co",
        f"{site}{index.lookup_url}{code}/?da-gui=1",
        f"{site}{reverse('cchc_wagtail:feedback', args=[question.situation_id])}?huu-ich=co",
    ]
    assert {one: found for one in addresses if (found := barriers(browser, one))} == {}


def test_suggestions_while_typing_and_errors(site, browser):
    context = browser.new_context(locale="vi-VN", viewport={"width": 360, "height": 740})
    page = context.new_page()
    page.goto(f"{site}{SituationIndexPage.objects.first().ask_url}")
    page.locator("[name=text]").press_sequentially("toi bi mat ho chieu thi sao")
    page.get_by_role("link", name="Mất hộ chiếu trong nước").wait_for()
    assert what_is_wrong(page) == []
    page.get_by_role("button", name="Tiếp tục").click()
    page.get_by_role("button", name="Vẫn gửi câu hỏi").click()
    assert page.evaluate("document.activeElement.getAttribute('role')") == "alert"
    assert what_is_wrong(page) == []
    page.get_by_role("link", name=re.compile("^Họ và tên")).click()
    assert page.evaluate("document.activeElement.name") == "name"
