"""The review through Wagtail's own editor, with its saving by itself, for each kind of piece."""

import re

import pytest
from django.core.management import call_command

from cchc_wagtail.editorial.authors import contributor_ids
from cchc_wagtail.editorial.pieces import edit_url
from cchc_wagtail.news.models import NewsColumnPage
from cchc_wagtail.organisation.models import Unit
from cchc_wagtail.portal.setup.accounts import create_accounts
from cchc_wagtail.procedures.models import ProcedureIndexPage
from tests.editorial.acting import submit, write_article, write_document
from tests.factories import ProcedurePageFactory

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]


@pytest.fixture
def site(live_server):
    call_command("cchc_index", rebuild=True, verbosity=0)
    call_command("cchc_setup", verbosity=0)
    create_accounts()
    return live_server.url


@pytest.fixture(params=["article", "procedure", "document"])
def piece(request, site, django_user_model):
    """A piece that the consular unit has handed in."""
    unit, author = (
        Unit.objects.get(slug="phong-lanh-su"),
        django_user_model.objects.get(username="lanhsu"),
    )
    if request.param == "article":
        column = NewsColumnPage.objects.get(slug="tin-tuc").get_children().first().specific
        written = write_article(column, author, unit)
    elif request.param == "procedure":
        index = ProcedureIndexPage.objects.first()
        written = ProcedurePageFactory(parent=index, draft=True, owner=author, unit=unit)
        written.save_revision(user=author)
    else:
        written = write_document(author, unit)
    submit(written, author)
    return written


def again(piece):
    return type(piece).objects.get(pk=piece.pk)


def open_editor(user, site, piece):
    user.goto(f"{site}{edit_url(piece)}")
    user.locator("#id_title").wait_for()


def press(user, button):
    """Press a button of the menu at the foot of the editor."""
    wanted = user.locator("footer").get_by_role("button", name=button, exact=True)
    for _try in range(3):  # the menu closes when the draft saves itself
        if wanted.first.is_visible():
            break
        user.click("footer .w-dropdown__toggle")
        user.wait_for_timeout(1000)
    with user.expect_navigation():
        wanted.first.click()


def change(user, text):
    """Change the title and wait until the draft has saved itself."""
    user.wait_for_timeout(3500)  # until the script has noted what was there
    user.fill("#id_title", text)
    with user.expect_response(lambda answer: "/edit/" in answer.url and answer.ok):
        user.locator("#id_title").press_sequentially("!")
    user.wait_for_timeout(3000)  # what the answer brings is drawn anew


def test_nothing_is_changed(site, log_in, piece):
    office, leadership = log_in("vanphong"), log_in("giamdoc")
    open_editor(office, site, piece)
    press(office, "Chuyển lãnh đạo")
    assert "giám đốc" in again(piece).current_workflow_task.name.lower()
    open_editor(leadership, site, piece)
    press(leadership, re.compile("Phê duyệt và"))
    piece = again(piece)
    assert piece.live
    writers = contributor_ids(piece)
    assert writers == set()


def test_the_office_and_the_only_leader_each_correct_a_word(site, log_in, piece):
    office, leadership = log_in("vanphong"), log_in("giamdoc", width=390)
    open_editor(office, site, piece)
    change(office, "Văn phòng đã sửa")
    assert "việc sửa được ghi lại" in office.locator("#cchc-reviewpanel").inner_text()
    press(office, "Chuyển lãnh đạo")
    open_editor(leadership, site, piece)
    panel = leadership.locator("#cchc-reviewpanel")
    assert "Nếu anh/chị sửa" in panel.inner_text()
    change(leadership, "Lãnh đạo đã sửa")
    panel.locator("[data-cchc-obstacle=changed]").wait_for()
    leadership.click("footer .w-dropdown__toggle")
    approve = leadership.locator("[data-workflow-action-name=approve]")
    assert not any(button.is_visible() for button in approve.all())
    with leadership.expect_navigation():
        leadership.get_by_role("button", name=re.compile("Chuyển lại")).click()
    assert "Văn phòng" in again(piece).current_workflow_task.name
    open_editor(office, site, piece)
    press(office, "Chuyển lãnh đạo")
    open_editor(leadership, site, piece)
    press(leadership, re.compile("Phê duyệt và"))
    assert again(piece).live
    assert again(piece).title == "Lãnh đạo đã sửa!"
