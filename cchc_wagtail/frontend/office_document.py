"""Administrative documents (văn bản hành chính) as Word files, in the form that is laid down.

Paper, margins, type and the place of each part are those of Nghị định 30/2020/NĐ-CP, Phụ lục I.
The texts of the form are Vietnamese whatever the language of the page.
"""

import datetime
import io
from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass

from docx import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Mm, Pt

from cchc_wagtail.language import format_date_long

#: The media type of a Word file.
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
FONT = "Times New Roman"
BODY_SIZE = 14
BLANK = "……"
#: The style of tables with borders.
GRID = "Table Grid"


@dataclass(frozen=True)
class Agency:
    """Who issues a document: the body above, its own name, the symbol, the place, who signs.

    ``symbol`` is the abbreviation in the number (SNgV), ``head`` the position of who signs. What is
    empty is left blank for the pen.
    """

    parent: str = ""
    name: str = ""
    symbol: str = ""
    place: str = ""
    head: str = "GIÁM ĐỐC"


@dataclass(frozen=True)
class Form:
    """What stands in the parts of the form, as it stands on paper.

    ``symbol`` is that of the document and the agency (BC-SNgV), ``day`` in words.
    """

    parent: str
    name: str
    number: str
    symbol: str
    place: str
    day: str
    type: str
    abstract: str
    head: str

    @classmethod
    def of(
        cls,
        agency: Agency,
        *,
        type: str,
        abstract: str,
        symbol: str,
        number: str = "",
        date: datetime.date | None = None,
    ) -> "Form":
        """Return the parts for a document of ``agency``; see ``OfficeDocument``."""
        return cls(
            parent=agency.parent.upper(),
            name=agency.name.upper() or BLANK,
            number=(number.zfill(2) if number.isdigit() else number) or "    ",
            symbol=f"{symbol}-{agency.symbol or BLANK}",
            place=agency.place or BLANK,
            day=format_date_long(date) if date else "ngày … tháng … năm ……",
            type=type,
            abstract=abstract,
            head=agency.head.upper(),
        )


