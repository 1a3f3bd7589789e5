"""Text of scanned pages, by tesseract where it is installed with Vietnamese."""

import shutil
import subprocess
from functools import cache

#: Pages of a scan that are recognised: about four seconds each.
MOST_PAGES = 60
#: Dots an inch at which tesseract reads best.
RESOLUTION = 300


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
    """Return the text on the ``picture`` of a page, a PNG.

    Raises:
        OSError: tesseract does not do it.
    """
    done = subprocess.run(
        ["tesseract", "-", "-", "-l", "vie", "--dpi", str(RESOLUTION), "--psm", "6"],
        input=picture,
        capture_output=True,
        check=False,
    )
    if done.returncode:
        raise OSError(done.stderr.decode(errors="replace"))
    return done.stdout.decode()
