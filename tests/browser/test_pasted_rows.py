"""A table of papers or steps becomes rows in the editor of a procedure, in a real browser."""

import pytest
from django.core.management import call_command
from django.urls import reverse

from cchc_wagtail.organisation.models import Unit
from cchc_wagtail.portal.setup.accounts import create_accounts
from cchc_wagtail.procedures.models import ProcedureIndexPage, ProcedurePage
from tests.factories import ProcedurePageFactory

from .test_tables import PASTE

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]
#: A head of two rows, a case, and numbers as offices write them.
FROM_WORD = """<table class=MsoTableGrid>
<tr><td rowspan=2><p>STT</p></td><td rowspan=2><p>Tên giấy tờ</p></td>
<td rowspan=2><p>Mẫu</p></td><td colspan=2><p>Số lượng</p></td></tr>
<tr><td><p>Bản chính</p></td><td><p>Bản sao</p></td></tr>
<tr><td><p>1</p></td><td><p>Tờ khai</p></td><td><p>TK01</p></td><td><p>02</p></td><td></td></tr>
<tr><td colspan=5><p>Trẻ em dưới 14 tuổi</p></td></tr>
<tr><td><p>2</p></td><td><p>Giấy khai sinh,</p><p>bản sao</p></td><td></td><td></td>
<td><p>x</p></td></tr>
</table>"""
FROM_PORTAL = """<table><thead><tr><th>Tên giấy tờ</th><th>Mẫu đơn, tờ khai</th><th>Số lượng</th>
</tr></thead><tbody><tr><td>Đơn đề nghị</td><td>Mau-01.docx</td>
<td>Bản chính: 1<br>Bản sao: 0</td></tr></tbody></table>"""
FROM_EXCEL = "1\tHộ chiếu\t1\t1\r\n2\tẢnh 4x6\t2\t\r\n"
STEPS = """<table><tr><th>TT</th><th>Các bước thực hiện</th><th>Nội dung</th><th>Thời gian</th></tr>
<tr><td>1</td><td>Nộp hồ sơ</td><td>Tại Bộ phận một cửa<br>hoặc trực tuyến</td><td>Giờ hành chính
</td></tr><tr><td>2</td><td>Nhận kết quả</td><td></td><td></td></tr></table>"""


@pytest.fixture
def site(live_server):
    call_command("cchc_index", rebuild=True, verbosity=0)
    call_command("cchc_setup", verbosity=0)
    create_accounts()
    return live_server.url


@pytest.fixture
def paste(site, log_in):
    """Paste into the places named, and return the draft of the procedure that is saved."""

    def paste(*pasted):
        page = ProcedurePageFactory(
            parent=ProcedureIndexPage.objects.first(),
            unit=Unit.objects.get(kind=Unit.Kind.OFFICE),
            live=False,
        )
        page.save_revision()
        editor, errors = log_in("vanphong"), []
        editor.on("pageerror", lambda error: errors.append(str(error)))
        editor.goto(f"{site}{reverse('wagtailadmin_pages:edit', args=[page.pk])}")
        editor.get_by_role("tab", name="Hồ sơ và trình tự").click()
        said = []
        for label, carried in pasted:
            place = editor.get_by_label(label)
            place.evaluate(PASTE, carried)
            said.append(place.locator("xpath=following-sibling::p[1]").inner_text())
        editor.wait_for_timeout(600)
        with editor.expect_navigation():
            editor.keyboard.press("Control+s")
        assert errors == []
        saved = ProcedurePage.objects.get(pk=page.pk).get_latest_revision_as_object()
        return saved, said

    return paste


def papers_of(page):
    return [
        (
            case.value["case"],
            [
                (paper["name"], paper["form_name"], paper["originals"], paper["copies"])
                for paper in case.value["papers"]
            ],
        )
        for case in page.dossier
    ]


PAPERS, STEPS_PLACE = "Dán bảng giấy tờ", "Dán bảng các bước"


def test_papers_from_word_a_portal_and_excel(paste):
    page, said = paste(
        (PAPERS, {"text/html": FROM_WORD, "text/plain": "x"}),
        (PAPERS, {"text/html": FROM_PORTAL, "text/plain": "x"}),
        (PAPERS, {"text/plain": FROM_EXCEL}),
        (PAPERS, {"text/plain": "một câu không có bảng"}),
    )
    assert papers_of(page) == [
        ("", [("Tờ khai", "TK01", 2, 0)]),
        ("Trẻ em dưới 14 tuổi", [("Giấy khai sinh, bản sao", "", 0, 1)]),
        ("", [("Đơn đề nghị", "Mau-01.docx", 1, 0)]),
        ("", [("Hộ chiếu", "", 1, 1), ("Ảnh 4x6", "", 2, 0)]),
    ]
    assert said[0].startswith("Đã thêm 2 giấy tờ") and said[2].startswith("Đã thêm 2")
    assert said[3].startswith("Trong nội dung đã dán không có bảng")


def test_steps(paste):
    page, said = paste((STEPS_PLACE, {"text/html": STEPS, "text/plain": "x"}))
    assert [step.value["heading"] for step in page.steps] == ["Nộp hồ sơ", "Nhận kết quả"]
    text = page.steps[0].value["text"].source
    assert text.count("<p") == 3 and "hoặc trực tuyến" in text and "Giờ hành chính" in text
    assert said == ["Đã thêm 2 bước ở dưới. Anh/chị xem lại."]