class OfficeDocument:
    """A document of ``agency``: its head is written at once, then its body from top to bottom.

    ``type`` is what it is (BÁO CÁO), ``abstract`` what it is about (trích yếu), ``symbol`` the
    abbreviation of its type (BC), ``to`` the bodies that it is addressed to (Kính gửi). Number and
    day are left blank where they are not given: the registry of the office fills them in.
    """

    def __init__(
        self,
        agency: Agency,
        *,
        type: str,
        abstract: str,
        symbol: str,
        to: Sequence[str] = (),
        number: str = "",
        date: datetime.date | None = None,
    ) -> None:
        self._begin(
            Form.of(agency, type=type, abstract=abstract, symbol=symbol, number=number, date=date)
        )
        self._to = list(to)
        if self._to:
            self.addressees(addressee_lines(self._to))

    @classmethod
    def from_form(cls, form: Form) -> "OfficeDocument":
        """Return a document that begins with ``form``, addressed to nobody yet."""
        document = cls.__new__(cls)
        document._begin(form)
        return document

    @classmethod
    def opened(cls, docx: bytes) -> "OfficeDocument":
        """Return the document in a Word file, to which annexes are to be added."""
        document = cls.__new__(cls)
        document._document = Document(io.BytesIO(docx))
        styles = document._document.styles
        if GRID not in styles:
            # Other programs than Word leave out what no table has.
            styles.element.append(deepcopy(Document().styles[GRID].element))
        return document

    # The body

    def addressees(self, lines: Sequence[str]) -> None:
        """Add whom it is addressed to: one body in the line “Kính gửi”, several below it."""
        if len(lines) == 1:
            self._line(f"Kính gửi: {lines[0]}", size=14, before=6)
            return
        self._line("Kính gửi:", size=14, before=6)
        for line in lines:
            paragraph = self._document.add_paragraph()
            self._write(paragraph, line, size=14)
            paragraph.paragraph_format.left_indent = Cm(6)

    def heading(self, text: str) -> None:
        """Add the heading of a part (“I. KẾT QUẢ”), which stays with what follows."""
        paragraph = self._document.add_paragraph()
        self._write(paragraph, text, bold=True)
        paragraph.paragraph_format.first_line_indent = Cm(1.27)
        paragraph.paragraph_format.keep_with_next = True

    def paragraph(self, text: str) -> None:
        """Add a paragraph of the body: justified, its first line indented by 1.27 cm."""
        paragraph = self._document.add_paragraph()
        self._write(paragraph, text)
        paragraph.alignment = ALIGN.JUSTIFY
        paragraph.paragraph_format.first_line_indent = Cm(1.27)
        self._last = paragraph

    def picture(self, png: bytes, caption: str, width: float = 15.5) -> None:
        """Add a picture, such as a chart, ``width`` in cm, and its caption below.

        The caption is its alternative text too.
        """
        shape = self._captioned("", caption).add_picture(io.BytesIO(png), width=Cm(width))
        shape._inline.docPr.set("descr", caption)

    def picture_tag(self, tag: str, caption: str) -> None:
        """Add a ``tag`` where ``picture`` has a picture: in a template, which is filled later."""
        self._captioned(tag, caption)

    def table(
        self, head: Sequence[Sequence[str]], rows: Sequence[Sequence[str]], size: float = 12
    ) -> None:
        """Add a table whose ``head`` rows are repeated on each page."""
        spans = [
            (row, column, row, column, text)
            for row, texts in enumerate(head, start=1)
            for column, text in enumerate(texts, start=1)
        ]
        self._table(spans, len(head), rows, size)

    def end(self, recipients: Sequence[str] = (), drafted_by: str = "VP") -> None:
        """End the body with “./.”, and add the recipients (Nơi nhận) and where it is signed."""
        first = ["Như trên"] if self._to else []
        self.ending([f"- {name};" for name in [*first, *recipients]], drafted_by)

    def ending(self, lines: Sequence[str], drafted_by: str) -> None:
        """End as ``end`` does, with the recipients as whole lines."""
        self._write(self._last, "./.")
        # No signature stands on a page alone.
        self._last.paragraph_format.keep_with_next = True
        table = self._document.add_table(rows=1, cols=2)
        left, right = table.rows[0].cells
        _set_widths(table, [8, 8.5])
        self._write(left.paragraphs[0], "Nơi nhận:", size=12, bold=True, italic=True)
        for line in [*lines, f"- Lưu: VT, {drafted_by}."]:
            self._write(left.add_paragraph(), line, size=11)
        for paragraph in left.paragraphs:
            paragraph.paragraph_format.space_after = Pt(0)
        signed = right.paragraphs[0]
        self._write(signed, self._form.head, size=14, bold=True)
        signed.alignment = ALIGN.CENTER

    def annex(
        self,
        titles: Sequence[str],
        head: Sequence[tuple[int, int, int, int, str]],
        head_rows: int,
        rows: Sequence[Sequence[str]],
        widths: Sequence[float],
    ) -> None:
        """Add a form on pages of its own, along the width of the paper.

        ``head`` are (first row, first column, last row, last column, text), counted from 1;
        ``widths`` are those of the columns in cm.
        """
        section = self._document.add_section(WD_SECTION.NEW_PAGE)
        self._flatten_last_paragraph()
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = Mm(297), Mm(210)
        section.different_first_page_header_footer = False
        for title in titles:
            self._line(title, size=13, bold=title.isupper())
        _set_widths(self._table(head, head_rows, rows, 11), widths)

    def as_bytes(self) -> bytes:
        """Return the DOCX file."""
        file = io.BytesIO()
        self._document.save(file)
        return file.getvalue()

    # Its parts

    def _begin(self, form):
        self._form = form
        self._document = Document()
        self._set_up_page()
        self._head(form)
        self._line(form.type, size=14, bold=True, before=18)
        for line in form.abstract.split("\n"):
            self._line(line, size=14, bold=True)
        self._rule(self._document.add_paragraph(), 16.5)

    def _set_up_page(self):
        normal = self._document.styles["Normal"]
        normal.font.name, normal.font.size = FONT, Pt(BODY_SIZE)
        fonts = normal.element.get_or_add_rPr().get_or_add_rFonts()
        for name in ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"):
            fonts.set(qn(name), FONT)
        normal.paragraph_format.space_before = Pt(0)
        normal.paragraph_format.space_after = Pt(6)
        normal.paragraph_format.line_spacing = 1.0
        section = self._document.sections[0]
        section.page_width, section.page_height = Mm(210), Mm(297)
        section.top_margin = section.bottom_margin = Mm(20)
        section.left_margin, section.right_margin = Mm(30), Mm(15)
        section.header_distance = Mm(10)
        section.different_first_page_header_footer = True
        paragraph = section.header.paragraphs[0]
        paragraph.alignment = ALIGN.CENTER
        run = paragraph.add_run()
        run.font.name, run.font.size = FONT, Pt(13)
        for kind, text in [("begin", ""), ("", "PAGE"), ("end", "")]:
            part = OxmlElement("w:fldChar" if kind else "w:instrText")
            if kind:
                part.set(qn("w:fldCharType"), kind)
            else:
                part.text = text
            run.element.append(part)

    def _head(self, form):
        table = self._document.add_table(rows=2, cols=2)
        table.alignment = WD_TABLE_ALIGNMENT.CENTER
        _set_widths(table, [7.2, 9.8])
        left, right = table.rows[0].cells
        self._centred(left, form.parent, 12)
        self._centred(left, form.name, 12, bold=True)
        self._rule(left.add_paragraph(), 7.2)
        self._centred(right, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 12, bold=True)
        self._centred(right, "Độc lập - Tự do - Hạnh phúc", 13, bold=True)
        self._rule(right.add_paragraph(), 9.6, share=0.62)
        left, right = table.rows[1].cells
        self._centred(left, f"Số: {form.number}/{form.symbol}", 13)
        self._centred(right, f"{form.place}, {form.day}", 13, italic=True)

    def _flatten_last_paragraph(self):
        """Give the paragraph that ends a section no height: a full page would begin another."""
        paragraph = self._document.paragraphs[-1]
        paragraph.paragraph_format.space_after = Pt(0)
        paragraph.paragraph_format.line_spacing = Pt(1)

    def _centred(self, cell, text, size, **style):
        """Write ``text`` in the first empty paragraph of ``cell``, or in a new one."""
        first = cell.paragraphs[0]
        paragraph = cell.add_paragraph() if first.runs else first
        self._write(paragraph, text, size=size, **style)
        paragraph.alignment = ALIGN.CENTER
        paragraph.paragraph_format.space_after = Pt(0)

    def _rule(self, paragraph, width, share=0.28):
        """Make ``paragraph`` a line below what stands above, ``share`` of the ``width`` in cm."""
        side = width * (1 - share) / 2
        paragraph.paragraph_format.space_after = Pt(2)
        paragraph.paragraph_format.line_spacing = Pt(4)
        paragraph.paragraph_format.left_indent = Cm(side)
        paragraph.paragraph_format.right_indent = Cm(side)
        borders = OxmlElement("w:pBdr")
        line = OxmlElement("w:top")
        for name, value in [("val", "single"), ("sz", "6"), ("space", "1"), ("color", "000000")]:
            line.set(qn(f"w:{name}"), value)
        borders.append(line)
        paragraph.add_run().element.getparent().get_or_add_pPr().append(borders)

    def _captioned(self, text, caption):
        """Return the run that holds ``text``, above its ``caption``."""
        paragraph = self._document.add_paragraph()
        paragraph.alignment = ALIGN.CENTER
        paragraph.paragraph_format.keep_with_next = True
        self._line(caption, size=13, italic=True)
        return paragraph.add_run(text)

    def _line(self, text, *, size, bold=False, italic=False, before=0):
        paragraph = self._document.add_paragraph()
        self._write(paragraph, text, size=size, bold=bold, italic=italic)
        paragraph.alignment = ALIGN.CENTER
        paragraph.paragraph_format.space_before = Pt(before)
        paragraph.paragraph_format.space_after = Pt(0)

    def _write(self, paragraph, text, *, size=BODY_SIZE, bold=False, italic=False):
        run = paragraph.add_run(text)
        run.font.name, run.font.size = FONT, Pt(size)
        run.bold, run.italic = bold, italic

    def _table(self, spans, head_rows, rows, size):
        width = max(span[3] for span in spans)
        table = self._document.add_table(rows=head_rows + len(rows), cols=width)
        table.style, table.alignment = GRID, WD_TABLE_ALIGNMENT.CENTER
        grid = [row.cells for row in table.rows]
        for first, left, last, right, text in spans:
            cell = grid[first - 1][left - 1].merge(grid[last - 1][right - 1])
            self._fill(cell, text, size, bold=True)
        for place, row in enumerate(rows, start=head_rows):
            for column, text in enumerate(row):
                self._fill(grid[place][column], text, size, is_name=not _is_number(text))
        for row in table.rows[:head_rows]:
            repeated = OxmlElement("w:tblHeader")
            run = row.cells[0].paragraphs[0].runs[0]
            next(run.element.iterancestors(qn("w:tr"))).get_or_add_trPr().append(repeated)
        return table

    def _fill(self, cell, text, size, *, bold=False, is_name=False):
        paragraph = cell.paragraphs[0]
        self._write(paragraph, text, size=size, bold=bold)
        paragraph.alignment = ALIGN.LEFT if is_name else ALIGN.CENTER
        paragraph.paragraph_format.space_after = Pt(0)
        cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER


def addressee_lines(names: Sequence[str]) -> list[str]:
    """Return the lines in which ``names`` stand below “Kính gửi”, or behind it if it is one."""
    if len(names) == 1:
        return [f"{names[0]}."]
    return [f"- {name}{'.' if name is names[-1] else ';'}" for name in names]


def _set_widths(table, widths):
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Cm(width)
        for cell in column.cells:
            cell.width = Cm(width)


def _is_number(text):
    return text.strip("()=+,. %–") == "" or text[:1].isdigit() or text[:1] == "("
