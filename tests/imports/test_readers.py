"""Files of every kind of wrong: a clear message, and nothing is read."""

import io
import json
import zipfile

import pytest
from openpyxl import Workbook

from cchc_wagtail.imports import readers
from cchc_wagtail.imports.importer import Column
from cchc_wagtail.imports.readers import UnreadableFile, check_file, read_rows

COLUMNS = [Column("ma", "Mã thủ tục", required=True), Column("ten", "Tên thủ tục")]


def named(content, name):
    file = io.BytesIO(content)
    file.name = name
    return file


def xlsx(rows, change=None):
    book = Workbook()
    for row in rows:
        book.active.append(row)
    if change:
        change(book.active)
    file = io.BytesIO()
    book.save(file)
    return named(file.getvalue(), "x.xlsx")


def csv(text, encoding="utf-8"):
    return named(text.encode(encoding), "x.csv")


def refused(file):
    with pytest.raises(UnreadableFile) as error:
        check_file(file, COLUMNS)
    return str(error.value)


def head(file):
    return check_file(file, COLUMNS)


HEAD = ["Mã thủ tục *", "Tên thủ tục"]


@pytest.mark.parametrize(
    "file",
    [
        csv("Mã thủ tục,Tên thủ tục\n1.1,Một\n,\n"),
        csv("\ufeffma thu tuc;TEN_THU_TUC\n1.1;Một\n"),
        xlsx([HEAD, ["1.1", "Một"], [None, None]]),
        named(b'{"ma": "1.1", "ten": "M\xe1\xbb\x99t"}\n\n', "x.jsonl"),
    ],
)
def test_the_three_kinds(file):
    assert [row.values for row in read_rows(file, COLUMNS)] == [{"ma": "1.1", "ten": "Một"}]


def test_rows_keep_their_numbers():
    assert [r.number for r in read_rows(csv("Mã thủ tục\n1.1\n\n1.2\n"), COLUMNS)] == [2, 4]


class TestColumns:
    def test_missing(self):
        assert "Mã thủ tục" in refused(csv("Tên thủ tục\nMột\n"))

    def test_doubled(self):
        file = xlsx([[*HEAD, "Tên thủ tục"], ["1.1", "a", "b"]])
        assert head(file).unknown == {"Tên thủ tục (2)": ""}
        with pytest.raises(UnreadableFile, match="Tên thủ tục"):
            check_file(file, COLUMNS, {"Tên thủ tục (2)": "ten"})

    def test_unknown_with_a_guess(self):
        file = csv("Mã thủ tục,Tên thủ tụcc,Ghi chú\n1.1,Một,\n")
        assert head(file).unknown == {"Tên thủ tụcc": "ten", "Ghi chú": ""}
        assert [row.values for row in read_rows(file, COLUMNS)] == [{"ma": "1.1"}]
        mapping = {"Tên thủ tụcc": "ten", "Ghi chú": ""}
        rows = [row.values for row in read_rows(file, COLUMNS, mapping)]
        assert rows == [{"ma": "1.1", "ten": "Một"}]

    def test_too_many(self):
        refused(xlsx([[*HEAD, *(f"c{n}" for n in range(300))]]))


class TestCells:
    def test_a_merged_cell_is_the_value_of_each_of_its_rows(self):
        file = xlsx([HEAD, ["1.1", "a"], ["1.2", ""]], lambda sheet: sheet.merge_cells("B2:B3"))
        assert [row.values["ten"] for row in read_rows(file, COLUMNS)] == ["a", "a"]

    def test_a_formula_is_an_error_of_its_row(self):
        row = next(read_rows(xlsx([HEAD, ["1.1", "=A2&A3"]]), COLUMNS))
        assert row.messages[0].column == "Tên thủ tục (B2)" and row.messages[0].found == "=A2&A3"

    def test_beside_the_table(self):
        assert head(csv("Mã thủ tục\n1.1,Một\n")).unknown == {"(B)": ""}

    def test_numbers_and_dates_become_text(self):
        import datetime

        rows = list(read_rows(xlsx([HEAD, [5, datetime.date(2024, 4, 4)]]), COLUMNS))
        assert rows[0].values == {"ma": "5", "ten": "04/4/2024"}


