"""Files that are broken, or made to harm: each gives one reason, and nothing else happens."""

import io
import subprocess
import sys
import threading
import zipfile
from http.server import BaseHTTPRequestHandler, HTTPServer

import docx
import pytest
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from PIL import Image

from cchc_wagtail.files import UnreadableFile, opening, read_file
from cchc_wagtail.files.opening import MOST_BYTES
from cchc_wagtail.files.reading import CODES

from . import making

WORD = making.decision()
PDF = making.pdf([["Some text that stands on the page and is long enough to be text."]])
DOCTYPE = b'<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a "x"><!ENTITY b "&a;&a;">]><w>&b;</w>'


def bomb():
    """A DOCX whose text unpacks to two gigabytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr("[Content_Types].xml", "<x/>")
        with parts.open("word/document.xml", "w", force_zip64=True) as part:
            for _ in range(400):
                part.write(b" " * 1_000_000)
    return out.getvalue()


def deep():
    """A DOCX with elements within elements, more than any parser stands."""
    xml = b"<w:p>" * 200_000
    return making.with_part(WORD, "word/document.xml", xml)


FILES = {
    "0 bytes": ("a.docx", b"", "empty"),
    "a picture": ("a.png", b"\x89PNG\r\n", "unknown_type"),
    "no ending": ("a", WORD, "unknown_type"),
    "an old Word file": ("a.doc", b"\xd0\xcf\x11\xe0" + b"\0" * 600, "old_word"),
    "an old Word file with a new name": ("a.docx", b"\xd0\xcf\x11\xe0" + b"\0" * 600, "old_word"),
    "a locked Word file": (
        "a.docx",
        b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"),
        "encrypted",
    ),
    "a locked PDF": ("a.pdf", making.pdf([["x"]], encrypted=True), "encrypted"),
    "a PDF called DOCX": ("a.docx", PDF, "not_what_it_says"),
    "a DOCX called PDF": ("a.pdf", WORD, "not_what_it_says"),
    "a DOCX called TXT": ("a.txt", WORD, "not_what_it_says"),
    "a text called HTML": ("a.html", b"Khong co the nao", "not_what_it_says"),
    "an XLSX called DOCX": (
        "a.docx",
        making.with_part(b"PK\x05\x06" + b"\0" * 18, "[Content_Types].xml", b"<x/>"),
        "not_what_it_says",
    ),
    "bytes called TXT": ("a.txt", bytes(range(256)), "not_what_it_says"),
    "a file with macros": ("a.docm", WORD, "macros"),
    "macros under another name": (
        "a.docx",
        making.with_part(WORD, "word/vbaProject.bin", b"x"),
        "macros",
    ),
    "a truncated DOCX": ("a.docx", WORD[: len(WORD) // 2], "broken"),
    "a truncated PDF": ("a.pdf", PDF[:40], "broken"),
    "rubbish in a DOCX": (
        "a.docx",
        making.with_part(WORD, "word/document.xml", b"<w:document"),
        "broken",
    ),
    "XML entities": ("a.docx", making.with_part(WORD, "word/document.xml", DOCTYPE), "hostile"),
    "XML entities in another part": (
        "a.docx",
        making.with_part(WORD, "word/styles.xml", DOCTYPE),
        "hostile",
    ),
    "XML entities behind a long comment": (
        "a.docx",
        making.with_part(WORD, "word/document.xml", b"<!--" + b" " * 9000 + b"-->" + DOCTYPE[21:]),
        "hostile",
    ),
    "XML entities in wide letters": (
        "a.docx",
        making.with_part(WORD, "word/document.xml", DOCTYPE[21:].decode().encode("utf-16")),
        "hostile",
    ),
    "a PDF of 1,000 pages": ("a.pdf", making.pdf([["x"]] * 1000), "too_many_pages"),
    "a PDF without text": ("a.pdf", making.pdf([[]]), "no_text"),
    "a text of spaces": ("a.txt", b" \n \n", "no_text"),
    "two million letters": ("a.txt", b"abc " * 500_000, "too_long"),
}


def code_of(name, content, **options):
    with pytest.raises(UnreadableFile) as raised:
        read_file(name, content, **options)
    return raised.value.code


@pytest.mark.parametrize("case", FILES)
def test_each_gives_its_reason(case):
    name, content, code = FILES[case]
    assert code_of(name, content) == code


def test_a_zip_bomb_is_not_unpacked():
    assert code_of("a.docx", bomb()) == "too_much"


def test_elements_within_elements_end_the_process_at_most():
    assert code_of("a.docx", deep()) in {"broken", "too_much"}


def test_a_file_bigger_than_is_taken():
    assert code_of("a.pdf", b"%PDF-" + bytes(MOST_BYTES)) == "too_big"


def test_a_scan_says_that_it_is_one():
    page = Image.new("RGB", (600, 800), "white")
    assert code_of("a.pdf", making.picture_pdf(page), recognise=False) == "scan"


def test_what_takes_too_long_is_ended(monkeypatch):
    monkeypatch.setattr(opening, "MOST_SECONDS", 0.01)
    assert code_of("a.docx", WORD) == "too_slow"


def test_memory_has_a_limit():
    """A process that wants more than its share is refused it, and the site goes on."""
    pytest.importorskip("resource")
    code = (
        "from cchc_wagtail.files.limits import limit\nlimit(recognise=False)\n"
        "x = bytearray(3_000_000_000)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert "MemoryError" in done.stderr


@pytest.fixture
def asked():
    """Addresses at which a server of this machine was asked, and the port it listens on."""
    asked = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path)
            self.send_response(404)
            self.end_headers()

        def log_message(self, *args):
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield asked, server.server_port
    server.shutdown()


def test_an_external_picture_is_not_fetched(asked):
    asked, port = asked
    file = docx.Document()
    key = file.part.relate_to(
        f"http://127.0.0.1:{port}/a.png", RELATIONSHIP_TYPE.IMAGE, is_external=True
    )
    run = file.add_paragraph("Căn cứ").add_run()
    run._r.append(
        parse_xml(
            f"<w:drawing {nsdecls('w', 'wp', 'a', 'pic', 'r')}><wp:inline><a:graphic>"
            f'<a:graphicData><pic:pic><pic:blipFill><a:blip r:link="{key}"/></pic:blipFill>'
            "</pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing>"
        )
    )
    assert "Căn cứ" in read_file("a.docx", making.saved(file)).text
    html = f"<p>Căn cứ <img src='http://127.0.0.1:{port}/b.png'></p>".encode()
    assert "Căn cứ" in read_file("a.html", html).text
    assert asked == []


def test_every_reason_is_known():
    assert {code for _name, _content, code in FILES.values()} <= CODES


def test_nothing_of_the_site_is_handed_to_the_process(monkeypatch):
    """No secret of the environment goes where a file from outside is opened."""
    seen = {}

    def run(command, **options):
        seen.update(options["env"])
        raise opening.subprocess.TimeoutExpired(command, 1)

    monkeypatch.setenv("DATABASE_URL", "postgresql://secret")
    monkeypatch.setattr(opening.subprocess, "run", run)
    code_of("a.docx", WORD, recognise=False)
    assert "DATABASE_URL" not in seen and "PATH" in seen
