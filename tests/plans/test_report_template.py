"""Reports made by a template that an office has restyled in Word."""

import importlib.util
import io
import shutil
import subprocess
import zipfile
from datetime import date
from html import unescape

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, RGBColor
from PIL import Image

from cchc_wagtail.files import BadTemplate
from cchc_wagtail.files.word_templates.problems import CODES
from cchc_wagtail.frontend.office_document import Agency, OfficeDocument
from cchc_wagtail.organisation.reporting_periods import Period, PeriodKind
from cchc_wagtail.plans.models import Report, ReportTemplate
from cchc_wagtail.plans.reports.refusals import SENTENCES
from cchc_wagtail.plans.reports.regimes import REGIMES, period_name
from cchc_wagtail.plans.reports.template import FIELDS, MEANINGS, first_template, opening_of
from cchc_wagtail.plans.reports.writing import as_docx
from tests.editorial.acting import build_office
from tests.files.making import pdf, with_part
from tests.files.test_hostile import bomb

pytestmark = pytest.mark.django_db
YEAR = Period(PeriodKind.YEAR, 2024)
AGENCY = {
    "parent": "Ủy ban nhân dân tỉnh Tây Ninh",
    "name": "Sở Ngoại vụ",
    "symbol": "SNgV",
    "place": "Tây Ninh",
}


@pytest.fixture
def office():
    return build_office()


@pytest.fixture(autouse=True)
def agency(settings):
    settings.CCHC_WAGTAIL = {**settings.CCHC_WAGTAIL, "AGENCY": AGENCY}


@pytest.fixture
def report():
    return Report.begin("communication", YEAR)


def opened(content):
    return docx.Document(io.BytesIO(content))


def saved(document):
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def lines(content):
    """Return the texts of all paragraphs in their order, those of tables and text boxes too."""
    body = opened(content).element.body
    return ["".join(t.text or "" for t in p.iter(qn("w:t"))) for p in body.iter(qn("w:p"))]


def restyled(change):
    """Return the first template as DOCX after ``change`` was made to it."""
    document = opened(first_template())
    change(document)
    return saved(document)


def with_paragraph(text):
    return restyled(lambda document: document.paragraphs[0].insert_paragraph_before(text))


def png():
    out = io.BytesIO()
    Image.new("RGB", (40, 30), "#b01e23").save(out, "PNG")
    return out.getvalue()


class TestFirstTemplate:
    @pytest.mark.parametrize("regime", REGIMES)
    def test_a_report_by_it_is_as_the_builder_writes_one(self, regime, monkeypatch):
        monkeypatch.setattr("cchc_wagtail.frontend.charts.vl_convert", None)
        report = Report.begin(regime, YEAR)
        report.texts["direction"] = "Đoạn một.\nĐoạn hai."
        report.number, report.issued_on = "7", date(2025, 1, 3)
        written = built(report)
        filled = opened(report.as_docx())
        body = len(written.element.body) - 1
        for mine, wanted in zip(
            list(filled.element.body)[:body], list(written.element.body), strict=False
        ):
            assert plain(mine) == plain(wanted)

    def test_it_is_taken_as_it_was_downloaded(self, report):
        again = saved(opened(first_template()))
        assert lines(as_docx(report, again)) == lines(report.as_docx())

    @pytest.mark.parametrize("regime", REGIMES)
    def test_it_has_the_form_of_the_decree(self, regime, shared_data, tmp_path):
        path = shared_data.parent / "nd30_check.py"
        spec = importlib.util.spec_from_file_location("nd30_check", path)
        checker = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(checker)
        report = Report.begin(regime, YEAR)
        report.texts["direction"] = "Văn phòng Sở đã tham mưu kế hoạch và đôn đốc các phòng. " * 8
        file = tmp_path / "bc.docx"
        file.write_bytes(as_docx(report, first_template()))
        assert [row for row in checker.check(str(file), upward=True) if row[1] == "FAIL"] == []

    def test_each_field_is_explained(self):
        explained = " ".join(MEANINGS)
        section = FIELDS["cac_muc"][0]
        names = [*FIELDS, *section, *section["cac_bieu_do"][0]]
        assert [name for name in names if name not in explained] == []


