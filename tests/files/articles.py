"""Articles as units send them: Word files made with python-docx, and by LibreOffice.

All names and events in them are examples.
"""

import io
import shutil
import subprocess

import docx
import pytest
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor
from PIL import Image

from .making import saved

TITLE = "Sở Ngoại vụ đưa thủ tục lên mạng"
LEAD = "Từ tháng 6, người dân nộp hồ sơ từ nhà (ví dụ)."
TEXT = "Sở đã rà soát toàn bộ thủ tục và cắt giảm thời gian giải quyết, theo báo cáo của Văn phòng."


def picture(colour="navy", size=(640, 360)):
    """Return the bytes of a PNG of one colour."""
    out = io.BytesIO()
    Image.new("RGB", size, colour).save(out, "PNG")
    return out.getvalue()


def article():
    """Return a DOCX with all that an article may hold, and all that is to be dropped."""
    file = docx.Document()
    file.add_paragraph(TITLE, style="Title")
    file.add_paragraph(LEAD, style="Subtitle")
    styled = file.add_paragraph().add_run(TEXT)
    styled.font.name, styled.font.size, styled.font.color.rgb = (
        "Impact",
        Pt(22),
        RGBColor(255, 0, 0),
    )
    file.add_heading("Kết quả bước đầu", level=1)
    mixed = file.add_paragraph("Có ")
    mixed.add_run("ba điểm").bold = True
    mixed.add_run(" mới, trên ")
    mixed.add_run("1000").italic = True
    mixed.add_run(" m")
    raised = mixed.add_run("2")
    raised.font.superscript = True
    lowered = mixed.add_run("2")
    lowered.font.subscript = True
    for text, style in [
        ("Nộp hồ sơ", "List Bullet"),
        ("Trên điện thoại", "List Bullet 2"),
        ("Trên máy tính", "List Bullet 2"),
        ("Nhận kết quả", "List Bullet"),
    ]:
        file.add_paragraph(text, style=style)
    for text in ["Đăng nhập", "Điền tờ khai"]:
        file.add_paragraph(text, style="List Number")
    file.add_heading("Chi tiết", level=2)
    _linked(
        file.add_paragraph("Xem tại "), "https://dichvucong.example.gov.vn/", "Cổng dịch vụ công"
    )
    _linked(file.add_paragraph("Không mở "), "javascript:alert(1)", "liên kết lạ")
    file.add_paragraph("Bảng 1: Hồ sơ đã giải quyết", style="Caption")
    _table(file)
    file.add_picture(io.BytesIO(picture()))
    file.add_paragraph("Hình 1: Bộ phận một cửa", style="Caption")
    _changed(file)
    return saved(file)


def without_styles():
    """Return a DOCX as most offices write: no styles, the title bold, heads bold and numbered."""
    file = docx.Document()
    head = file.add_table(rows=1, cols=2)
    head.cell(0, 0).text = "UBND TỈNH TÂY NINH\nSỞ NGOẠI VỤ"
    head.cell(0, 1).text = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc"
    for text, bold in [
        ("Ngày 12/5, Sở họp (ví dụ)", True),
        (TEXT, False),
        ("1. Về tiếp nhận", True),
        ("Hồ sơ được tiếp nhận trong ngày.", False),
        ("2. Về trả kết quả", True),
        ("Kết quả được trả qua bưu chính.", False),
        ("Tin, ảnh: Văn phòng Sở", True),
    ]:
        file.add_paragraph().add_run(text).bold = bold
    return saved(file)


def with_interrupted_list():
    """Return a DOCX whose one list of Word goes on after a paragraph."""
    file = docx.Document()
    file.add_heading("Các bước", level=1)
    file.add_paragraph(LEAD, style="Subtitle")
    for text, style in [
        ("Chuẩn bị", "List Number"),
        ("Giấy tờ bản chính.", None),
        ("Nộp hồ sơ", "List Number"),
    ]:
        file.add_paragraph(text, style=style)
    return saved(file)


def with_linked_picture(address):
    """Return a DOCX with a picture that stands elsewhere, at ``address``."""
    file = docx.Document()
    file.add_heading("Tin có ảnh", level=1)
    file.add_paragraph(TEXT)
    file.add_picture(io.BytesIO(picture()))
    target = file.part.relate_to(address, RELATIONSHIP_TYPE.IMAGE, is_external=True)
    blip = file.element.body.find(".//" + qn("a:blip"))
    del blip.attrib[qn("r:embed")]
    blip.set(qn("r:link"), target)
    return saved(file)


def with_pictures(*contents):
    """Return a DOCX with a title, a text and pictures of these bytes, whatever they are."""
    file = docx.Document()
    file.add_heading("Tin có ảnh", level=1)
    file.add_paragraph(TEXT)
    for number, content in enumerate(contents):
        # Each its own part: the same picture twice is stored once.
        file.add_picture(io.BytesIO(picture(size=(10 + number, 10))))
        part = list(file.part.related_parts.values())[-1]
        part._blob = content
    return saved(file)


