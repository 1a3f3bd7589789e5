"""Fails when the Vietnamese catalogue lags behind the strings in the code (``make lint``)."""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import polib

from tests.parts import install

PACKAGE = Path(__file__).resolve().parent.parent / "cchc_wagtail"
CATALOGUE = PACKAGE / "locale" / "vi" / "LC_MESSAGES" / "django.po"


def extracted():
    """Return the catalogue that the code asks for, as ``{(context, msgid): entry}``."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / PACKAGE.name
        shutil.copytree(PACKAGE, copy, ignore=shutil.ignore_patterns("__pycache__", "*.mo"))
        subprocess.run(
            [sys.executable, "-m", "django", "makemessages", "--locale", "vi", "--verbosity", "0"],
            cwd=copy,
            check=True,
        )
        return entries(polib.pofile(str(copy / CATALOGUE.relative_to(PACKAGE))))


def entries(catalogue):
    return {(entry.msgctxt, entry.msgid): entry for entry in catalogue if not entry.obsolete}


def problems():
    """Yield one line for every message that is missing, superfluous or untranslated."""
    catalogue = polib.pofile(str(CATALOGUE))
    here, wanted = entries(catalogue), extracted()
    for key in wanted.keys() - here.keys():
        yield f"not in the catalogue: {key[1]!r}"
    for key in here.keys() - wanted.keys():
        yield f"no longer in the code: {key[1]!r}"
    for key, entry in here.items():
        if not entry.translated():
            yield f"not translated: {key[1]!r}"
    compiled = entries(polib.mofile(str(CATALOGUE.with_suffix(".mo"))))
    if {k: (e.msgstr, e.msgstr_plural) for k, e in compiled.items()} != {
        k: (e.msgstr, e.msgstr_plural) for k, e in here.items()
    }:
        yield "django.mo is older than django.po: run make messages"


def main():
    if shutil.which("xgettext") is None and not install("gettext"):
        print("Not checked: the catalogue (GNU gettext is missing).")
        return 1 if os.environ.get("CI") == "true" else 0
    found = list(problems())
    print("\n".join(found) or "The Vietnamese catalogue is complete.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