def built(report):
    """Return the body of ``report`` as the builder writes it without a template."""
    regime, period = report.regime_data, period_name(report.period)
    document = OfficeDocument(
        Agency(**AGENCY),
        type="BÁO CÁO",
        abstract=f"{regime.subject} {period}",
        symbol="BC",
        to=regime.to,
        number=report.number,
        date=report.issued_on,
    )
    document.paragraph(opening_of(report))
    for section in regime.sections:
        document.heading(section.heading)
        for line in report.texts[section.name].splitlines():
            document.paragraph(line)
    document.paragraph(
        f"Trên đây là báo cáo {regime.subject[0].lower()}{regime.subject[1:]} {period}"
    )
    document.end(regime.recipients)
    return opened(document.as_bytes())


def plain(element):
    """Return the XML of ``element`` without what only says that spaces are kept."""
    return parse_xml(element.xml.replace(' xml:space="preserve"', "")).xml


class TestText:
    @pytest.mark.parametrize(
        "text",
        [
            "Sở A & B < C > D; “trích” 'một' \"hai\"",
            "{{ so }} {{ ''.__class__ }} {% for x in y %} {%p endfor %} {# gì #} }} %}",
            "Tốt 👍🏽 và 🇻🇳",
            "</w:t></w:r></w:p>",
            "a\tb",
            "&amp; &lt;b&gt;",
            "{_{ {_% %_} }_}",
        ],
    )
    def test_what_is_typed_comes_out_whole_and_is_not_executed(self, report, text):
        report.texts["direction"] = f"Trước.\n{text}\nSau."
        document = opened(report.as_docx())
        texts = [paragraph.text for paragraph in document.paragraphs]
        start = texts.index("Trước.")
        assert texts[start : start + 3] == ["Trước.", text, "Sau."]

    def test_each_line_is_a_paragraph(self, report):
        report.texts["direction"] = "Một.\r\n\r\n  Hai.\x0b\nBa."
        texts = lines(report.as_docx())
        start = texts.index("Một.")
        assert texts[start : start + 3] == ["Một.", "Hai.", "Ba."]


class TestRestyled:
    def test_style_logo_order_and_standing_text_stay(self, report):
        def change(document):
            for paragraph in document.paragraphs:
                if "tieu_de" in paragraph.text:
                    paragraph.runs[0].font.color.rgb = RGBColor(0x1D, 0x64, 0x37)
            top = document.paragraphs[0]
            top.insert_paragraph_before().add_run().add_picture(io.BytesIO(png()), width=Cm(2))
            top.insert_paragraph_before("Kính chuyển các phòng nghiên cứu.")
            opening = next(p for p in document.paragraphs if "mo_dau" in p.text)
            closing = next(p for p in document.paragraphs if "ket_thuc" in p.text)
            closing._p.addnext(opening._p)
            document.sections[0].footer.paragraphs[0].text = "{{ co_quan }} – {{ ky_bao_cao }}"

        document = opened(as_docx(report, restyled(change)))
        texts = [paragraph.text for paragraph in document.paragraphs]
        heading = document.paragraphs[texts.index("II. KẾT QUẢ THỰC HIỆN")]
        assert str(heading.runs[0].font.color.rgb) == "1D6437"
        assert "Kính chuyển các phòng nghiên cứu." in texts
        logos = [part for part in document.part.package.image_parts if part.blob == png()]
        assert len(logos) == 1
        (closing,) = [place for place, text in enumerate(texts) if text.startswith("Trên đây")]
        assert texts[closing + 1].startswith("Số liệu tính từ")
        footer = document.sections[0].footer.paragraphs[0].text
        assert footer == "SỞ NGOẠI VỤ – năm 2024"

    def test_a_tag_that_word_has_split_is_filled(self, report):
        def change(document):
            paragraph = document.paragraphs[0].insert_paragraph_before()
            for piece in ["Kỳ: {", "{ ky", "_bao", "_cao }", "} hết"]:
                paragraph.add_run(piece).bold = piece == "_bao"

        assert "Kỳ: năm 2024 hết" in lines(as_docx(report, restyled(change)))

    def test_a_part_may_depend_on_a_field(self, report):
        template = with_paragraph(
            "{% if so %}Có số{% else %}Chưa{% endif %}{% if not so %}?{% endif %}"
        )
        assert "Chưa?" in lines(as_docx(report, template))
        report.number = "5"
        assert "Có số" in lines(as_docx(report, template))

    def test_rows_of_a_table_may_be_repeated(self, report):
        def change(document):
            table = document.add_table(rows=3, cols=2)
            table.cell(0, 0).text = "{%tr for muc in cac_muc %}"
            table.cell(1, 0).text = "{{ muc.tieu_de }}"
            table.cell(1, 1).text = "{{ loop.index }}"
            table.cell(2, 0).text = "{%tr endfor %}"

        tables = opened(as_docx(report, restyled(change))).tables
        rows = [[cell.text for cell in row.cells] for row in tables[2].rows]
        assert rows[1] == ["II. KẾT QUẢ THỰC HIỆN", "2"]
        assert len(rows) == len(REGIMES["communication"].sections)

    def test_a_cell_that_is_left_empty_is_still_a_cell(self, report):
        def change(document):
            cell = document.add_table(rows=1, cols=1).cell(0, 0)
            cell.paragraphs[0].text = "{%p if kinh_gui_nhieu_noi %}"
            cell.add_paragraph("x")
            cell.add_paragraph("{%p endif %}")

        document = opened(as_docx(report, restyled(change)))
        cells = list(document.element.body.iter(qn("w:tc")))
        assert all(cell.findall(qn("w:p")) for cell in cells)

    def test_annexes_have_their_borders_without_the_style_of_word(self, report):
        def change(document):
            style = document.styles["Table Grid"].element
            style.getparent().remove(style)

        document = opened(as_docx(report, restyled(change)))
        assert document.tables[-1].style.name == "Table Grid"

    def test_the_path_of_an_attached_template_is_taken_away(self, report):
        def change(document):
            settings = document.settings
            kind = RELATIONSHIP_TYPE.IMAGE.replace("image", "attachedTemplate")
            part = document.part.part_related_by(RELATIONSHIP_TYPE.SETTINGS)
            key = part.relate_to("file:///C:/Users/van/a.dotx", kind, is_external=True)
            element = f'<w:attachedTemplate {nsdecls("w", "r")} r:id="{key}"/>'
            settings.element.insert(0, parse_xml(element))

        content = as_docx(report, restyled(change))
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            assert not [name for name in parts.namelist() if b"a.dotx" in parts.read(name)]

    @pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
    def test_it_comes_back_from_libreoffice(self, report, tmp_path):
        (tmp_path / "mau.docx").write_bytes(first_template())
        home = f"-env:UserInstallation=file://{tmp_path}/home"
        command = ["soffice", home, "--headless", "--convert-to", "docx", "--outdir"]
        subprocess.run(
            [*command, str(tmp_path / "out"), str(tmp_path / "mau.docx")],
            check=True,
            capture_output=True,
            timeout=120,
        )
        template = (tmp_path / "out" / "mau.docx").read_bytes()
        assert lines(as_docx(report, template)) == lines(report.as_docx())


