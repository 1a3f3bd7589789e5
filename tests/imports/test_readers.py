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
        assert "Tên thủ tục" in refused(xlsx([[*HEAD, "Tên thủ tục"], ["1.1", "a", "b"]]))

    def test_unknown_with_a_guess(self):
        message = refused(csv("Mã thủ tục,Tên thủ tụcc\n1.1,Một\n"))
        assert "Tên thủ tụcc" in message and "Tên thủ tục”" in message

    def test_too_many(self):
        refused(xlsx([[*HEAD, *(f"c{n}" for n in range(300))]]))


class TestCells:
    def test_merged(self):
        assert "A2:A3" in refused(
            xlsx([HEAD, ["1.1", "a"], ["", "b"]], lambda sheet: sheet.merge_cells("A2:A3"))
        )

    def test_a_formula_is_an_error_of_its_row(self):
        row = next(read_rows(xlsx([HEAD, ["1.1", "=A2&A3"]]), COLUMNS))
        assert row.messages[0].column == "Tên thủ tục (B2)" and row.messages[0].found == "=A2&A3"

    def test_beside_the_table(self):
        row = next(read_rows(csv("Mã thủ tục\n1.1,Một\n"), COLUMNS))
        assert row.messages[0].column == "B2" and row.messages[0].found == "Một"

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
            named(b'[{"ma": "1"}]', "x.json"),
            csv("Mã thủ tục\n1.1\n", "utf-16"),
            named("Mã thủ tục,Tên thủ tục\n1.1,Hộ chiếu".encode("cp1258", "ignore"), "x.csv"),
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
        assert {message.column for message in rows[0].messages} == {"ma", "la"}
