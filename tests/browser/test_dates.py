"""A day typed by keyboard, as an office types it, in the editors of Wagtail."""

import datetime

import pytest
from django.core.management import call_command
from django.urls import reverse

from cchc_wagtail.portal.setup.accounts import create_accounts
from cchc_wagtail.registry.models import LegalDocument
from tests.factories import LegalDocumentFactory

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


def type_day(editor, text):
    """Type ``text`` into the day of issue and leave the field as one does, with the tabulator."""
    field = editor.locator("#id_issued_on")
    field.click()
    field.press("Control+A")
    field.press_sequentially(text)
    field.press("Tab")
    editor.wait_for_timeout(300)
    return field


def test_a_day_by_keyboard(site, log_in):
    document = LegalDocumentFactory(draft=True, issued_on=datetime.date(2020, 1, 2))
    editor = log_in("vanphong")
    address = reverse(LegalDocument.snippet_viewset.get_url_name("edit"), args=[document.pk])
    for typed, shown, stored in [
        ("23/4/2018", "23/4/2018", "2018-04-23"),
        ("24-4-2018", "24/4/2018", "2018-04-24"),
        ("05.4.2024", "05/4/2024", "2024-04-05"),
    ]:
        editor.goto(f"{site}{address}")
        editor.get_by_role("tab", name="Hiệu lực").click()
        assert type_day(editor, typed).input_value() == typed
        with editor.expect_navigation():
            editor.keyboard.press("Control+s")
        editor.get_by_role("tab", name="Hiệu lực").click()
        assert editor.locator("#id_issued_on").input_value() == shown
        document.refresh_from_db()
        assert str(document.get_latest_revision_as_object().issued_on) == stored
    editor.goto(f"{site}{address}")
    editor.get_by_role("tab", name="Hiệu lực").click()
    type_day(editor, "31/4/2018")
    with editor.expect_navigation():
        editor.keyboard.press("Control+s")
    assert editor.locator("#id_issued_on").input_value() == "31/4/2018"
    assert "ngày" in editor.locator(".error-message").first.inner_text().lower()
    document.refresh_from_db()
    assert str(document.get_latest_revision_as_object().issued_on) == "2024-04-05"