def in_header(text):
    def change(document):
        document.sections[0].header.paragraphs[0].add_run(text)

    return restyled(change)


def in_cell(text):
    def change(document):
        document.tables[0].cell(1, 0).add_paragraph(text)

    return restyled(change)


def without_sections(document):
    for paragraph in document.paragraphs:
        if "doan" in paragraph.text:
            paragraph._p.getparent().remove(paragraph._p)


def with_linked_picture(document):
    document.paragraphs[0].add_run().add_picture(io.BytesIO(png()))
    (blip,) = document.element.body.iter(qn("a:blip"))
    key = document.part.relate_to(
        "http://127.0.0.1:9/logo.png", RELATIONSHIP_TYPE.IMAGE, is_external=True
    )
    del blip.attrib[qn("r:embed")]
    blip.set(qn("r:link"), key)


def with_tracked_change(document):
    run = document.paragraphs[0].runs[0]._r
    change = parse_xml(f'<w:ins {nsdecls("w")} w:id="9" w:author="A"/>')
    run.addprevious(change)
    change.append(run)


def with_fetching_field(document):
    field = parse_xml(
        f"<w:fldSimple {nsdecls('w')} w:instr=' INCLUDEPICTURE \"http://127.0.0.1:9/a\" '/>"
    )
    document.paragraphs[0]._p.append(field)


def with_tag_in_a_name(document):
    document.paragraphs[0].add_run().add_picture(io.BytesIO(png()))
    next(document.element.body.iter(qn("wp:docPr"))).set("descr", "{{ so }}")


def with_embedded_file(document):
    part = Part(PackURI("/word/embeddings/o.bin"), "application/x-ole", b"x")
    key = document.part.relate_to(part, RELATIONSHIP_TYPE.OLE_OBJECT)
    run = document.paragraphs[0].runs[0]._r
    run.append(parse_xml(f'<w:object {nsdecls("w", "r")}><w:control r:id="{key}"/></w:object>'))


