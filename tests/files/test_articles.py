"""Word files read as articles: what is kept, in which order, and what is dropped."""

import base64
import io
import re
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from PIL import Image

from cchc_wagtail.files import UnreadableFile, read_article

from . import articles, making
from .test_hostile import FILES, bomb


def shape(read):
    return [block["kind"] for block in read.blocks]


def text_of(read):
    return "\n".join(str(block.get("text") or block.get("html") or block) for block in read.blocks)


def test_everything_of_an_article_is_there_in_its_order():
    read = read_article("bai.docx", articles.article())
    assert (read.title, read.lead) == (articles.TITLE, articles.LEAD)
    assert shape(read) == ["text", "heading", "text", "table", "picture", "text"]
    first, heading, body, table, picture, _last = read.blocks
    assert first["html"] == f"<p>{articles.TEXT}</p>"
    assert heading["text"] == "Kết quả bước đầu"
    assert "<b>ba điểm</b> mới, trên <i>1000</i> m<sup>2</sup><sub>2</sub>" in body["html"]
    assert (
        "<ul><li>Nộp hồ sơ<ul><li>Trên điện thoại</li><li>Trên máy tính</li></ul></li>"
        "<li>Nhận kết quả</li></ul><ol><li>Đăng nhập</li><li>Điền tờ khai</li></ol>"
        "<h3>Chi tiết</h3>"
    ) in body["html"]
    assert '<a href="https://dichvucong.example.gov.vn/">Cổng dịch vụ công</a>' in body["html"]
    assert table["caption"] == "Bảng 1: Hồ sơ đã giải quyết"
    assert table["rows"] == [
        ["Lĩnh vực", "Số hồ sơ", ""],
        ["", "Đúng hạn", "Quá hạn"],
        ["Hộ tịch", "98", "2"],
        ["Quốc tịch", "100", "0"],
    ]
    assert table["merged"] == [[0, 0, 2, 1], [0, 1, 1, 2]]
    assert picture["caption"] == "Hình 1: Bộ phận một cửa"
    assert Image.open(io.BytesIO(read.pictures[picture["picture"]])).size == (640, 360)


@pytest.mark.parametrize("maker", ["python-docx", "LibreOffice"])
def test_insertions_stay_deletions_and_comments_go(maker, tmp_path):
    content = articles.article() if maker == "python-docx" else articles.by_libreoffice(tmp_path)
    read = read_article("bai.docx", content)
    said = text_of(read)
    assert "câu mới thêm" in said
    assert "câu đã bỏ" not in said and "ý kiến kín" not in said
    assert (read.insertions, read.deletions, read.comments) == (1, 1, 1)


def test_nothing_of_the_styles_is_left():
    html = text_of(read_article("bai.docx", articles.article()))
    tags = set(re.findall(r"<(\w+)", html))
    assert tags <= {"p", "b", "i", "sup", "sub", "ul", "ol", "li", "a", "h3", "br"}
    assert set(re.findall(r" (\w+)=", html)) <= {"href"}
    assert "javascript" not in html and "liên kết lạ" in html


def test_an_article_by_libreoffice(tmp_path):
    read = read_article("bai.docx", articles.by_libreoffice(tmp_path))
    assert read.title == articles.TITLE
    assert shape(read) == ["text", "heading", "text", "table", "picture"]
    _first, heading, body, table, picture = read.blocks
    assert heading["text"] == "Kết quả bước đầu"
    assert '<a href="https://example.org/bai">liên kết</a>' in body["html"]
    assert "<li>Nộp hồ sơ<ul><li>Trên điện thoại</li></ul></li>" in body["html"]
    assert "m<sup>3</sup>" in read.blocks[0]["html"]
    assert table["merged"] == [[0, 0, 2, 1], [0, 1, 1, 2]] and table["rows"][2] == [
        "Hộ tịch",
        "98",
        "2",
    ]
    assert picture["caption"] == "Hình 1: Bộ phận một cửa"


