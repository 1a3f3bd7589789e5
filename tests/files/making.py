"""Files of an office made by code: Word files, PDF byte by byte, and files that mean harm.

All names and numbers in them are examples.
"""

import io
import zipfile

import docx
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

HEAD = [
    ("UBND TỈNH TÂY NINH\nSỞ NGOẠI VỤ", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do"
     " - Hạnh phúc"),
    ("Số: 45/QĐ-SNgV", "Tây Ninh, ngày 12 tháng 3 năm 2024"),
]  # fmt: skip
TITLE = ["QUYẾT ĐỊNH", "Ban hành Quy chế tiếp công dân của Sở Ngoại vụ", "GIÁM ĐỐC SỞ NGOẠI VỤ"]
GROUNDS = [
    "Căn cứ Nghị định số 61/2018/NĐ-CP ngày 23 tháng 4 năm 2018 của Chính phủ;",
    "Theo đề nghị của Chánh Văn phòng Sở,",
    "QUYẾT ĐỊNH:",
]
ARTICLES = [
    "Điều 1. Ban hành kèm theo Quyết định này Quy chế tiếp công dân của Sở Ngoại vụ.",
    "Điều 2. Quyết định này có hiệu lực kể từ ngày ký và thay thế Quyết định số 12/QĐ-SNgV ngày 05 "
    "tháng 02 năm 2019 của Giám đốc Sở Ngoại vụ về tiếp công dân.",
]
SIGNED = ("Nơi nhận:\n- Như Điều 2;\n- Lưu: VT.", "GIÁM ĐỐC\n\n\nNguyễn Văn A")
REGULATION = [
    "QUY CHẾ",
    "Tiếp công dân của Sở Ngoại vụ",
    "(Ban hành kèm theo Quyết định số 45/QĐ-SNgV ngày 12 tháng 3 năm 2024 của Giám đốc Sở)",
    "Chương I",
    "QUY ĐỊNH CHUNG",
    "Điều 1. Phạm vi điều chỉnh",
    "Quy chế này quy định việc tiếp công dân tại trụ sở của Sở.",
    "Điều 2. Lịch tiếp công dân",
]
TIMES = [
    ("STT", "Ngày", "Người tiếp"),
    ("1", "Thứ Hai", "Lãnh đạo Sở"),
    ("", "Thứ Tư", "Thanh tra"),
]


def decision(*, regulation=True, signed=SIGNED, instead=()):
    """Return the bytes of a DOCX: a decision, and with it the regulation that it issues.

    ``signed`` are the addressees and the signature, which stand side by side; ``instead`` are pairs
    of words and what is written in their place.
    """

    def said(text):
        for words, others in instead:
            text = text.replace(words, others)
        return text

    file = docx.Document()
    _table(file, [[said(text) for text in row] for row in HEAD])
    for text in [*TITLE, *GROUNDS, *ARTICLES]:
        file.add_paragraph(said(text))
    _table(file, [signed])
    if regulation:
        for text in REGULATION:
            file.add_paragraph(said(text))
        table = _table(file, TIMES)
        table.style = "Table Grid"
        table.cell(1, 0).merge(table.cell(2, 0))
        file.add_paragraph("Điều 3. Trách nhiệm thi hành")
    return saved(file)


def registered(number, day):
    """Return the bytes of a DOCX: a decree of the Government that amends another."""
    file = docx.Document()
    motto = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc"
    _table(file, [("CHÍNH PHỦ", motto), (f"Số: {number}", f"Hà Nội, ngày {day}")])
    for text in [
        "NGHỊ ĐỊNH",
        "Sửa đổi, bổ sung một số điều của Nghị định số 61/2018/NĐ-CP (ví dụ)",
        "Căn cứ Luật Tổ chức Chính phủ ngày 19 tháng 6 năm 2015;",
        "Điều 1. Bãi bỏ khoản 2 Điều 5 Nghị định số 63/2010/NĐ-CP ngày 08 tháng 6 năm 2010.",
        "Điều 2. Nghị định này có hiệu lực thi hành kể từ ngày ký.",
    ]:
        file.add_paragraph(text)
    return saved(file)


def letter():
    """Return the bytes of a DOCX that is no legal document."""
    file = docx.Document()
    file.add_paragraph("Bài giới thiệu chuyến thăm của đoàn đại biểu tỉnh bạn.")
    file.add_paragraph("Đoàn đã làm việc với các sở, ngành trong hai ngày.")
    return saved(file)