def with_loop_closed_in_a_cell(document):
    document.paragraphs[0].insert_paragraph_before("{%p if so %}")
    document.tables[1].cell(0, 0).add_paragraph("{%p endif %}")


def with_tag_across_paragraphs(document):
    document.paragraphs[0].insert_paragraph_before("Số {")
    document.paragraphs[1].insert_paragraph_before("{ so }}")


def with_tag_across_a_link(document):
    paragraph = document.paragraphs[0].insert_paragraph_before()
    paragraph.add_run("{% if so %}")
    link = parse_xml(f"<w:hyperlink {nsdecls('w')} w:anchor='a'/>")
    paragraph._p.append(link)
    link.append(paragraph.runs[0]._r)
    paragraph.add_run("x{% endif %}")


def macros(content):
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        types = parts.read("[Content_Types].xml")
    main = b"wordprocessingml.document.main+xml"
    types = types.replace(
        b"openxmlformats-officedocument." + main, b"ms-word.document.macroEnabled.main+xml"
    )
    return with_part(content, "[Content_Types].xml", types)


#: What is sent (a file, or name and file), and words that the answer has to say.
REFUSED = {
    "code in a tag": (lambda: with_paragraph("{{ ''.__class__ }}"), ["''.__class__", "không được"]),
    "an attribute of a field": (
        lambda: with_paragraph("{{ so.__class__ }}"),
        ["“__class__”", "đoạn “{{ so.__class__ }}”"],
    ),
    "a call": (lambda: with_paragraph("{{ so.upper() }}"), ["{{ so.upper() }}", "không được"]),
    "a filter": (lambda: with_paragraph("{{ so|upper }}"), ["{{ so|upper }}", "không được"]),
    "an endless loop": (
        lambda: with_paragraph("{% for x in range(10**9) %}a{% endfor %}"),
        ["range(10**9)", "không được"],
    ),
    "a loop in itself": (
        lambda: with_paragraph(
            "{% for a in cac_muc %}{% for b in cac_muc %}x{% endfor %}{% endfor %}"
        ),
        ["{% for b in cac_muc %}"],
    ),
    "another statement": (
        lambda: with_paragraph("{% include 'a' %}"),
        ["{% include 'a' %}", "không được"],
    ),
    "a macro of Jinja": (
        lambda: with_paragraph("{% macro a() %}{% endmacro %}"),
        ["{% macro a() %}"],
    ),
    "an unknown field": (
        lambda: with_paragraph("Số tiền: {{ so_tien }}"),
        ["“so_tien”", "đoạn “Số tiền: {{ so_tien }}”"],
    ),
    "a misspelt field in a header": (
        lambda: in_header("{{ co_qaun }}"),
        ["“co_qaun”", "“co_quan”", "đầu trang"],
    ),
    "a misspelt field in a cell": (
        lambda: in_cell("{{ soo }}"),
        ["“soo”", "bảng 1, hàng 2, cột 1"],
    ),
    "an item outside its loop": (lambda: with_paragraph("{{ muc.tieu_de }}"), ["“muc”"]),
    "an unclosed tag": (lambda: with_paragraph("Số {{ so"), ["{{", "đoạn “Số {{ so”"]),
    "a tag with one brace": (lambda: with_paragraph("Số {{ so }"), ["{{", "đoạn “Số {{ so }”"]),
    "an end without a beginning": (lambda: with_paragraph("Số so }}"), ["}}", "đoạn “Số so }}”"]),
    "an unclosed loop": (
        lambda: with_paragraph("{%p for muc in cac_muc %}"),
        ["{%p for muc in cac_muc %}", "chưa đóng"],
    ),
    "a loop that is closed elsewhere": (
        lambda: with_paragraph("{% endfor %}"),
        ["{% endfor %}", "đoạn “{% endfor %}”"],
    ),
    "text beside a loop": (
        lambda: with_paragraph("Xem {%p if so %}"),
        ["{%p if so %}", "đoạn “Xem {%p if so %}”"],
    ),
    "a list that is printed": (lambda: with_paragraph("{{ noi_nhan }}"), ["{{ noi_nhan }}"]),
    "a loop over a text": (
        lambda: with_paragraph("{% for x in so %}{% endfor %}"),
        ["{% for x in so %}"],
    ),
    "a loop in a header": (
        lambda: in_header("{% for x in noi_nhan %}{{ x }}{% endfor %}"),
        ["{% for x in noi_nhan %}", "đầu trang"],
    ),
    "a row out of a table": (lambda: with_paragraph("{%tr if so %}"), ["{%tr if so %}"]),
    "a comment of Jinja": (lambda: with_paragraph("{# gì đó #}"), ["{# gì đó #}"]),
    "a tag in a name": (lambda: restyled(with_tag_in_a_name), ["{{ so }}", "đoạn"]),
    "no sections": (lambda: restyled(without_sections), ["cac_muc.cac_doan", "Thiếu"]),
    "a linked picture": (
        lambda: restyled(with_linked_picture),
        ["http://127.0.0.1:9/logo.png", "đoạn “{{ loai_van_ban }}”"],
    ),
    "a field that fetches": (lambda: restyled(with_fetching_field), ["INCLUDEPICTURE", "đoạn"]),
    "an embedded file": (lambda: restyled(with_embedded_file), ["oleObject", "đoạn"]),
    "a part from the text into a cell": (
        lambda: restyled(with_loop_closed_in_a_cell),
        ["{%p if so %} … {%p endif %}", "đoạn “{%p if so %}”"],
    ),
    "a tag across a link": (
        lambda: restyled(with_tag_across_a_link),
        ["{% if so %} … {% endif %}", "đoạn"],
    ),
    "a tag across paragraphs": (
        lambda: restyled(with_tag_across_paragraphs),
        ["{", "đoạn “Số {”"],
    ),
    "a tracked change": (lambda: restyled(with_tracked_change), ["đoạn “{{ loai_van_ban }}”"]),
    "a zip bomb": (bomb, ["bộ nhớ"]),
    "a macro file": (lambda: ("mau.docm", first_template()), ["macro"]),
    "a macro file with another name": (lambda: macros(first_template()), ["macro"]),
    "a PDF called DOCX": (lambda: pdf([["x" * 40]]), ["không phải", "Word"]),
    "a PDF": (lambda: ("mau.pdf", pdf([["x" * 40]])), ["tệp Word"]),
    "a spreadsheet": (lambda: ("mau.xlsx", first_template()), ["tệp Word"]),
    "0 bytes": (lambda: b"", ["0 byte"]),
    "half a file": (lambda: first_template()[:5000], ["hỏng"]),
    "too much": (lambda: b"PK\x03\x04" + b"\0" * 10_000_000, ["10 MB"]),
}