def test_bold_lines_are_title_and_heads_where_there_are_no_styles():
    read = read_article("bai.docx", articles.without_styles())
    assert read.title == "Ngày 12/5, Sở họp (ví dụ)"
    heads = [block["text"] for block in read.blocks if block["kind"] == "heading"]
    assert heads == ["1. Về tiếp nhận", "2. Về trả kết quả"]
    assert "CỘNG HÒA" not in text_of(read) and "table" not in shape(read)
    # The last bold line heads nothing.
    assert "<p><b>Tin, ảnh: Văn phòng Sở</b></p>" in read.blocks[-1]["html"]


def test_the_first_paragraph_is_the_lead_where_none_is_marked():
    read = read_article("bai.docx", articles.without_styles())
    assert read.lead == articles.TEXT and read.lead_is_guessed
    assert not read_article("bai.docx", articles.article()).lead_is_guessed


def test_a_file_with_one_long_paragraph_has_no_lead():
    read = read_article("bai.docx", making.paragraphs(["Tiêu đề", "dài " * 200]))
    assert (read.title, read.lead) == ("Tiêu đề", "")


def test_a_list_that_goes_on_keeps_its_numbers():
    read = read_article("bai.docx", articles.with_interrupted_list())
    assert "<p>1. Chuẩn bị</p><p>Giấy tờ bản chính.</p><p>2. Nộp hồ sơ</p>" in text_of(read)


def test_a_picture_that_stands_elsewhere_is_not_fetched():
    asked = []

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path)

    server = HTTPServer(("127.0.0.1", 0), Answer)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    address = f"http://127.0.0.1:{server.server_port}/a.png"
    read = read_article("bai.docx", articles.with_linked_picture(address))
    server.shutdown()
    assert asked == [] and read.pictures == [] and read.lost_pictures == 1
    local = read_article("bai.docx", articles.with_linked_picture("file:///etc/hostname"))
    assert local.pictures == [] and local.lost_pictures == 1


def test_a_file_without_any_text_is_refused():
    with pytest.raises(UnreadableFile, match="no_text"):
        read_article("bai.docx", making.paragraphs([" "]))


@pytest.mark.parametrize(
    "case", [case for case, one in FILES.items() if one[0].endswith((".docx", ".doc", ".docm"))]
)
def test_faulty_files_give_the_reason_that_documents_give(case):
    name, content, code = FILES[case]
    with pytest.raises(UnreadableFile) as raised:
        read_article(name, content)
    assert raised.value.code == code


def test_a_zip_bomb_is_not_unpacked():
    with pytest.raises(UnreadableFile, match="too_much"):
        read_article("a.docx", bomb())


def test_only_word_files_are_articles():
    with pytest.raises(UnreadableFile, match="not_word"):
        read_article("a.pdf", making.pdf([["x" * 40]]))


def test_only_pictures_that_can_be_read_are_taken():
    """A drawing of Windows and half a PNG are not; a bitmap becomes a PNG."""
    drawing, half = b"\x01\x00\x00\x00" + bytes(200), articles.picture()[:60]
    bitmap = io.BytesIO()
    Image.new("RGB", (20, 10), "red").save(bitmap, "BMP")
    huge = io.BytesIO()
    Image.new("1", (9000, 9000)).save(huge, "PNG")
    content = articles.with_pictures(drawing, half, bitmap.getvalue(), huge.getvalue())
    read = read_article("bai.docx", content)
    assert [Image.open(io.BytesIO(one)).format for one in read.pictures] == ["PNG"]
    assert read.lost_pictures == 3


def test_more_pictures_than_an_article_has_are_left_out():
    colours = [articles.picture(colour=(number, 0, 0), size=(8, 8)) for number in range(70)]
    read = read_article("bai.docx", articles.with_pictures(*colours))
    assert len(read.pictures) == 60 and read.lost_pictures == 10


def test_it_is_plain_values_and_back():
    read = read_article("bai.docx", articles.article())
    assert base64.b64decode(read.as_dict()["pictures"][0]) == read.pictures[0]