class TestFiles:
    @pytest.mark.parametrize(
        "file",
        [
            named(b"", "x.xlsx"),
            named(b"   \n", "x.csv"),
            named(b"%PDF-1.7 \xff\x00", "x.csv"),
            named(b"\x89PNG\r\n\x1a\n\x00", "anh.png"),
            named(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "x.xls"),
            named(b"PK\x03\x04 torn", "x.xlsx"),
            named(b'[{"ma": "1"}', "x.json"),
            named(b'{"du_lieu": {"tong": 5}}', "x.json"),
            named("M· thñ tôc,Tªn\n1.1,CÊp hé chiÕu\n".encode("cp1252"), "x.csv"),
            named("Mã thủ tục,Tên\n1.1,Cấp hộ chiếu\n".encode("cp1252", "replace"), "x.csv"),
            csv("MIME-Version: 1.0\n"),
            named(b'<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">', "x.xml"),
            named(b"<html><p>1.1</p></html>", "x.xls"),
            csv('Mã thủ tục\n"1.1'),
            csv("Mã thủ tục,Tên thủ tục\n"),
        ],
    )
    def test_refused_in_words(self, file):
        assert len(refused(file)) > 15

    def test_a_zip_that_is_no_spreadsheet(self):
        file = io.BytesIO()
        with zipfile.ZipFile(file, "w") as archive:
            archive.writestr("a.txt", "a")
        assert "XLSX" in refused(named(file.getvalue(), "x.xlsx"))

    def test_a_zip_bomb_is_not_unpacked(self):
        file = io.BytesIO()
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("xl/workbook.xml", "<a/>")
            with archive.open("xl/worksheets/sheet1.xml", "w") as part:
                for _ in range(40):
                    part.write(bytes(1_000_000))
        assert len(file.getvalue()) < 100_000
        assert "MB" in refused(named(file.getvalue(), "x.xlsx"))

    def test_entities_that_grow(self):
        source = xlsx([HEAD, ["1.1", "a"]])
        file = io.BytesIO()
        bomb = '<!DOCTYPE w [<!ENTITY a "aaaaaaaaaa">' + "".join(
            f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9)
        )
        with zipfile.ZipFile(source) as old, zipfile.ZipFile(file, "w") as new:
            for part in old.infolist():
                content = old.read(part.filename)
                if part.filename == "xl/worksheets/sheet1.xml":
                    content = content.replace(b"<worksheet", bomb.encode() + b"]><worksheet", 1)
                    content = content.replace(b"<v>", b"<v>&j;", 1)
                new.writestr(part.filename, content)
        refused(named(file.getvalue(), "x.xlsx"))

    def test_100_000_rows(self):
        message = refused(csv("Mã thủ tục\n" + "1.1\n" * 100_000))
        assert "20.000" in message

    def test_too_big(self, monkeypatch):
        monkeypatch.setattr(readers, "MAX_BYTES", 10)
        assert "MB" in refused(csv("Mã thủ tục\n1.1\n"))


class TestJsonLines:
    @pytest.mark.parametrize("line", ["{", "5", "null", '{"ma": "1"', "[" * 3000])
    def test_a_broken_line_is_an_error_of_its_row(self, line):
        content = json.dumps({"ma": "1.1"}) + "\n" + line + "\n"
        rows = list(read_rows(named(content.encode(), "x.jsonl"), COLUMNS))
        assert not rows[0].messages and rows[1].messages[0].is_error and rows[1].number == 2

    def test_unknown_and_doubled_fields(self):
        rows = list(read_rows(named(b'{"ma": "1", "ma": "2", "la": 1}', "x.jsonl"), COLUMNS))
        assert {message.column for message in rows[0].messages} == {"ma"}
        assert head(named(b'{"ma": "1", "la": 1, "trong": ""}', "x.jsonl")).unknown == {"la": ""}


MAPPED = [{"ma": "1.001200", "ten": "Cấp lại hộ chiếu"}]
LINE = "1.001200,Cấp lại hộ chiếu"


def values(file, mapping=None):
    return [row.values for row in read_rows(file, COLUMNS, mapping)]


def cp1258(text):
    """Encode as Windows does in Vietnam: letters with a tone are two characters there."""
    import unicodedata

    def parts(one):
        base, *marks = unicodedata.normalize("NFD", one)
        tones = [mark for mark in marks if mark in "\u0300\u0301\u0303\u0309\u0323"]
        shape = [mark for mark in marks if mark not in tones]
        return unicodedata.normalize("NFC", base + "".join(shape)) + "".join(tones)

    return "".join(parts(one) for one in text).encode("cp1258")