class TestScreen:
    address = "cchc_plans_template"

    @pytest.fixture
    def send(self, client, office):
        def send(content, name="mau.docx", who="office"):
            client.force_login(office.people[who])
            file = SimpleUploadedFile(name, content)
            return client.post(reverse(self.address), {"action": "upload", "file": file})

        return send

    @pytest.mark.parametrize("case", REFUSED)
    def test_what_is_no_template_is_refused(self, case, send, report):
        sent, words = REFUSED[case]
        sent = sent()
        name, content = sent if isinstance(sent, tuple) else ("mau.docx", sent)
        answer = send(content, name)
        below = unescape(answer.content.decode()).partition("cchc-upload-template")[2]
        said = below.partition("cchc-fields")[0]
        assert [word for word in words if word not in said] == []
        assert not ReportTemplate.objects.exists()

    def test_all_that_is_wrong_is_said_at_once(self, send, report):
        def change(document):
            for number in range(12):
                document.paragraphs[0].insert_paragraph_before(f"{{{{ sai_{number} }}}}")

        errors = send(restyled(change)).context["form"].refusals
        assert len(errors) == 11 and "sai_11" in errors[0] and "2" in errors[-1]

    def test_from_uploading_to_taking_to_the_first_one_again(self, client, office, send, report):
        answer = send(with_paragraph("Chữ của Sở"))
        assert answer.url == reverse(self.address)
        template = ReportTemplate.objects.get()
        assert template.user == office.people["office"] and not ReportTemplate.in_use()
        sample = client.get(reverse("cchc_plans_template_sample", args=[template.pk]))
        assert "Chữ của Sở" in lines(sample.content)
        assert "Chữ của Sở" not in lines(report.as_docx())

        decide = reverse("cchc_plans_template_proposal", args=[template.pk])
        client.post(decide, {"action": "take"})
        assert ReportTemplate.in_use() == template
        assert "Chữ của Sở" in lines(report.as_docx())
        shown = client.get(reverse(self.address)).content.decode()
        assert "mau.docx" in shown and str(office.people["office"]) in shown
        file = client.get(reverse("cchc_plans_template_file", args=[template.pk]))
        assert file.content == bytes(template.content)

        client.post(reverse(self.address), {"action": "restore"})
        assert "Chữ của Sở" not in lines(report.as_docx())
        template.refresh_from_db()
        assert template.ended_at and template.taken_by == office.people["office"]

    def test_the_second_template_takes_the_place_of_the_first(self, client, office, send, report):
        for text in ("Mẫu một", "Mẫu hai"):
            send(with_paragraph(text))
            ReportTemplate.objects.get(taken_at=None).take(office.people["office"])
        texts = lines(report.as_docx())
        assert "Mẫu hai" in texts and "Mẫu một" not in texts
        assert ReportTemplate.objects.filter(ended_at__isnull=False).count() == 1

    def test_an_own_proposal_takes_the_place_of_the_one_before(self, send, report):
        send(with_paragraph("Mẫu một"))
        send(with_paragraph("Mẫu hai"), name="hai.docx", who="second_officer")
        send(with_paragraph("Mẫu ba"), name="ba.docx")
        names = {template.file_name for template in ReportTemplate.objects.all()}
        assert names == {"hai.docx", "ba.docx"}

    def test_who_decides_second_is_told(self, client, office, send, report):
        send(first_template())
        template = ReportTemplate.objects.get()
        template.take(office.people["second_officer"])
        decide = reverse("cchc_plans_template_proposal", args=[template.pk])
        answer = client.post(decide, {"action": "drop"}, follow=True)
        assert ReportTemplate.objects.get() == template
        assert "Đã có người quyết định" in answer.content.decode()

    def test_without_a_report_the_sample_is_one_of_this_year(self, send):
        send(first_template())
        assert ReportTemplate.objects.exists() and not Report.objects.exists()

    @pytest.mark.parametrize("who", ["unit", "leadership"])
    def test_others_change_nothing(self, who, send, office, report):
        send(first_template(), who=who)
        assert not ReportTemplate.objects.exists()

    def test_the_way_there_is_the_offices_alone(self, client, office):
        for who, is_offered in [("office", True), ("leadership", False)]:
            client.force_login(office.people[who])
            shown = client.get(reverse("cchc_plans_reports")).content.decode()
            assert (reverse(self.address) in shown) is is_offered

    def test_the_queries_do_not_grow_with_the_templates(self, client, office, report):
        person = office.people["office"]
        client.force_login(person)

        def asked():
            with CaptureQueriesContext(connection) as queries:
                client.get(reverse(self.address))
            return len(queries)

        counts = []
        for number in range(12):
            ReportTemplate.propose(f"{number}.docx", b"x", person).take(person)
            counts.append(asked())
        assert counts[-1] == counts[1] <= 14


