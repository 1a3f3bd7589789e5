"""What stands in the files of an office."""

import re
import unicodedata
from html import unescape
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cchc_wagtail.citations import read_head
from cchc_wagtail.files import read_file
from cchc_wagtail.files.blocks import Paragraph
from cchc_wagtail.files.lines import joined, lines_of_text
from cchc_wagtail.files.markup import blocks_of
from cchc_wagtail.files.plain import read_html, read_text
from cchc_wagtail.files.signatures import signatures_in
from cchc_wagtail.files.structure import described

from . import making


@pytest.fixture(scope="module")
def decision():
    return read_file("quyet-dinh.docx", making.decision())


def test_the_head_of_a_word_file(decision):
    head = read_head(decision.text)
    assert (head.type, head.number) == ("Quyết định", "45/QĐ-SNgV")
    assert head.issued_on.isoformat() == "2024-03-12"
    assert head.title == "Ban hành Quy chế tiếp công dân của Sở Ngoại vụ"
    assert [(one.kind, one.citation.number) for one in head.changes] == [("replaces", "12/QĐ-SNgV")]


def test_the_body_begins_below_the_head(decision):
    assert decision.body.startswith("<p>Căn cứ Nghị định số 61/2018/NĐ-CP")
    assert "CỘNG HÒA" not in decision.body


def test_what_a_decision_issues_is_its_appendix(decision):
    assert decision.attached == ["QUY CHẾ Tiếp công dân của Sở Ngoại vụ"]
    assert "<h3>QUY CHẾ<br/>Tiếp công dân của Sở Ngoại vụ</h3>" in decision.body


def test_parts_stand_below_each_other(decision):
    headings = re.findall(r"<(h\d)>(.*?)</h\d>", decision.body)
    assert headings[1:] == [
        ("h4", "Chương I<br/>QUY ĐỊNH CHUNG"),
        ("h5", "Điều 1. Phạm vi điều chỉnh"),
        ("h5", "Điều 2. Lịch tiếp công dân"),
        ("h5", "Điều 3. Trách nhiệm thi hành"),
    ]
    # An article that is a sentence is no heading.
    assert "<p><b>Điều 1.</b> Ban hành kèm theo" in decision.body


def test_tables_are_tables_but_those_that_only_place_text(decision):
    assert decision.tables == 1
    assert "<tr><th>STT</th><th>Ngày</th><th>Người tiếp</th></tr>" in decision.body
    assert '<td rowspan="2">1</td>' in decision.body
    assert "<p>- Lưu: VT.</p>" in decision.body


def test_size_and_sum_are_those_of_the_file(decision):
    content = making.decision(regulation=False)
    read = read_file("a.docx", content)
    assert read.size == len(content)
    assert len(read.sha256) == 64 and read.sha256 != decision.sha256


def test_insertions_stay_and_deletions_and_comments_go():
    read = read_file("a.docx", making.with_tracked_changes())
    assert "mới thêm" in read.text
    assert "đã bỏ" not in read.text and "ý kiến" not in read.text


def test_the_numbers_that_word_writes_itself_are_text():
    build = making.with_automatic_numbers(
        [("decimal", "Điều %1."), ("decimal", "%2."), ("lowerLetter", "%3)")]
    )
    content = build(
        [
            (0, "Phạm vi"),
            (1, "Một"),
            (2, "Hai"),
            (2, "Ba"),
            (1, "Bốn"),
            (0, "Đối tượng"),
            (1, "Năm"),
        ]
    )
    assert read_file("a.docx", content).text.split("\n") == [
        "Điều 1. Phạm vi",
        "1. Một",
        "a) Hai",
        "b) Ba",
        "2. Bốn",
        "Điều 2. Đối tượng",
        "1. Năm",
    ]