def _table(file, rows):
    table = file.add_table(rows=len(rows), cols=len(rows[0]))
    for number, row in enumerate(rows):
        for column, text in enumerate(row):
            table.cell(number, column).text = text
    return table


def saved(file):
    out = io.BytesIO()
    file.save(out)
    return out.getvalue()


def with_tracked_changes():
    """Return a DOCX with an insertion, a deletion and a comment."""
    file = docx.Document()
    paragraph = file.add_paragraph("Điều 1. ")
    for tag, text_tag, text in [("w:ins", "w:t", "mới thêm"), ("w:del", "w:delText", "đã bỏ")]:
        change = OxmlElement(tag)
        change.set(qn("w:id"), "1")
        run, words = OxmlElement("w:r"), OxmlElement(text_tag)
        words.text = text
        run.append(words)
        change.append(run)
        paragraph._p.append(change)
    file.add_comment(paragraph.runs, text="ý kiến của người duyệt", author="A")
    return saved(file)


def with_automatic_numbers(forms):
    """Return a DOCX whose paragraphs, pairs of level and text, Word numbers as ``forms`` say.

    ``forms`` are pairs of number format and text with ``%1``, one a level.
    """

    def build(paragraphs):
        file = docx.Document()
        numbering = file.part.numbering_part.element
        abstract = OxmlElement("w:abstractNum")
        abstract.set(qn("w:abstractNumId"), "77")
        for level, (form, text) in enumerate(forms):
            element = OxmlElement("w:lvl")
            element.set(qn("w:ilvl"), str(level))
            for name, value in [("w:start", "1"), ("w:numFmt", form), ("w:lvlText", text)]:
                child = OxmlElement(name)
                child.set(qn("w:val"), value)
                element.append(child)
            abstract.append(element)
        numbering.insert(0, abstract)
        number = OxmlElement("w:num")
        number.set(qn("w:numId"), "77")
        reference = OxmlElement("w:abstractNumId")
        reference.set(qn("w:val"), "77")
        number.append(reference)
        numbering.append(number)
        for level, text in paragraphs:
            properties = file.add_paragraph(text)._p.get_or_add_pPr().get_or_add_numPr()
            properties.get_or_add_ilvl().val = level
            properties.get_or_add_numId().val = 77
        return saved(file)

    return build


def with_part(content, name, data):
    """Return the DOCX ``content`` with the part ``name`` put in, or put in place of its own."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for part in old.namelist():
            if part != name:
                new.writestr(part, old.read(part))
        new.writestr(name, data)
    return out.getvalue()


def pdf(pages, *, encrypted=False, extra=b""):
    """Return a PDF with these lines on its pages, in plain Latin letters."""
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b"",
               b"<< /Type /Font /Subtype /Type1 /BaseFont /Times-Roman >>"]  # fmt: skip
    kids = []
    for lines in pages:
        drawn = b"BT /F1 12 Tf 14 TL 72 770 Td "
        drawn += b" ".join(b"(" + line.encode("latin-1") + b") Tj T*" for line in lines) + b" ET"
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(drawn), drawn))
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R "
            b"/Resources << /Font << /F1 3 0 R >> >> >>" % len(objects)
        )
        kids.append(b"%d 0 R" % len(objects))
    objects[1] = b"<< /Type /Pages /Count %d /Kids [%s] >>" % (len(kids), b" ".join(kids))
    if extra:
        objects.append(extra)
    out, places = b"%PDF-1.7\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    locked = b" /Encrypt << /Filter /Standard /V 1 /R 2 /O <%s> /U <%s> /P -4 >> /ID [<00><00>]"
    trailer = locked % (b"11" * 32, b"22" * 32) if encrypted else b""
    return out + b"trailer << /Size %d /Root 1 0 R%s >>\nstartxref\n%d\n%%%%EOF" % (
        len(objects) + 1,
        trailer,
        start,
    )


def picture_pdf(image):
    """Return a PDF whose one page is the picture ``image`` of Pillow: a scan."""
    out = io.BytesIO()
    image.save(out, "PDF", resolution=100)
    return out.getvalue()


def paragraphs(texts):
    """Return the bytes of a DOCX of these paragraphs."""
    file = docx.Document()
    for text in texts:
        file.add_paragraph(text)
    return saved(file)