ODF = """<?xml version="1.0" encoding="UTF-8"?>
<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"
 xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0"
 xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"
 xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"
 xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:dc="http://purl.org/dc/elements/1.1/"
 office:version="1.3" office:mimetype="application/vnd.oasis.opendocument.text">
<office:automatic-styles>
<style:style style:name="up" style:family="text">
<style:text-properties style:text-position="super 58%"/></style:style>
<style:style style:name="red" style:family="text">
<style:text-properties fo:color="#ff0000" style:font-name="Impact"/></style:style>
<text:list-style style:name="dots"><text:list-level-style-bullet text:level="1"
 text:bullet-char="•"/><text:list-level-style-bullet text:level="2" text:bullet-char="◦"/>
</text:list-style>
</office:automatic-styles>
<office:body><office:text>
<text:tracked-changes>
<text:changed-region text:id="c1"><text:insertion><office:change-info>
<dc:creator>A</dc:creator><dc:date>2026-01-01T00:00:00</dc:date></office:change-info>
</text:insertion></text:changed-region>
<text:changed-region text:id="c2"><text:deletion><office:change-info>
<dc:creator>A</dc:creator><dc:date>2026-01-01T00:00:00</dc:date></office:change-info>
<text:p>câu đã bỏ</text:p></text:deletion></text:changed-region>
</text:tracked-changes>
<text:p text:style-name="Title">TITLE</text:p>
<text:p>TEXT <text:span text:style-name="red">Chữ đỏ</text:span>
 m<text:span text:style-name="up">3</text:span>
<text:change-start text:change-id="c1"/>câu mới thêm<text:change-end text:change-id="c1"/>
<text:change text:change-id="c2"/>
<office:annotation><dc:creator>B</dc:creator><dc:date>2026-01-01T00:00:00</dc:date>
<text:p>ý kiến kín</text:p></office:annotation></text:p>
<text:h text:outline-level="1">Kết quả bước đầu</text:h>
<text:p>Đoạn có <text:a xlink:href="https://example.org/bai">liên kết</text:a>.</text:p>
<text:list text:style-name="dots"><text:list-item><text:p>Nộp hồ sơ</text:p>
<text:list><text:list-item><text:p>Trên điện thoại</text:p></text:list-item></text:list>
</text:list-item><text:list-item><text:p>Nhận kết quả</text:p></text:list-item></text:list>
<table:table table:name="T"><table:table-column table:number-columns-repeated="3"/>
<table:table-row><table:table-cell table:number-rows-spanned="2"><text:p>Lĩnh vực</text:p>
</table:table-cell><table:table-cell table:number-columns-spanned="2"><text:p>Số hồ sơ</text:p>
</table:table-cell><table:covered-table-cell/></table:table-row>
<table:table-row><table:covered-table-cell/><table:table-cell><text:p>Đúng hạn</text:p>
</table:table-cell><table:table-cell><text:p>Quá hạn</text:p></table:table-cell></table:table-row>
<table:table-row><table:table-cell><text:p>Hộ tịch</text:p></table:table-cell>
<table:table-cell><text:p>98</text:p></table:table-cell><table:table-cell><text:p>2</text:p>
</table:table-cell></table:table-row></table:table>
<text:p><draw:frame text:anchor-type="as-char" svg:width="8cm" svg:height="4.5cm"><draw:image>
<office:binary-data>PICTURE</office:binary-data></draw:image></draw:frame></text:p>
<text:p text:style-name="Illustration">Hình 1: Bộ phận một cửa</text:p>
</office:text></office:body></office:document>
"""


def by_libreoffice(folder):
    """Return a DOCX as LibreOffice writes it, with changes, a comment, nested lists, a picture."""
    import base64

    office = shutil.which("soffice")
    if office is None:
        pytest.skip("no LibreOffice on this machine")
    source = folder / "bai.fodt"
    drawn = base64.b64encode(picture("darkgreen")).decode()
    text = ODF.replace("TITLE", TITLE).replace("TEXT", TEXT).replace("PICTURE", drawn)
    source.write_text(text, encoding="utf-8")
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [office, profile, "--headless", "--convert-to", "docx", "--outdir", str(folder)]
    subprocess.run([*command, str(source)], check=True, capture_output=True, timeout=120)
    return source.with_suffix(".docx").read_bytes()


def _linked(paragraph, address, text):
    key = paragraph.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    link, run, words = OxmlElement("w:hyperlink"), OxmlElement("w:r"), OxmlElement("w:t")
    link.set(qn("r:id"), key)
    words.text = text
    run.append(words)
    link.append(run)
    paragraph._p.append(link)


def _table(file):
    rows = [
        ("Lĩnh vực", "Số hồ sơ", ""),
        ("", "Đúng hạn", "Quá hạn"),
        ("Hộ tịch", "98", "2"),
        ("Quốc tịch", "100", "0"),
    ]
    table = file.add_table(rows=4, cols=3)
    for number, row in enumerate(rows):
        for column, text in enumerate(row):
            table.cell(number, column).text = text
    table.cell(0, 0).merge(table.cell(1, 0)).text = "Lĩnh vực"
    table.cell(0, 1).merge(table.cell(0, 2)).text = "Số hồ sơ"


def _changed(file):
    paragraph = file.add_paragraph("Cuối bài ")
    for tag, text_tag, text in [
        ("w:ins", "w:t", "câu mới thêm"),
        ("w:del", "w:delText", "câu đã bỏ"),
    ]:
        change = OxmlElement(tag)
        change.set(qn("w:id"), "1")
        run, words = OxmlElement("w:r"), OxmlElement(text_tag)
        words.text = text
        run.append(words)
        change.append(run)
        paragraph._p.append(change)
    file.add_comment(paragraph.runs, text="ý kiến kín", author="A")