class TestWhatVietnameseExcelSaves:
    TEXT = f"Mã thủ tục,Tên thủ tục\r\n{LINE}\r\n"

    @pytest.mark.parametrize(
        "content, name",
        [
            (TEXT.encode("utf-8-sig"), "CSV UTF-8.csv"),
            (TEXT.replace(",", ";").encode("utf-8-sig"), "x.csv"),
            (cp1258(TEXT), "CSV (Comma delimited).csv"),
            (cp1258(TEXT.replace(",", ";")), "x.csv"),
            (TEXT.replace(",", "\t").encode("utf-16"), "Unicode Text.txt"),
            (TEXT.replace(",", "\t").encode("utf-16-le"), "x.txt"),
            (TEXT.replace(",", "\t").encode(), "x.tsv"),
            (f"sep=;\r\n{TEXT.replace(',', ';')}".encode(), "x.csv"),
            (TEXT.replace("1.001200", '"=""1.001200"""').encode(), "x.csv"),
            (TEXT.encode(), "không có đuôi"),
        ],
    )
    def test_is_read(self, content, name):
        from cchc_wagtail.language import normalise

        (row,) = values(named(content, name))
        assert row["ma"] == "1.001200" and normalise(row["ten"]) == "Cấp lại hộ chiếu"

    @pytest.mark.parametrize("separator", [";", "\t", ","])
    def test_headings_with_commas(self, separator):
        columns = [
            Column("so", "Số, ký hiệu", required=True),
            Column("co", "Cơ quan, tổ chức ban hành"),
        ]
        import csv as writer

        out = io.StringIO()
        rows = [["Số, ký hiệu", "Cơ quan, tổ chức ban hành"], ["1/QĐ", "Bộ Y tế, Bộ Công an"]]
        writer.writer(out, delimiter=separator).writerows(rows)
        found = list(read_rows(csv(out.getvalue()), columns))
        assert [row.values for row in found] == [{"so": "1/QĐ", "co": "Bộ Y tế, Bộ Công an"}]

    def test_html_named_xls(self):
        page = """<html xmlns:o="x"><head><style>td {}</style></head><body>
        <table><tr><td colspan=2><b>DANH SÁCH</b></td></tr></table>
        <table><tr><td colspan="3">THỦ TỤC</td></tr>
        <tr><th>STT<th>Mã<br>thủ tục</th><th>Tên thủ tục</tr>
        <tr><td>1</td><td>1.001200</td><td rowspan=2>Cấp lại\n hộ&nbsp;chiếu</td></tr>
        <tr style="display: none"><td>2</td><td>1.001201</td></tr></table>"""
        file = named(page.encode("utf-8"), "VanBan.xls")
        rows = list(read_rows(file, COLUMNS))
        assert [row.values["ma"] for row in rows] == ["1.001200", "1.001201"]
        assert {row.values["ten"] for row in rows} == {"Cấp lại hộ chiếu"}
        assert "4" in head(file).notes[0] and not rows[1].messages[0].is_error

    @pytest.mark.parametrize(
        "content",
        [
            json.dumps(MAPPED),
            json.dumps(MAPPED[0], indent=2),
            json.dumps({"ok": True, "data": {"items": MAPPED}}),
            '{"Mã thủ tục": "1.001200", "ten": "Cấp lại hộ chiếu"}',
        ],
    )
    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
    def test_json_in_other_shapes(self, content, encoding):
        assert values(named(content.encode(encoding), "x.json")) == MAPPED


class TestTheHead:
    def test_below_titles_and_mottos(self):
        rows = [
            ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"],
            [],
            ["DANH SÁCH TÊN THỦ TỤC", "", "Tên thủ tục"],
            ["STT", "Mã TTHC:", "Tên thủ tục (*)"],
            ["(1)", "(2)", "(3)"],
            [1, "1.001200", "Cấp lại hộ chiếu"],
        ]
        columns = [Column("ma", "Mã thủ tục", required=True, names=("Mã TTHC",)), COLUMNS[1]]
        file = xlsx(rows, lambda sheet: sheet.merge_cells("A1:C1"))
        assert [row.values for row in read_rows(file, columns)] == MAPPED
        assert check_file(file, columns).unknown == {}

    def test_of_two_rows(self):
        def merge(sheet):
            sheet.merge_cells("A1:A2")
            sheet.merge_cells("B1:C1")

        rows = [["Mã thủ tục", "Thủ tục", ""], ["", "Tên thủ tục", "Ghi chú"], ["1.1", "a", "b"]]
        file = xlsx(rows, merge)
        assert head(file).unknown == {"Ghi chú": ""} and values(file) == [{"ma": "1.1", "ten": "a"}]

    def test_titles_between_the_rows_are_left_out_and_told(self):
        rows = [HEAD, ["I. HỘ TỊCH", ""], ["1.1", "a"]]
        file = xlsx(rows, lambda sheet: sheet.merge_cells("A2:B2"))
        assert values(file) == [{"ma": "1.1", "ten": "a"}] and "2" in head(file).notes[0]

    def test_a_file_of_which_nothing_is_known_can_be_mapped(self):
        file = xlsx([["BÁO CÁO"], ["Code", "Name"], ["1.001200", "Cấp lại hộ chiếu"]])
        assert head_of_unknown(file).unknown == {"Code": "", "Name": ""}
        assert values(file, {"Code": "ma", "Name": "ten"}) == MAPPED

    def test_on_another_sheet(self):
        def more(sheet):
            sheet.title = "Bìa"
            other = sheet.parent.create_sheet("Dữ liệu")
            other.append(HEAD)
            other.append(["1.1", "a"])

        file = xlsx([["Danh sách"]], more)
        assert values(file) == [{"ma": "1.1", "ten": "a"}] and "Bìa" in head(file).notes[0]