def test_lines_of_a_pdf_are_joined_and_running_heads_dropped():
    words = "The quick brown fox jumps over the lazy dog and runs on through the wood until"
    lines = [f"{words} line {number}" for number in range(20)]
    pages = [["CONG BAO/So 12", "", *lines, *[""] * 28, f"- {page} -"] for page in range(1, 5)]
    read = read_file("a.pdf", making.pdf(pages))
    assert read.pages == 4
    assert read.first_page.startswith(b"\xff\xd8")
    assert "CONG BAO" not in read.text and "- 2 -" not in read.text
    assert "line 3 The quick" in read.body


@pytest.mark.parametrize(
    "dictionary, expected",
    [
        (b"/Name (So Ngoai vu \\(vi du\\)) ", ("So Ngoai vu (vi du)", "")),
        (b"/Name <FEFF0053 1EDF>", ("Sở", "")),
        (b"/M (D:20240312093000+07'00')", ("", "2024-03-12T09:30:00+07:00")),
        (b"/M(D:20240312)", ("", "2024-03-12T00:00:00")),
    ],
)
def test_signatures_as_the_file_has_them(dictionary, expected):
    content = (
        b"1 0 obj << /Type /Sig %s /ByteRange [0 1 2 3] /Contents <00AA> >> endobj" % dictionary
    )
    (found,) = signatures_in(content)
    assert (found["name"], found["time"]) == expected


def test_a_signed_pdf_is_read_with_its_signature():
    extra = b"<< /Type /Sig /Name (So Ngoai vu) /ByteRange [0 1 2 3] /Contents <00> >>"
    read = read_file(
        "a.pdf", making.pdf([["Some text that stands on the page, long enough."]], extra=extra)
    )
    assert [one.name for one in read.signatures] == ["So Ngoai vu"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1258"])
def test_text_in_any_encoding(encoding):
    text = "Nghị định này quy định về việc thực hiện cơ chế một cửa. " * 20
    if encoding == "cp1258":
        # This code writes the tones apart from the letters.
        tones = {"\u0300", "\u0301", "\u0303", "\u0309", "\u0323"}
        parts = []
        for letter in text:
            apart = unicodedata.normalize("NFD", letter)
            base = "".join(one for one in apart if one not in tones)
            parts.append(
                unicodedata.normalize("NFC", base) + "".join(one for one in apart if one in tones)
            )
        text = "".join(parts)
    read = read_text(text.encode(encoding))
    assert "cơ chế một cửa" in unicodedata.normalize("NFC", read["text"])


def test_html_is_read_without_its_scripts():
    html = (
        "<html><head><meta charset=utf-8><script>alert(1)</script></head><body>"
        "<p>Điều 1. Phạm vi<br>điều chỉnh</p><style>p{}</style>"
        "<ol><li>Một<li>Hai<ol><li>Ba</ol></ol><ul><li>Bốn</ul>"
        "<img src=http://example.org/a.png><table><tr><td>x<td>y<tr><td colspan=2>z</table>"
    )
    body = read_html(html.encode())["body"]
    assert "alert" not in body and "img" not in body
    assert "<p>1. Một</p><p>2. Hai</p><p>a) Ba</p><ul><li>Bốn</li></ul>" in body
    assert '<td colspan="2">z</td>' in body


def test_what_no_database_takes_is_left_out():
    late = "Điều 1. Phạm vi\n" + "a b c\n" * 20_000 + "Điều 2. Đối\0 tượng\x1f\n"
    read = read_text(late.encode())
    assert "Đối tượng\n" in read["text"] and "Điều 2. Đối tượng</h3>" in read["body"]
    assert "\ud800" not in described([Paragraph("a\ud800b")])["body"]


@pytest.mark.parametrize(
    "lines, paragraphs",
    [
        (["Điều", "1. Phạm vi điều chỉnh"], ["Điều 1. Phạm vi điều chỉnh"]),
        (["Căn cứ Luật Tổ chức", "Chính phủ;"], ["Căn cứ Luật Tổ chức Chính phủ;"]),
        (["thuộc quyền sở hữu của", "Nhà nước."], ["thuộc quyền sở hữu của Nhà nước."]),
        (["quy định tại khoản 1", "Điều 8 như sau:"], ["quy định tại khoản 1 Điều 8 như sau:"]),
        (["khi có đủ", "căn cứ để hủy bỏ"], ["khi có đủ căn cứ để hủy bỏ"]),
        (["tại Việt Nam", "Điều 2. Đối tượng"], ["tại Việt Nam", "Điều 2. Đối tượng"]),
        (["a) Một;", "b) Hai."], ["a) Một;", "b) Hai."]),
        (["Điều 1. Phạm vi", "Luật này quy định"], ["Điều 1. Phạm vi", "Luật này quy định"]),
        (["QUY ĐỊNH CHẾ ĐỘ TIẾP", "KHÁCH"], ["QUY ĐỊNH CHẾ ĐỘ TIẾP KHÁCH"]),
        (["Theo đề nghị,", "QUYẾT ĐỊNH:"], ["Theo đề nghị,", "QUYẾT ĐỊNH:"]),
        (["Nơi nhận:", "- Như trên;"], ["Nơi nhận:", "- Như trên;"]),
    ],
)
def test_which_lines_belong_together(lines, paragraphs):
    assert [one.text for one in joined(lines_of_text("\n\n".join(lines)))] == paragraphs


def test_a_quoted_article_is_no_article():
    text = (
        "Điều 1. Sửa đổi Luật như sau:\n1. Bổ sung Điều 5a:\n“Điều 5a. Quyền\n1. Công dân có "
        "quyền.\nĐiều 5b. Nghĩa vụ\n1. Công dân có nghĩa vụ.”.\nĐiều 2. Hiệu lực thi hành\n"
        "Từ ngày ký."
    )
    read = read_text(text.encode())
    assert read["articles"] == 2
    assert "<h3>Điều 2. Hiệu lực thi hành</h3>" in read["body"]


def test_chapters_are_headings_only_where_they_begin_a_part():
    text = (
        "Chương I\nQUY ĐỊNH CHUNG\nMục 1 Chương này áp dụng cho mọi người.\nMục 2\nHỒ SƠ\n"
        "Điều 1. Hồ sơ"
    )
    body = read_text(text.encode())["body"]
    assert re.findall(r"<h\d>.*?</h\d>", body) == [
        "<h3>Chương I<br/>QUY ĐỊNH CHUNG</h3>",
        "<h4>Mục 2<br/>HỒ SƠ</h4>",
        "<h5>Điều 1. Hồ sơ</h5>",
    ]


_WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), max_size=30)


