"""Files dropped on the screen become drafts, in a real browser."""

import pytest
from django.core.management import call_command
from django.urls import reverse

from cchc_wagtail.portal.setup.accounts import create_accounts
from cchc_wagtail.registry.from_files import working
from cchc_wagtail.registry.models import LegalDocument, SourceFile
from tests.files import making

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]
FILES = reverse("cchc_registry_from_files")


def drop(page, field, paths):
    """Drag the files at ``paths`` over the ``field`` of a page, and let go."""
    box = field.bounding_box()
    carried = {"items": [], "files": list(map(str, paths)), "dragOperationsMask": 1}
    place = {"x": box["x"] + box["width"] / 2, "y": box["y"] + box["height"] / 2}
    session = page.context.new_cdp_session(page)
    for kind in ("dragEnter", "dragOver", "drop"):
        session.send("Input.dispatchDragEvent", {"type": kind, **place, "data": carried})


@pytest.fixture
def site(live_server, monkeypatch):
    call_command("cchc_index", rebuild=True, verbosity=0)
    call_command("cchc_setup", verbosity=0)
    create_accounts()
    # Within the request: SQLite in memory is one connection, which a thread would share.
    monkeypatch.setattr(working, "start", working.read_waiting.call)
    return live_server.url


def test_from_dropped_files_to_a_draft_with_its_table(site, log_in, tmp_path):
    editor = log_in("vanphong")
    errors = []
    editor.on("pageerror", lambda error: errors.append(str(error)))
    editor.goto(f"{site}{FILES}")
    files = {"quyet-dinh.docx": making.decision(), "trong.pdf": b""}
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)
    drop(editor, editor.locator("input[type=file]"), [tmp_path / name for name in files])
    with editor.expect_navigation():
        editor.get_by_role("button", name="Đọc các tệp").click()
    assert "0 byte" in editor.get_by_role("row", name="trong.pdf").inner_text()
    editor.get_by_role("link", name="quyet-dinh.docx").click()
    assert editor.locator("#id_issued_on").input_value() == "12/3/2024"
    assert "Số: 45/QĐ-SNgV" in editor.locator(".cchc-words").all_inner_texts()[1]
    with editor.expect_navigation():
        editor.get_by_role("button", name="Lưu thành bản nháp").click()
    document = LegalDocument.objects.get(number="45/QĐ-SNgV")
    assert not document.live and SourceFile.objects.filter(document=document).count() == 1
    table = editor.locator(".cchc-table-in-text")
    table.wait_for()
    assert "Lãnh đạo Sở" in table.inner_text()
    with editor.expect_navigation():
        editor.keyboard.press("Control+s")
    document.refresh_from_db()
    draft = document.get_latest_revision_as_object()
    assert draft.body.count("<table>") == 1 and "Người tiếp" in draft.body
    assert errors == []
