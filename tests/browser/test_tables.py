"""A table is pasted, changed and saved in the editor, and read on a phone, in a real browser."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core.management import call_command
from django.urls import reverse
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file

from cchc_wagtail.frontend.tables import table_value
from cchc_wagtail.news.models import ArticlePage, NewsColumnPage
from cchc_wagtail.organisation.models import Unit
from cchc_wagtail.portal.setup.accounts import create_accounts
from tests.factories import ArticlePageFactory, LegalDocumentFactory, NewsColumnPageFactory

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]
#: What Word puts on the clipboard for a table with a merged head.
FROM_WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style>
td {mso-style-name:x}</style></head><body><!--StartFragment--><table class=MsoTableGrid border=1>
<tr><td rowspan=2 style='width:80pt'>
<p class=MsoNormal><b>Lĩnh vực<o:p></o:p></b></p></td>
<td colspan=2><p class=MsoNormal align=center>Số hồ sơ<o:p></o:p></p></td></tr>
<tr><td><p class=MsoNormal>Đúng hạn</p></td><td><p class=MsoNormal>Quá hạn</p></td></tr>
<tr><td><p class=MsoNormal>Hộ tịch,</p><p class=MsoNormal>quốc tịch</p></td>
<td>98&nbsp;</td><td>2</td></tr>
</table><!--EndFragment--></body></html>"""
PASTE = """(element, carried) => {
  const data = new DataTransfer();
  Object.entries(carried).forEach(([type, value]) => data.setData(type, value));
  element.dispatchEvent(
    new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }),
  );
}"""


@pytest.fixture
def site(live_server):
    call_command("cchc_index", rebuild=True, verbosity=0)
    call_command("cchc_setup", verbosity=0)
    create_accounts()
    return live_server.url


@pytest.fixture
def article():
    column = NewsColumnPage.objects.first()
    unit = Unit.objects.get(kind=Unit.Kind.OFFICE)
    article = ArticlePageFactory(
        parent=column, unit=unit, body=[("table", {"data": [["", ""], ["", ""]]})], live=False
    )
    article.save_revision()
    return article


def body_of(article):
    return ArticlePage.objects.get(pk=article.pk).get_latest_revision_as_object().body


def test_a_table_from_word_is_pasted_and_grows(site, article, log_in):
    editor = log_in("vanphong")
    errors = []
    editor.on("pageerror", lambda error: errors.append(str(error)))
    editor.goto(f"{site}{reverse('wagtailadmin_pages:edit', args=[article.pk])}")
    cell = editor.get_by_label("Dòng 1, cột 1", exact=True)
    cell.evaluate(PASTE, {"text/html": FROM_WORD, "text/plain": "x"})
    editor.get_by_label("Tên bảng").fill("Kết quả")
    editor.get_by_role("button", name="Thêm dòng").click()
    editor.get_by_label("Dòng 4, cột 1", exact=True).fill("Tổng số")
    editor.get_by_label("Dòng 4, cột 2", exact=True).evaluate(PASTE, {"text/plain": "98\t2\r\n"})
    with editor.expect_navigation():
        editor.keyboard.press("Control+s")
    value = body_of(article)[0].value
    assert value["data"] == [
        ["Lĩnh vực", "Số hồ sơ", ""],
        ["", "Đúng hạn", "Quá hạn"],
        ["Hộ tịch,\nquốc tịch", "98", "2"],
        ["Tổng số", "98", "2"],
    ]
    assert value["table_caption"] == "Kết quả"
    spans = [
        (one["row"], one["col"], one["rowspan"], one["colspan"]) for one in value["mergeCells"]
    ]
    assert spans == [(0, 0, 2, 1), (0, 1, 1, 2)]
    # It is there again, and what reaches over a removed row comes apart.
    editor.get_by_role("button", name="Xóa dòng 1").click()
    with editor.expect_navigation():
        editor.keyboard.press("Control+s")
    value = body_of(article)[0].value
    assert value["data"][0] == ["", "Đúng hạn", "Quá hạn"] and value["mergeCells"] == []
    assert errors == []


def test_a_wide_table_scrolls_by_itself_on_a_phone(site, browser):
    column = NewsColumnPage.objects.first() or NewsColumnPageFactory()
    row = ["Một cột rất rộng của bảng"] * 9
    article = ArticlePageFactory(
        parent=column, body=[("table", {"data": [row, row], "table_header_choice": "row"})]
    )
    phone = browser.new_page(viewport={"width": 320, "height": 700})
    phone.goto(f"{site}{article.url}")
    wide = "document.documentElement.scrollWidth"
    assert phone.evaluate(wide) <= 320
    region = phone.locator(".cchc-data")
    assert region.evaluate("one => one.scrollWidth > one.clientWidth")
    region.focus()
    phone.keyboard.press("ArrowRight")
    phone.wait_for_function("document.querySelector('.cchc-data').scrollLeft > 0")


def test_the_blocks_of_an_article_have_no_barriers(site, browser):
    image = get_image_model().objects.create(title="Biểu đồ", file=get_test_image_file())
    figure = {"image": image, "decorative": False, "alt_text": "Hai cột", "caption": "Số hồ sơ"}
    rows = [["Một cột rất rộng của bảng"] * 9] * 2
    video = {"title": "Nộp hồ sơ", "url": "https://video.example.org/1", "poster": image}
    article = ArticlePageFactory(
        parent=NewsColumnPage.objects.first(),
        author_line="Người viết ví dụ",
        body=[
            ("table", table_value(rows, heads="both", caption="Bảng rộng")),
            ("table", table_value(rows, heads="row", caption="Bảng khác")),
            ("image", figure),
            ("gallery", {"title": "Bộ ảnh", "pictures": [figure, figure]}),
            ("video", video),
            ("document_cards", [LegalDocumentFactory(number="998/2018/NĐ-CP")]),
        ],
    )
    for width, scheme in [(320, "light"), (1280, "dark")]:
        viewport = {"width": width, "height": 800}
        page = browser.new_context(viewport=viewport, color_scheme=scheme).new_page()
        page.goto(f"{site}{article.url}")
        assert Axe().run(page).response["violations"] == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width
