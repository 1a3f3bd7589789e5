"""The articles of a document's text: where links lead, and where the search opens it."""

import re

import pytest

from cchc_wagtail.registry.articles import article_titles, articles_of
from cchc_wagtail.registry.templatetags.cchc_registry import tables_that_scroll
from cchc_wagtail.search import search
from tests.factories import LegalDocumentFactory

BODY = (
    "<p>Căn cứ Luật Tổ chức Chính phủ;</p>"
    "<h3>Chương I<br/>QUY ĐỊNH CHUNG</h3><h4>Điều 1. Phạm vi</h4><p>Về hộ chiếu.</p>"
    '<h4 data-block-key="x">Điều 2. Đối tượng</h4><p>1. Công dân.</p><p>Theo Điều 1. này.</p>'
    "<p><b>Điều 3.</b> Thuyền viên được cấp sổ.</p>"
    "<h3>PHỤ LỤC</h3><p>Mẫu tờ khai.</p><h4>Điều 1. Của quy chế</h4><p>Xong.</p>"
)


def test_each_part_has_the_anchor_of_its_article():
    parts = list(articles_of(BODY))
    assert [anchor for anchor, _html in parts] == ["", "dieu-1", "dieu-2", "dieu-3", "", ""]
    assert parts[1][1].startswith("<h3>Chương I") and "Về hộ chiếu" in parts[1][1]
    assert "Theo Điều 1. này." in parts[2][1]
    assert "".join(html for _anchor, html in parts).replace(' id="dieu-1"', "").count("<p>") == 6


@pytest.mark.parametrize("html", ["", "<p>Không có điều nào</p>"])
def test_a_text_without_articles_is_one_part(html):
    assert list(articles_of(html)) == ([("", html)] if html else [])


def test_the_table_of_contents():
    assert article_titles(BODY) == [
        ("dieu-1", "Điều 1. Phạm vi"),
        ("dieu-2", "Điều 2. Đối tượng"),
        ("dieu-3", "Điều 3. Thuyền viên được cấp sổ."),
    ]
    assert article_titles("<p>Không có điều nào</p>") == []
    long = article_titles(f"<p>Điều 4. {'Rất dài ' * 90}</p>")[0][1]
    assert len(long) <= 160 and long.endswith("…")


@pytest.mark.django_db
@pytest.mark.parametrize("count, is_shown", [(3, False), (4, True)])
def test_a_long_text_has_a_table_of_contents(client, section, count, is_shown):
    body = "".join(f"<h4>Điều {n}. Tên &lt;{n}&gt;</h4><p>…</p>" for n in range(1, count + 1))
    document = LegalDocumentFactory(number="8/2099/NĐ-CP", body=body)
    html = client.get(document.get_absolute_url()).content.decode()
    assert ('<a href="#dieu-3">Điều 3. Tên &lt;3&gt;</a>' in html) == is_shown


@pytest.mark.django_db
def test_the_search_opens_the_document_at_the_article(section):
    document = LegalDocumentFactory(number="7/2099/NĐ-CP", body=BODY)
    (hit,) = [one for one in search("thuyền viên được cấp sổ").hits if one.key == "7/2099/NĐ-CP"]
    assert hit.url == f"{document.get_absolute_url()}#dieu-3"


def test_each_table_scrolls_by_itself():
    html = "<p>a</p><table><tbody><tr><td>b</td></tr></tbody></table><table></table>"
    shown = tables_that_scroll(html)
    assert shown.count('role="region"') == 2 and shown.count("</table></div>") == 2
    assert len(set(re.findall('aria-label="([^"]+)"', shown))) == 2
    assert tables_that_scroll("<p>a</p>") == "<p>a</p>"
