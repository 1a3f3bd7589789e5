"""The templates that a site may replace, and the page of the docs that lists them.

``python -m tests.templates`` prints the table of parts, made from the comments at the heads of the
templates; ``--update`` puts it into the page.
"""

import re
import sys
from pathlib import Path

import cchc_wagtail

PACKAGE = Path(cchc_wagtail.__file__).parent
PAGE = Path(__file__).parents[1] / "docs/reference/templates.md"
BEGIN = "| template | what it is for | what it is given |\n|---|---|---|\n"
#: Screens and pieces of the admin, which are nobody's to replace.
ADMIN = ("/admin/", "/panels/", "/widgets/", "/userbar_edit.html", "cchc_imports/")
_ROWS = re.compile(r"\A(\|.*\n)*")
_HEAD = re.compile(r"{% comment %}\s*Purpose: (.*?)\s*Inputs: (.*?)\s*Accessibility:", re.DOTALL)


def public_templates():
    """Return the name of each template that is shown to visitors or mailed → its file."""
    found = {}
    for file in sorted(PACKAGE.glob("*/templates/cchc_*/**/*.*")):
        name = file.relative_to(next(p for p in file.parents if p.name == "templates")).as_posix()
        if not any(part in f"/{name}" for part in ADMIN):
            found[name] = file
    return found


def parts():
    """Return a row for each template whose head says what it is for and what it is given."""
    rows = []
    for name, file in public_templates().items():
        if head := _HEAD.search(file.read_text(encoding="utf-8")):
            purpose, inputs = (" ".join(text.split()).rstrip(".") for text in head.groups())
            rows.append(f"| `{name}` | {purpose} | {inputs} |\n")
    return "".join(rows)


def page_with(rows):
    """Return the text of the page with ``rows`` as its table of parts."""
    before, _, rest = PAGE.read_text(encoding="utf-8").partition(BEGIN)
    return before + BEGIN + rows + _ROWS.sub("", rest, count=1)


if __name__ == "__main__":
    if "--update" in sys.argv:
        PAGE.write_text(page_with(parts()), encoding="utf-8")
    else:
        print(parts(), end="")
