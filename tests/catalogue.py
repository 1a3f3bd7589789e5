"""The Vietnamese catalogue, one for all rooms, against the strings in the code.

``make lint`` fails when it lags behind; ``make messages`` adds what is new, to be translated, and
compiles it. It stands in the room ``portal``, where Django finds it, as the package is no app.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import polib

from tests.parts import install

PACKAGE = Path(__file__).resolve().parent.parent / "cchc_wagtail"
LOCALE = PACKAGE / "portal" / "locale"
WAGTAIL_LOCALE = PACKAGE / "wagtail_vi" / "locale"  # holds Wagtail's strings, not the package's
FILE = Path("vi", "LC_MESSAGES", "django.po")


def extracted():
    """Return the catalogue as the code asks for it, with the translations there are."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / PACKAGE.name
        shutil.copytree(PACKAGE, copy, ignore=shutil.ignore_patterns("__pycache__", "*.mo"))
        shutil.move(copy / LOCALE.relative_to(PACKAGE), copy / "locale")
        shutil.rmtree(copy / WAGTAIL_LOCALE.relative_to(PACKAGE))
        command = [sys.executable, "-m", "django", "makemessages", "--locale", "vi"]
        options = ["--no-location", "--no-wrap", "--verbosity", "0"]
        subprocess.run([*command, *options], cwd=copy, check=True)
        return polib.pofile(str(copy / "locale" / FILE), wrapwidth=0)


def entries(catalogue):
    return {(entry.msgctxt, entry.msgid): entry for entry in catalogue if not entry.obsolete}


def translations(catalogue):
    return {key: (e.msgstr, e.msgstr_plural) for key, e in entries(catalogue).items()}


def problems():
    """Yield one line for every message that is missing, superfluous or untranslated."""
    catalogue = polib.pofile(str(LOCALE / FILE))
    here, wanted = entries(catalogue), entries(extracted())
    for key in wanted.keys() - here.keys():
        yield f"not in the catalogue: {key[1]!r}"
    for key in here.keys() - wanted.keys():
        yield f"no longer in the code: {key[1]!r}"
    for key, entry in here.items():
        if not entry.translated():
            yield f"not translated: {key[1]!r}"
    compiled = polib.mofile(str((LOCALE / FILE).with_suffix(".mo")))
    if translations(compiled) != translations(catalogue):
        yield "django.mo is older than django.po: run make messages"


def update():
    catalogue = extracted()
    for entry in list(catalogue):
        if entry.obsolete:
            catalogue.remove(entry)
        elif entry.fuzzy:
            entry.flags.remove("fuzzy")
            entry.previous_msgid = entry.previous_msgid_plural = None
            entry.msgstr, entry.msgstr_plural = "", dict.fromkeys(entry.msgstr_plural, "")
    catalogue.metadata_is_fuzzy = False
    catalogue.save(str(LOCALE / FILE))
    catalogue.save_as_mofile(str((LOCALE / FILE).with_suffix(".mo")))


def main():
    if shutil.which("xgettext") is None and not install("gettext"):
        print("Not checked: the catalogue (GNU gettext is missing).")
        return 1 if os.environ.get("CI") == "true" else 0
    if "--update" in sys.argv:
        update()
    found = list(problems())
    print("\n".join(found) or "The Vietnamese catalogue is complete.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
