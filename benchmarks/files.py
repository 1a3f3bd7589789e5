"""How fast legal documents are read from files, and how much of their parts is found.

    python -m benchmarks.files

Made from the texts of the reference data, where they are at hand: Word files by code, a PDF of 100
pages by LibreOffice where it is installed. Each is opened in a process of its own, as on a site.
"""

import io
import re
import shutil
import subprocess
import tempfile
import time
from pathlib import Path

import docx

from .sample import ROOT

LAW = ROOT.parent / "shared" / "data" / "law"


def run():
    """Print texts a second of each kind, articles found, and the time of a long PDF."""
    if not LAW.exists():
        print("The reference data (../shared/data) is not here: nothing is measured.")
        return
    texts = {path.stem: path.read_text(encoding="utf-8") for path in sorted(LAW.glob("*.txt"))}
    print(f"\n{'':<8}{'files':>8}{'files/s':>10}{'articles found':>18}{'number right':>15}")
    measure("txt", {f"{name}.txt": text.encode() for name, text in texts.items()})
    measure("docx", {f"{name}.docx": word_file(text) for name, text in texts.items()})
    long_pdf(texts)


def measure(kind, files):
    from cchc_wagtail.citations import read_head
    from cchc_wagtail.files import read_file

    found = expected = right = 0
    begun = time.perf_counter()
    read = {name: read_file(name, content) for name, content in files.items()}
    taken = time.perf_counter() - begun
    for name, one in read.items():
        numbers = {int(n) for n in re.findall(r"<(?:h\d|p)>(?:<b>)?Điều (\d+)", one.body)}
        if one.articles > 3:
            found, expected = found + len(numbers), expected + max(numbers, default=0)
        number = read_head(one.text).number
        right += number is None or number.replace("/", "-").replace("Đ", "D") == Path(name).stem
    print(
        f"{kind:<8}{len(files):>8}{len(files) / taken:>10.1f}{found / expected:>18.1%}"
        f"{right / len(files):>15.1%}"
    )


def word_file(text):
    """Return the bytes of a DOCX with the paragraphs of ``text``, as they are broken there."""
    file = docx.Document()
    for line in text.splitlines():
        if line.strip():
            file.add_paragraph(line)
    out = io.BytesIO()
    file.save(out)
    return out.getvalue()


def long_pdf(texts):
    from cchc_wagtail.files import read_file

    if shutil.which("soffice") is None:
        print("A PDF of 100 pages: not measured, for LibreOffice is not installed")
        return
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "long.docx"
        text = "\n".join(texts.values())
        source.write_bytes(word_file(text[:116_000]))
        command = ["soffice", "--headless", "--convert-to", "pdf", "--outdir", folder, source]
        subprocess.run(command, check=True, capture_output=True)
        content = (Path(folder) / "long.pdf").read_bytes()
    begun = time.perf_counter()
    read = read_file("long.pdf", content)
    taken = time.perf_counter() - begun
    print(f"A PDF of {read.pages} pages, {len(read.text):,} characters: {taken:.1f} s")


if __name__ == "__main__":
    run()