def test_whatever_can_be_wrong_has_its_sentence():
    assert set(SENTENCES) == CODES


class TestSigned:
    def use(self, content):
        ReportTemplate.propose("mau.docx", content, None).take(None)

    def test_a_signed_report_stays_as_it_is(self, report):
        self.use(with_paragraph("Mẫu lúc ký"))
        report.sign(None, "7", date(2025, 1, 3))
        self.use(with_paragraph("Mẫu về sau"))
        report = Report.objects.get()
        assert "Mẫu lúc ký" in lines(report.as_docx())
        assert "Mẫu về sau" not in lines(report.as_docx())

    @pytest.fixture
    def broken(self, report):
        """A template that was good once: a field in it is known no more."""
        self.use(with_paragraph("{{ truong_cu }}"))
        return report

    def test_nothing_is_signed_without_a_file(self, client, office, broken):
        Report.objects.update(state="approved", live=True)
        client.force_login(office.people["leadership"])
        address = reverse("cchc_plans_report", args=[broken.pk])
        form = {"action": "sign", "number": "7", "issued_on": "2025-01-03"}
        answer = client.post(address, form, follow=True)
        broken.refresh_from_db()
        assert (broken.state, broken.number, broken.signed_at) == ("approved", "", None)
        assert "truong_cu" in answer.content.decode()

    def test_a_download_says_why_there_is_none(self, client, office, broken):
        client.force_login(office.people["office"])
        address = reverse("cchc_plans_report_file", args=[broken.pk, "docx"])
        assert "truong_cu" in client.get(address, follow=True).content.decode()
        assert client.get(reverse("cchc_plans_report_file", args=[broken.pk, "xlsx"])).content

    def test_the_command_says_it_too(self, broken, tmp_path):
        with pytest.raises(CommandError, match="truong_cu"):
            call_command("cchc_report", "2024", str(tmp_path / "bc.docx"), verbosity=0)
        with pytest.raises(BadTemplate):
            broken.as_docx()
