"""What LibreOffice prints of a Word file is read as the Word file is, tables and all."""

import shutil
import subprocess

import pytest

from cchc_wagtail.citations import read_head
from cchc_wagtail.files import read_file
from cchc_wagtail.files.lines import joined, lines_of_text
from cchc_wagtail.files.ruled import Box, grids
from tests.parts import install

from . import making


@pytest.fixture(scope="module")
def printed(tmp_path_factory):
    """Print the bytes of a DOCX; gives those of the PDF."""
    if shutil.which("soffice") is None:
        install("libreoffice-writer-nogui")
    if shutil.which("soffice") is None:
        pytest.skip("LibreOffice is not installed")
    folder = tmp_path_factory.mktemp("printed")

    def printed(content):
        source = folder / "a.docx"
        source.write_bytes(content)
        command = ["soffice", "--headless", "--convert-to", "pdf", "--outdir", folder, source]
        subprocess.run(command, check=True, capture_output=True, timeout=120)
        return source.with_suffix(".pdf").read_bytes()

    return printed


def test_a_decision_with_a_regulation_and_a_table(printed):
    content = making.decision()
    word, pdf = read_file("a.docx", content), read_file("a.pdf", printed(content))
    assert pdf.body == word.body
    assert (pdf.attached, pdf.tables, pdf.articles) == (word.attached, 1, word.articles)
    for field in ("type", "number", "issuer", "issued_on", "title", "signatory", "effective_from"):
        assert getattr(read_head(pdf.text), field) == getattr(read_head(word.text), field)


@pytest.mark.parametrize("name", ["49-2019-QH14", "45-2020-ND-CP"])
def test_a_law_of_many_pages(printed, shared_data, name):
    text = (shared_data / "law" / f"{name}.txt").read_text(encoding="utf-8")
    paragraphs = [one.text for one in joined(lines_of_text(text))]
    content = making.paragraphs(paragraphs)
    word, pdf = read_file("a.docx", content), read_file("a.pdf", printed(content))
    assert pdf.pages > 10
    assert pdf.articles == word.articles
    words, printed_words = set(word.body.split("</p>")), set(pdf.body.split("</p>"))
    assert len(words & printed_words) > 0.97 * len(words)


def strokes(*lines):
    return [Box(*line) for line in lines]


def test_a_cell_over_two_rows_and_one_over_two_columns():
    lying = [(0, y, 200, y) for y in (0, 100)] + [(100, 50, 200, 50)]
    standing = [(x, 0, x, 100) for x in (0, 100, 200)] + [(150, 0, 150, 50)]
    (grid,) = grids(strokes(*lying, *standing))
    assert [[(wide, deep) for _box, wide, deep in row] for row in grid.rows()] == [
        [(1, 2), (2, 1)],
        [(1, 1), (1, 1)],
    ]


def test_a_frame_and_a_line_below_a_heading_are_no_tables():
    assert grids(strokes((0, 0, 200, 100), (0, 300, 200, 300))) == []