@settings(max_examples=150, deadline=None)
@given(st.lists(_WORDS | st.sampled_from(["Điều 1. A", "Chương I", "“", "”", "a) b;", "Phụ lục"])))
def test_no_word_is_lost_and_the_html_is_well_formed(lines):
    text = "\n".join(["Văn bản", *lines])
    blocks = joined(lines_of_text(text))
    kept = "".join("".join(one.text for one in blocks).split())
    rulers = re.compile(r"[-_*=–—~.\s]{3,}")
    expected = (line for line in text.splitlines() if not rulers.fullmatch(" ".join(line.split())))
    assert kept == "".join("".join(expected).split())
    body = described(blocks)["body"]
    clean = "".join(one for one in body if one.isprintable())
    ElementTree.fromstring(f"<div>{clean}</div>")
    assert "".join(unescape(re.sub(r"<[^>]+>", "", body)).split()) in kept


_TAGS = "<table> <tr> <td> </td> </table> <p> </p> <ol> <li> </ol> <br> a &amp; <td rowspan=x>"


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(_TAGS.split(" "))))
def test_any_order_of_tags_is_read(tags):
    blocks = blocks_of("".join([*tags, "<p>z"]))
    body = described(blocks)["body"]
    assert "z" in body
    ElementTree.fromstring(f"<div>{body}</div>")
