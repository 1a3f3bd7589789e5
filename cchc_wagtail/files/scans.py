"""Text of scanned pages, by tesseract where it is installed with Vietnamese."""

import re
import shutil
import subprocess
from functools import cache

#: Pages of a scan that are recognised: about four seconds each.
MOST_PAGES = 60
#: Dots an inch at which tesseract reads best.
RESOLUTION = 300
_COLUMNS = re.compile(r" {4,}")
#: One letter, of which tesseract often makes two.
_TWICE = re.compile("[ĐÐ]{2}")


@cache
def can_recognise() -> bool:
    """Tell whether the command ``tesseract`` is here and knows Vietnamese."""
    command = shutil.which("tesseract")
    if command is None:
        return False
    known = subprocess.run(
        [command, "--list-langs"], capture_output=True, text=True, timeout=20, check=False
    )
    return "vie" in known.stdout.split()


def recognise(picture: bytes) -> str:
    """Return the text on the ``picture`` of a page, a PNG, what stands in columns line by line.

    Raises:
        OSError: tesseract does not do it.
    """
    options = ["-l", "vie", "--dpi", str(RESOLUTION), "--psm", "6"]
    done = subprocess.run(
        ["tesseract", "-", "-", *options, "-c", "preserve_interword_spaces=1"],
        input=picture,
        capture_output=True,
        check=False,
    )
    if done.returncode:
        raise OSError(done.stderr.decode(errors="replace"))
    text = _COLUMNS.sub("\n", done.stdout.decode())
    return _TWICE.sub("Đ", text)