def head_of_unknown(file):
    from cchc_wagtail.imports.readers import read_head

    return read_head(file, COLUMNS)


class TestWhatTheCellShows:
    @pytest.mark.parametrize(
        "value, number_format, shown",
        [
            (1.0012, "0.00000", "1.00120"),
            (1.0012, "0.000000", "1.001200"),
            (1.00145, "General", "1.00145"),
            (0.1 + 0.2, "General", "0.3"),
            (7, "000", "007"),
            (0.125, "0.0%", "12.5%"),
            (0.5, "0%", "50%"),
            (1234567, "#,##0", "1.234.567"),
            (1234567.5, '#,##0.00" đồng"', "1.234.567,50 đồng"),
            (200000, "#,##0\\ [$₫-42A]", "200.000 ₫"),
            (45, '0" ngày làm việc"', "45 ngày làm việc"),
            (123456789012, "0.00E+00", "123456789012"),
            (1e21, "General", "1000000000000000000000"),
            (-3, "0;[Red]-0", "-3"),
            (True, "General", "TRUE"),
        ],
    )
    def test_numbers(self, value, number_format, shown):
        def change(sheet):
            sheet["B2"].number_format = number_format

        assert values(xlsx([HEAD, ["1.1", value]], change))[0]["ten"] == shown

    def test_a_formula_shows_its_value(self):
        source = xlsx([HEAD, ["1.1", "=1+1"]])
        file = io.BytesIO()
        with zipfile.ZipFile(source) as old, zipfile.ZipFile(file, "w") as new:
            for part in old.infolist():
                content = old.read(part.filename)
                content = content.replace(b"<v />", b"<v>2</v>").replace(b"<v></v>", b"<v>2</v>")
                new.writestr(part.filename, content)
        assert values(named(file.getvalue(), "x.xlsx"))[0]["ten"] == "2"

    @pytest.mark.parametrize("error", ["#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?"])
    @pytest.mark.parametrize("make", [xlsx, lambda rows: csv("\n".join(map(",".join, rows)))])
    def test_an_error_is_one_of_its_row(self, error, make):
        table = [["Mã thủ tục", "Tên thủ tục"], ["1.1", error], ["1.2", "a"]]
        rows = list(read_rows(make(table), COLUMNS))
        assert rows[0].messages[0].is_error and rows[0].messages[0].found == error
        assert "ten" not in rows[0].values and not rows[1].messages

    def test_a_number_that_was_cut_is_an_error_of_its_row(self):
        (row,) = read_rows(csv("Mã thủ tục,Tên thủ tục\n1.1,1.23E+11\n"), COLUMNS)
        assert row.messages[0].is_error

    def test_a_field_of_json_has_an_end(self):
        longest = "a" * 2_000_000
        file = named(
            f'{{"ma": "1", "ten": "{longest}"}}\n{{"ma": "2", "ten": "a"}}'.encode(), "x.jsonl"
        )
        first, second = read_rows(file, COLUMNS)
        assert first.messages[0].is_error and not second.messages

    def test_hidden_rows_are_told(self):
        def hide(sheet):
            for number in (3, 4):
                sheet.row_dimensions[number].hidden = True

        file = xlsx([HEAD, ["1.1", "a"], ["1.2", "b"], ["1.3", "c"]], hide)
        assert "3–4" in head(file).notes[0]
        assert [bool(row.messages) for row in read_rows(file, COLUMNS)] == [False, True, True]

    def test_hidden_columns_are_told(self):
        def hide(sheet):
            sheet.column_dimensions["B"].hidden = True

        file = xlsx([HEAD, ["1.1", "a"]], hide)
        assert HEAD[1] in head(file).notes[0]
        assert values(file)[0]["ten"] == "a"

    def test_a_formatted_cell_in_the_last_row(self):
        import time

        def format(sheet):
            sheet["A1048576"].number_format = "0.00"

        file = xlsx([HEAD, ["1.1", "a"]], format)
        start = time.monotonic()
        assert len(values(file)) == 1 and time.monotonic() - start < 10
